package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.SimulatorExtension;
import cn.openclaw.testing.TempHome;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.Standing;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
    @RegisterExtension
    final SimulatorExtension platform = new SimulatorExtension(SimulatorOptions.defaults());

    @TempDir
    Path folder;

    private TempHome home;

    @AfterEach
    void close() {
        Endings.close();
    }

    @BeforeEach
    void aWorld() {
        Simulator simulator = platform.simulator();
        home = new TempHome(folder)
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString())
                .variable("MOONSHOT_API_KEY", SimulatorKey.CN);
    }

    private int chat(String input, String... more) {
        List<String> line = new ArrayList<>(List.of("chat"));
        line.addAll(List.of(more));
        home.input(input);
        return Main.run(home.cli(), line.toArray(String[]::new));
    }

    private LocalPartner partner(String... session) {
        Cli cli = home.cli();
        Places places = Places.of(cli.environment());
        var world = AgentCommand.world(cli, places, new ConfigFile(places, cli.environment()).read());
        Optional<String> name = Optional.of(session).filter(names -> names.length > 0).map(names -> names[0]);
        return new LocalPartner(cli, world, new LocalPartner.Start("main", name, Optional.empty()));
    }

    private static Ending say(Partner partner, String words, List<PartnerEvent> heard) throws InterruptedException {
        return partner.say(words, heard::add, _ -> Partner.Answer.NOBODY);
    }

    @Test
    void aPipeGetsTheWordsAndNothingElse() {
        assertThat(chat("[[sim:think hm]][[sim:say **你好**]]\n第二行")).isZero();
        assertThat(home.out()).isEqualTo("**你好**\n");
    }

    /** What summaries and tools asked is in no transcript, but somebody paid for it. */
    @Test
    void usageCountsWhatToolsAsked() throws Exception {
        LocalPartner partner = partner();
        assertThat(partner.usage().getFirst()).contains("0 calls");
        say(partner, "[[sim:tool models_status {\"test\":\"moonshot\"}]][[sim:then]][[sim:say ok]]", new ArrayList<>());

        assertThat(platform.simulator().journal()).hasSize(3);
        assertThat(partner.usage().getFirst()).contains("3 calls");
        assertThat(partner("main").usage().getFirst()).contains("3 calls");
    }

    @Test
    void aPipeThatNeverEndsIsNotReadForEver() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'y';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) 'y');
                return length;
            }
        };
        Cli cli = home.cli();
        Cli piped = new Cli(cli.environment(), cli.language(), endless, cli.out(), cli.err(), cli.screen(), cli.clock(), cli.random());

        assertThat(Main.run(piped, "chat")).isEqualTo(2);
        assertThat(home.err()).contains("longer than 4000000 characters", "nothing was sent");
        assertThat(platform.simulator().journal()).isEmpty();
    }

    @Test
    @DisplayName("W06 a failure through a pipe has an exit code and no words that look like an answer")
    void aFailureIsNoAnswer() {
        assertThat(chat("[[sim:error 401]]")).isEqualTo(3);
        assertThat(home.out()).isEmpty();
        assertThat(home.err()).contains("refused the key").doesNotContain(SimulatorKey.CN);
    }

    @Test
    void withoutAKeyTheWayToOneIsTold() {
        home = new TempHome(folder.resolve("other"));
        assertThat(chat("hello")).isEqualTo(3);
        assertThat(home.err()).contains("openclaw-cn onboard");
        assertThat(home.out()).isEmpty();
    }

    @Test
    void tuiWithoutLocalSaysWhatItNeeds() {
        // Nobody can listen there, whatever runs on this machine.
        home.variable("OPENCLAW_GATEWAY_PORT", "1");
        assertThat(Main.run(home.cli(), "tui")).isEqualTo(6);
        assertThat(home.err()).contains("openclaw-cn gateway run");
        home.input("[[sim:say hi]]");
        assertThat(Main.run(home.cli(), "tui", "--local")).isZero();
        assertThat(home.out()).isEqualTo("hi\n");
    }

    @Test
    void commandsWorkThroughAPipe() {
        assertThat(chat("/状态")).isZero();
        assertThat(home.out()).contains("moonshot/kimi-k3", "sk-s…0001").doesNotContain(SimulatorKey.CN, "\u001b");
        assertThat(chat("/modle")).isEqualTo(2);
        assertThat(home.err()).contains("Did you mean /model?");
    }

    @Test
    @DisplayName("W14 thinking that is switched off stays off, and the wire says so")
    void thinkingOffIsKept() throws InterruptedException {
        LocalPartner partner = partner();
        partner.chooseModel("moonshot/kimi-k2.6");
        assertThat(partner.think("关").thinking()).isEqualTo("off");
        say(partner, "one", new ArrayList<>());
        LocalPartner later = partner();
        assertThat(later.standing().thinking()).isEqualTo("off");
        say(later, "two", new ArrayList<>());
        assertThat(platform.simulator().journal())
                .filteredOn(entry -> entry.path().endsWith("/chat/completions"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(body(entry)).contains("\"thinking\":{\"type\":\"disabled\"}"));
        assertThat(later.think("default").thinking()).isEmpty();
    }

    private static String body(JournalEntry entry) {
        return entry.body().map(Json::write).orElse("");
    }

    @Test
    @DisplayName("P18 the model the person chose is kept with the conversation, and only there")
    void aChosenModelIsKept() throws InterruptedException {
        LocalPartner partner = partner();
        assertThat(partner.chooseModel("moonshot/kimi-k2.6").model()).isEqualTo("moonshot/kimi-k2.6");
        say(partner, "one", new ArrayList<>());
        assertThat(partner().standing().model()).isEqualTo("moonshot/kimi-k2.6");
        assertThat(partner("other").standing().model()).isEqualTo("moonshot/kimi-k3");
        assertThat(partner.chooseModel("").model()).isEqualTo("moonshot/kimi-k3");
        assertThatThrownBy(() -> partner.chooseModel("moonshot/nothing-like-this")).isInstanceOf(ClawException.class);
    }

    @Test
    @DisplayName("W10 slash commands and new conversations leave one history each, found again by name")
    void conversationsAreFoundAgain() throws InterruptedException {
        LocalPartner partner = partner();
        say(partner, "the first talk", new ArrayList<>());
        Standing fresh = partner.newSession();
        assertThat(fresh.going()).isEmpty();
        assertThat(fresh.session()).startsWith("chat:");
        say(partner, "the second talk", new ArrayList<>());
        assertThat(partner.sessions()).extracting(Partner.Option::label).anySatisfy(label -> assertThat(label).contains("the first talk"));
        assertThat(partner.sessions()).extracting(Partner.Option::current).contains(true);
        partner.openSession("agent:main:main");
        assertThat(partner.past(10)).first().isEqualTo(new Partner.Past(true, "the first talk"));
        assertThat(partner.standing().context()).isPositive();
        assertThat(partner.standing().money()).startsWith("¥");
        assertThat(partner(fresh.session()).past(10)).first().isEqualTo(new Partner.Past(true, "the second talk"));
        assertThat(partner.standing().resume()).isEqualTo("openclaw-cn chat");
        assertThat(fresh.resume()).isEqualTo("openclaw-cn chat --session " + fresh.session());
        assertThat(partner.resetSession().going()).isEmpty();
        assertThat(partner.past(10)).isEmpty();
    }

    @Test
    void aFolderHasItsOwnConversationAndIsWhereToolsWork() {
        home.write("project/notes.txt", "one line");
        String project = home.path("project").toString();
        assertThat(chat("[[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say read]]", "--folder", project)).isZero();
        assertThat(body(platform.simulator().journal().getLast())).contains("one line");
        assertThat(home.read(".openclaw/agents/main/sessions/sessions.json")).contains("agent:main:folder:project-").doesNotContain("agent:main:main");
        assertThat(chat("x", "--folder", home.path("nowhere").toString())).isEqualTo(2);
    }

    @Test
    void toolsAndTheirDiffsAreTold() throws InterruptedException {
        List<PartnerEvent> heard = new ArrayList<>();
        Ending ending = say(partner(), "[[sim:tool ls {}]][[sim:then]][[sim:say done]]", heard);
        assertThat(ending.outcome()).isEqualTo(Ending.Outcome.ANSWERED);
        assertThat(heard).anySatisfy(event -> assertThat(event).isInstanceOf(PartnerEvent.ToolStarted.class));
        assertThat(heard).anySatisfy(event -> assertThat(event).isInstanceOf(PartnerEvent.ToolEnded.class));
        assertThat(heard).contains(new PartnerEvent.Words("done"));
    }

    @Test
    void helpIsInBothLanguages() {
        home.language(Language.ZH);
        assertThat(chat("/帮助")).isZero();
        assertThat(home.out()).contains("/help /帮助", "/think /思考", "换行");
    }
}
