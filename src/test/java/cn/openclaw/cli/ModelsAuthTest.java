package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.testing.Canary;
import cn.openclaw.testing.TempHome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class ModelsAuthTest {
    private static final String STORE = ".openclaw/agents/main/agent/auth-profiles.json";

    @TempDir
    Path folder;

    private TempHome home;
    private final Canary canary = new Canary();
    private final List<String> caught = new ArrayList<>();

    @BeforeEach
    void world() {
        home = new TempHome(folder);
    }

    /** Whatever a test did: its keys are in the store and nowhere else. */
    @AfterEach
    void noKeyEscaped() {
        canary.mayBeIn(home.path(STORE));
        canary.assertNowhere(home.home(), caught.toArray(new String[0]));
    }

    private int run(String... arguments) {
        Cli cli = home.cli();
        int code = new CommandLine(ModelsAuth.spec(cli))
                .setOut(new PrintWriter(cli.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(cli.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((exception, _, _) -> {
                    if (exception instanceof ClawException known) {
                        cli.err().println(known.in(cli.language()));
                        return known.exitCode().number();
                    }
                    throw exception;
                })
                .execute(arguments);
        caught.add(home.out());
        caught.add(home.err());
        return code;
    }

    private JsonNode json(String... arguments) {
        assertThat(run(arguments)).as(home.err()).isZero();
        return Json.parse(home.out());
    }

    private AuthProfileStore store() {
        return new AuthProfileStore(home.path(STORE), InstantSource.system(), home.environment());
    }

    private String saved(String id) {
        return store().profile(id).orElseThrow().credential().secret().reveal();
    }

    @Test
    void aPipedKeyIsSavedAndNotShown() {
        home.input(canary.key("piped") + "\n");

        assertThat(run("add", "--provider", "moonshot", "--api-key", "-")).isZero();

        assertThat(home.out()).isEqualTo("Auth profile: moonshot:default (moonshot/api_key)\n");
        assertThat(saved("moonshot:default")).isEqualTo(canary.key("piped"));
        assertThat(home.config()).as("nothing there to change").doesNotExist();
    }

    @Test
    void withoutATerminalStandardInputIsReadUnasked() {
        home.input("export MOONSHOT_API_KEY=\"" + canary.key("line") + "\";\n");

        assertThat(run("paste-key", "--provider", "moonshot")).isZero();

        assertThat(saved("moonshot:default")).isEqualTo(canary.key("line"));
    }

    @Test
    void aTokenExpiresInDaysUnlessItSaysOtherwise() {
        for (String[] each : new String[][] {{"365d", "365"}, {"2", "2"}, {"48h", "2"}, {"2880m", "2"}}) {
            home.input(canary.key("token"));
            assertThat(run("paste-token", "--provider", "anthropic", "--expires-in", each[0])).isZero();
            Instant end = Instant.parse("2026-11-22T08:00:00Z").plus(Duration.ofDays(Long.parseLong(each[1])));
            assertThat(store().profile("anthropic:manual").orElseThrow().credential().expiry()).contains(end);
        }
        assertThat(home.out()).isEqualTo("Auth profile: anthropic:manual (anthropic/token)\n");
        for (String bad : new String[] {"soon", "-1d", "0", "1y", "", "9999999999999999999d", "99999d"}) {
            assertThat(run("paste-token", "--provider", "anthropic", "--expires-in", bad)).as(bad).isEqualTo(2);
            assertThat(home.err()).contains("--expires-in");
        }
    }

    @Test
    void whatIsNoKeyIsRefusedAndNothingIsSaved() {
        for (String bad : new String[] {"", "  \n", "sk-a b", "sk-one\nsk-two", "密钥", "exec:cat /etc/passwd"}) {
            home.input(bad);
            assertThat(run("add", "--provider", "moonshot")).as(bad).isEqualTo(2);
            assertThat(home.err().strip()).as("one sentence").isNotEmpty().doesNotContain("\n", "\tat ");
            assertThat(home.path(STORE)).doesNotExist();
        }
    }

    @Test
    void anUnknownProviderIsRefusedWithTheChoices() {
        home.input(canary.key("lost"));

        assertThat(run("add", "--provider", "mondshot")).isEqualTo(2);

        assertThat(home.err()).contains("mondshot", "moonshot", "kimi-code").doesNotContain("\tat ");
        assertThat(run("add")).isEqualTo(2);
        assertThat(run("add", "--provider", "moonshot", "--agent", "nobody")).isEqualTo(2);
        assertThat(home.err()).contains("nobody", "main");
    }

    @Test
    void anotherNameOfAProviderIsItsCanonicalOne() {
        home.input(canary.key("kimi"));

        assertThat(run("add", "--provider", "kimi-coding")).isZero();

        assertThat(home.out()).contains("kimi-code:default (kimi-code/api_key)");
    }

    @Test
    void aConfigThatListsProfilesGetsTheNewOneToo() {
        home.config("""
                {
                  // mine
                  auth: {
                    profiles: { "moonshot:default": { provider: "moonshot", mode: "api_key" } },
                    order: { moonshot: ["moonshot:default"] }, // first things first
                  },
                }
                """);
        home.input(canary.key("work"));

        assertThat(run("add", "--provider", "moonshot", "--profile-id", "moonshot:work")).isZero();

        assertThat(home.out()).startsWith("Updated ~/.openclaw/openclaw.json\n");
        assertThat(home.read(".openclaw/openclaw.json"))
                .contains("// mine", "// first things first", "\"moonshot:work\"", "\"moonshot:default\"");
        assertThat(json("add", "--provider", "moonshot", "--profile-id", "moonshot:work", "--json")
                        .get("configUpdated")
                        .booleanValue())
                .as("nothing left to do")
                .isFalse();

        assertThat(run("remove", "moonshot:work")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain("moonshot:work").contains("// mine");
        assertThat(store().profiles()).isEmpty();
    }

    @Test
    void aProfileOfAnotherProviderIsNotOverwritten() {
        home.input(canary.key("one"));
        run("add", "--provider", "moonshot", "--profile-id", "work");
        home.input(canary.key("two"));

        assertThat(run("add", "--provider", "kimi-code", "--profile-id", "work")).isEqualTo(2);

        assertThat(saved("work")).isEqualTo(canary.key("one"));
    }

    @Test
    void theListMasksAndTellsWhatRests() {
        home.clock(InstantSource.system());
        store().put(AuthProfile.apiKey("moonshot", canary.secret("listed")));
        AuthProfileStore used = store();
        used.failed("moonshot:default", "kimi-k2.6", AuthFailure.RATE_LIMIT, Optional.of(Duration.ofHours(1)));
        assertThat(used.flush()).isTrue();

        assertThat(run("list")).isZero();
        assertThat(home.out()).contains("moonshot:default  api_key  sk-c…", "kimi-k2.6 rests until");

        JsonNode answer = json("list", "--json", "--provider", "moonshot");
        assertThat(answer.get("authStorePath").stringValue()).isEqualTo(home.path(STORE).toString());
        JsonNode profile = answer.get("profiles").get(0);
        assertThat(profile.get("profileId").stringValue()).isEqualTo("moonshot:default");
        assertThat(profile.get("status").stringValue()).isEqualTo("static");
        JsonNode unusable = answer.get("unusableProfiles").get(0);
        assertThat(unusable.get("kind").stringValue()).isEqualTo("cooldown");
        assertThat(unusable.get("reason").stringValue()).isEqualTo("rate_limit");
        assertThat(unusable.get("remainingMs").longValue()).isBetween(1L, 3_600_000L);
        assertThat(json("list", "--json", "--provider", "openai").get("profiles").isEmpty()).isTrue();
    }

    @Test
    void theListOfNothingSaysWhatToDo() {
        assertThat(run("list")).isZero();
        assertThat(home.out()).contains("models auth add --provider moonshot");
        assertThat(json("list", "--json").get("profiles").isEmpty()).isTrue();
        assertThat(home.path(".openclaw")).as("looking makes nothing").doesNotExist();
    }

    @Test
    void anOrderIsSetShownAndCleared() {
        for (String id : List.of("moonshot:a", "moonshot:b")) {
            home.input(canary.key(id));
            run("add", "--provider", "moonshot", "--profile-id", id);
        }
        home.input(canary.key("c"));
        run("add", "--provider", "kimi-code");

        assertThat(run("order", "get", "--provider", "moonshot")).isZero();
        assertThat(home.out()).isEqualTo("""
                Agent: main
                Provider: moonshot
                Auth file: ~/.openclaw/agents/main/agent/auth-profiles.json
                Order override: (none)
                """);
        assertThat(json("order", "get", "--provider", "moonshot", "--json").get("order").isNull()).isTrue();

        assertThat(run("order", "set", "--provider", "moonshot", "moonshot:b", "moonshot:a")).isZero();
        assertThat(home.out()).contains("Order override: moonshot:b, moonshot:a");
        assertThat(json("order", "get", "--provider", "moonshot", "--json").get("order").toString())
                .isEqualTo("[\"moonshot:b\",\"moonshot:a\"]");

        assertThat(run("order", "set", "--provider", "moonshot", "moonshot:x")).isEqualTo(2);
        assertThat(home.err()).isEqualTo("Auth profile \"moonshot:x\" not found in ~/.openclaw/agents/main/agent.\n");
        assertThat(run("order", "set", "--provider", "moonshot", "kimi-code:default")).isEqualTo(2);
        assertThat(home.err()).isEqualTo("Auth profile \"kimi-code:default\" is for kimi-code, not moonshot.\n");
        assertThat(run("order", "set", "--provider", "moonshot")).isEqualTo(2);
        assertThat(home.err()).startsWith("Missing profile ids.");

        home.input(canary.key("late"));
        run("add", "--provider", "moonshot", "--profile-id", "moonshot:late");
        assertThat(store().order("moonshot")).as("a new one is not shut out").endsWith("moonshot:late");

        assertThat(run("order", "clear", "--provider", "moonshot")).isZero();
        assertThat(home.out()).contains("Cleared per-agent order override.");
        assertThat(store().order("moonshot")).isEmpty();
    }

    @Test
    void encryptingSaysPlainlyWhatItIsGoodFor() {
        home.input(canary.key("sealed"));
        run("add", "--provider", "moonshot");
        assertThat(run("status")).isZero();
        assertThat(home.out()).contains("Not encrypted; profiles in plain text: 1");

        assertThat(run("encrypt")).isZero();
        assertThat(home.out()).contains("copies of the profile store", "not against", "secrets.key", "The original");
        assertThat(home.read(STORE)).contains("enc:v1:").doesNotContain(canary.key("sealed"));
        assertThat(run("list")).isZero();
        assertThat(home.out()).contains("moonshot:default");
        assertThat(json("status", "--json").get("key").stringValue()).isEqualTo("key-file");

        assertThat(json("decrypt", "--json").get("encrypted").booleanValue()).isFalse();
        assertThat(saved("moonshot:default")).isEqualTo(canary.key("sealed"));
    }

    @Test
    void removingWhatIsNotThereIsOneSentence() {
        assertThat(run("remove", "moonshot:none")).isEqualTo(2);
        assertThat(home.err()).contains("moonshot:none").doesNotContain("\tat ");
        assertThat(run("remove")).isEqualTo(2);
    }

    @Test
    void theWaysInThatWeDoNotHaveSaySo() {
        for (String[] line : new String[][] {{"login", "--provider", "x", "--method", "y"}, {"setup-token", "--yes"}, {"login-github-copilot"}}) {
            assertThat(run(line)).isEqualTo(2);
            assertThat(home.err()).contains("models auth add", "models auth paste-token");
        }
    }

    @Test
    void aBrokenStoreIsKeptAndSaid() {
        home.write(STORE, "{ not json");
        home.input(canary.key("new"));

        assertThat(run("list")).isZero();
        assertThat(home.err()).contains(STORE + ":1:3");
        assertThat(run("add", "--provider", "moonshot")).isZero();
        assertThat(home.err()).contains(".broken-");
        assertThat(home.path(STORE + ".broken-20261122T080000Z")).hasContent("{ not json");
        assertThat(saved("moonshot:default")).isEqualTo(canary.key("new"));
    }

    @Test
    void chineseIsSpokenToThoseWhoReadIt() {
        home.language(Language.ZH).input(canary.key("zh"));

        run("add", "--provider", "moonshot");

        assertThat(home.out()).isEqualTo("凭据：moonshot:default（moonshot/api_key）\n");
    }

    @Test
    void aloneItShowsItsHelp() {
        assertThat(run()).isZero();
        assertThat(home.out()).contains("list", "add", "paste-token", "encrypt").doesNotContain("login-github-copilot");
    }
}
