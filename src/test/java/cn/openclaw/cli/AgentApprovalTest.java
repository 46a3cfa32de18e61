package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approval as a person meets it: the whole program, a real shell, a simulated platform. */
class AgentApprovalTest {
    private static final String TOUCH = "[[sim:tool exec {\"command\":\"touch made\"}]][[sim:then]][[sim:say done.]]";

    @TempDir
    Path folder;

    private Simulator simulator;
    private TempHome home;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        home = new TempHome(folder)
                .clock(InstantSource.offset(InstantSource.system(), Duration.ZERO))
                .variable("MOONSHOT_API_KEY", SimulatorKey.CN)
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString());
        config("");
        home.write("work/notes.txt", "the answer is 42\n");
    }

    private void config(String more) {
        home.config(
                """
                { models: { providers: { moonshot: {
                    baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", api: "openai-completions", models: [] } } },
                  agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/work" } }, %s }
                """
                        .formatted(more));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int agent(String... more) {
        String[] words = Stream.concat(Stream.of("agent", "--local"), Stream.of(more)).toArray(String[]::new);
        return Main.run(home.cli(), words);
    }

    private String transcript() throws IOException {
        try (Stream<Path> files = Files.list(home.path(".openclaw/agents/main/sessions"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    @DisplayName("W02 without a terminal nothing is run, the turn goes on, and the model is told what a person can do")
    void nobodyIsThere() throws Exception {
        assertThat(agent("-m", TOUCH)).isZero();
        assertThat(home.path("work/made")).doesNotExist();
        assertThat(home.out()).contains("done.");
        assertThat(transcript()).contains("nobody is there to ask", "openclaw-cn agent --local");
    }

    @Test
    void onATerminalThePersonIsAsked() {
        home.screen(new Screen(true, true, true, false, 80)).input("y\n");
        assertThat(agent("-m", TOUCH)).isZero();
        assertThat(home.path("work/made")).exists();
        assertThat(home.err()).contains("Approval needed: exec", "  touch made", "is not on the allow-list", "in no sandbox");
    }

    @Test
    void alwaysIsRememberedAndANoIsKept() throws Exception {
        home.screen(new Screen(true, true, true, false, 80)).input("n\n");
        assertThat(agent("-m", TOUCH)).isZero();
        assertThat(home.path("work/made")).doesNotExist();
        home.input("a\n");
        agent("-m", TOUCH);
        assertThat(home.path("work/made")).exists();
        Files.delete(home.path("work/made"));

        home.screen(new Screen(false, true, false, false, 80)).input("");
        assertThat(agent("-m", TOUCH)).isZero();
        assertThat(home.path("work/made")).exists();
        Main.run(home.cli(), "approvals", "list");
        assertThat(home.out()).contains("touch' 'made'");
    }

    @Test
    void itCanBeDecidedBeforehand() {
        assertThat(agent("-m", TOUCH, "--approve", "always")).isZero();
        assertThat(home.path("work/made")).exists();
    }

    /** Three turns' worth in one: it begins one in the background, does something else meanwhile, and answers. */
    @Test
    void theEndOfACommandInTheBackgroundIsTold() throws Exception {
        String wait = "[[sim:tool exec {\"command\":\"sleep 0.2; false\",\"background\":true}]][[sim:then]]"
                + "[[sim:tool exec {\"command\":\"sleep 1.5\"}]][[sim:then]][[sim:say done.]]";
        assertThat(agent("-m", wait, "--approve", "always")).isZero();
        assertThat(transcript()).contains("System: The background command", "ended with exit code 1 after", "process, action poll");

        config("tools: { exec: { notifyOnExit: false } }");
        assertThat(agent("-m", wait, "--approve", "always", "--session-id", "quiet")).isZero();
        assertThat(Files.readString(home.path(".openclaw/agents/main/sessions/quiet.jsonl"))).doesNotContain("System: The background");
    }

    @Test
    @DisplayName("W24 a tool that the settings deny is not in the request, and calling it is answered in words")
    void aDeniedToolIsAbsent() throws Exception {
        config("tools: { deny: [\"group:runtime\"] }");
        assertThat(agent("-m", TOUCH, "--approve", "always")).isZero();
        assertThat(home.path("work/made")).doesNotExist();
        assertThat(transcript()).contains("Tool exec not found");
    }

    @Test
    @DisplayName("W03 P48 a command that prints the key gives it neither to the model nor to any file")
    void aPrintedKeyGoesNowhere() throws Exception {
        home.write("work/leak.sh", "cat ~/.openclaw/agents/main/agent/*.json; printenv; echo " + SimulatorKey.CN + "\n");
        String leak = "[[sim:tool exec {\"command\":\"sh leak.sh\"}]][[sim:then]][[sim:say done.]]";
        assertThat(agent("-m", leak, "--approve", "always")).isZero();
        assertThat(transcript()).contains("***").doesNotContain(SimulatorKey.CN);
    }
}
