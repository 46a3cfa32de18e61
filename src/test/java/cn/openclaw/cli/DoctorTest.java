package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code doctor}, {@code status} and {@code reset} do for a person. */
class DoctorTest {
    private static Simulator simulator;

    @TempDir
    Path folder;

    private TempHome home;

    @BeforeAll
    static void platforms() {
        simulator = Simulator.start(SimulatorOptions.defaults().instant(true));
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    @BeforeEach
    void aHomeWithAKeyForTheMainland() {
        home = new TempHome(folder)
                .clock(InstantSource.system())
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString());
    }

    private int run(String... line) {
        return Main.run(home.cli(), line);
    }

    private void onboarded(String key) {
        assertThat(run("onboard", "--non-interactive", "--accept-risk", "--auth-choice", "moonshot-api-key",
                        "--moonshot-api-key", key, "--skip-probe", "--model", "moonshot/kimi-k2.6"))
                .isZero();
    }

    private List<String> found(String severity) {
        List<String> ids = new ArrayList<>();
        for (JsonNode finding : Json.parse(home.out()).get("findings")) {
            if (severity.equals(Json.text(finding, "severity"))) {
                ids.add(Json.text(finding, "id"));
            }
        }
        return ids;
    }

    @Test
    void aHealthySetUpHasNothingToMend() {
        onboarded(SimulatorKey.CN);
        assertThat(run("doctor", "--json")).isZero();
        assertThat(found("error")).isEmpty();
        assertThat(found("ok")).contains("config", "permissions", "model", "key", "proxy", "host", "clock");
    }

    @Test
    void aKeyOfTheOtherRegionIsMendedByPointingAtIt() {
        onboarded(SimulatorKey.INTL);
        assertThat(run("doctor")).isEqualTo(1);
        assertThat(home.out()).contains("api.moonshot.ai accepts it", "doctor --fix");
        assertThat(run("doctor", "--yes")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).contains("https://api.moonshot.ai/v1");
    }

    @Test
    void aRetiredDefaultIsNamedWithItsSuccessorAndChangedOnlyWhenAsked() {
        onboarded(SimulatorKey.CN);
        run("onboard", "--non-interactive", "--accept-risk", "--auth-choice", "moonshot-api-key", "--skip-probe");
        assertThat(run("doctor")).isZero();
        assertThat(home.out()).contains("kimi-k2-0905-preview", "moonshot/kimi-k2.6");
        assertThat(home.read(".openclaw/openclaw.json")).contains("\"primary\": \"moonshot/kimi-k2-0905-preview\"");
        assertThat(run("doctor", "--yes", "--offline")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).contains("\"primary\": \"moonshot/kimi-k2.6\"");
    }

    @Test
    void filesThatOthersCanReadAreClosed() throws Exception {
        onboarded(SimulatorKey.CN);
        Path store = home.path(".openclaw/agents/main/agent/auth-profiles.json");
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r--r--"));
        run("doctor", "--offline", "--json");
        assertThat(found("warning")).contains("permissions");
        run("doctor", "--offline", "--yes");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store))).isEqualTo("rw-------");
    }

    @Test
    void unknownKeysAreTakenOutAndNothingElseIsTouched() {
        home.config("""
                {
                  // mine
                  agents: { defaults: { model: { primary: "moonshot/kimi-k2.6" }, thinkingDefualt: "low" } },
                  "a.b": 1,
                }
                """);
        assertThat(run("doctor", "--offline")).isEqualTo(1);
        assertThat(home.out()).contains("openclaw.json:3:", "thinkingDefault", "a.b");
        run("doctor", "--offline", "--yes");
        assertThat(home.read(".openclaw/openclaw.json"))
                .contains("// mine", "primary: \"moonshot/kimi-k2.6\"")
                .doesNotContain("thinkingDefualt", "a.b");
    }

    @Test
    void keysOfAnOlderReleaseMoveAndMisspeltOnesGetTheirNames() {
        home.config("""
                {
                  // mine
                  agent: { model: "moonshot/kimi-k2.6", modelFallbacks: ["moonshot/kimi-k2.5"] },
                  telegram: { botToken: "t" },
                  gatway: { port: 18790 },
                }
                """);
        assertThat(run("doctor", "--offline")).isEqualTo(1);
        assertThat(home.out()).contains("move agent.model to agents.defaults.model.primary", "move telegram to channels.telegram", "rename gatway to gateway");
        assertThat(run("doctor", "--offline", "--yes")).isEqualTo(1); // no key
        assertThat(home.out()).contains("What is left for you", "no key");
        String mended = home.read(".openclaw/openclaw.json");
        assertThat(mended).contains("// mine", "\"moonshot/kimi-k2.6\"", "18790").doesNotContain("agent:", "gatway");
        assertThat(run("config", "validate")).isZero();
    }

    @Test
    void aVariableThatIsNotSetIsOneFindingAmongTheOthers() {
        home.config("{ models: { providers: { moonshot: { baseUrl: \"https://api.moonshot.cn/v1\", "
                + "apiKey: \"${MOONSHOT_API_KEY}\", models: [] } } },"
                + " agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" } } } }");
        assertThat(run("doctor", "--json")).isEqualTo(1);
        assertThat(found("error")).containsExactly("config", "key");
        assertThat(found("ok")).contains("model", "proxy");
        assertThat(home.out()).contains("openclaw.json:1:", "export MOONSHOT_API_KEY=").doesNotContain("last good copy");
    }

    @Test
    void aFileBeyondRepairGoesBackToTheLastGoodCopy() {
        onboarded(SimulatorKey.CN);
        String good = home.read(".openclaw/openclaw.json");
        home.config(good.substring(0, good.length() / 2));
        assertThat(run("doctor", "--offline")).isEqualTo(1);
        assertThat(run("status")).isZero();
        assertThat(home.out()).contains("the last good copy is in use", "moonshot/kimi-k2.6");
        run("doctor", "--offline", "--yes");
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo(good);
    }

    @Test
    void aKeyInTheConfigurationMovesToTheStore() {
        home.config("{ models: { providers: { moonshot: { baseUrl: \"https://api.moonshot.cn/v1\", "
                + "apiKey: \"" + SimulatorKey.CN + "\", models: [] } } },"
                + " agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" } } } }");
        run("doctor", "--offline", "--yes");
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain(SimulatorKey.CN);
        assertThat(run("doctor", "--json")).isZero();
        assertThat(found("error")).isEmpty();
    }

    @Test
    void fixingWithoutATerminalWantsYes() {
        assertThat(run("doctor", "--fix")).isEqualTo(2);
        assertThat(home.err()).contains("--yes");
    }

    @Test
    void statusIsJsonAndMasksTheKey() {
        onboarded(SimulatorKey.CN);
        assertThat(run("status", "--json")).isZero();
        JsonNode answer = Json.parse(home.out());
        assertThat(Json.text(answer, "sessions", "defaults", "model")).isEqualTo("moonshot/kimi-k2.6");
        assertThat(home.out()).doesNotContain(SimulatorKey.CN);
    }

    @Test
    void resetRemovesWhatItSaysAndAsksForItsScope() {
        onboarded(SimulatorKey.CN);
        assertThat(run("reset", "--non-interactive", "--yes")).isEqualTo(2);
        assertThat(run("reset", "--scope", "everything", "--yes")).isEqualTo(2);
        assertThat(run("reset", "--scope", "full", "--dry-run")).isZero();
        assertThat(home.out()).contains("[dry-run] remove ~/.openclaw");
        assertThat(home.config()).exists();
        assertThat(run("reset", "--scope", "config", "--yes", "--non-interactive")).isZero();
        assertThat(home.config()).doesNotExist();
        assertThat(home.path(".openclaw/agents")).exists();
        assertThat(run("reset", "--scope", "full", "--yes")).isZero();
        assertThat(home.path(".openclaw")).doesNotExist();
    }

    @Test
    void resetNeverRemovesAFolderThatHoldsTheHome() {
        home.variable("OPENCLAW_STATE_DIR", folder.toString());
        assertThat(run("reset", "--scope", "full", "--yes")).isEqualTo(2);
        assertThat(folder).exists();
    }

    @Test
    void configureNamesItsPartsAndWantsATerminal() {
        assertThat(run("configure", "--section", "nonsense")).isEqualTo(2);
        assertThat(home.err()).contains("workspace", "gateway");
        assertThat(run("configure", "--section", "daemon")).isEqualTo(2);
        assertThat(run("configure", "--section", "model")).isEqualTo(2);
    }

    @Test
    void theDoctorsEditsParse() {
        onboarded(SimulatorKey.CN);
        run("doctor", "--offline", "--yes");
        assertThat(Json5Document.parse(home.read(".openclaw/openclaw.json")).root().isObject()).isTrue();
    }

    @Test
    void theKeyFileOfAnEncryptedStoreAndEarlierConfigurationsAreClosedToo() throws Exception {
        onboarded(SimulatorKey.CN);
        run("models", "auth", "encrypt");
        run("config", "set", "agents.defaults.thinkingDefault", "low");
        for (String name : List.of("secrets.key", "openclaw.json.bak", "openclaw.json.last-good")) {
            Path file = home.path(".openclaw/" + name);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            run("doctor", "--offline", "--yes");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(name).isEqualTo("rw-------");
        }
    }

    @Test
    void resetTakesNoFolderThatIsNotOurs() throws Exception {
        home.write("Documents/letter.txt", "dear");
        home.variable("OPENCLAW_STATE_DIR", home.path("Documents").toString());

        assertThat(run("reset", "--scope", "full", "--yes", "--non-interactive")).isEqualTo(2);

        assertThat(home.read("Documents/letter.txt")).isEqualTo("dear");
    }

    @Test
    void resetFollowsALinkedStateFolderToTheSecrets() throws Exception {
        home.write("disk/openclaw.json", "{}");
        home.write("disk/agents/main/agent/auth-profiles.json", "{}");
        Files.createSymbolicLink(home.path(".openclaw"), home.path("disk"));

        assertThat(run("reset", "--scope", "full", "--yes", "--non-interactive")).isZero();

        assertThat(home.path("disk")).doesNotExist();
        assertThat(Files.isSymbolicLink(home.path(".openclaw"))).isFalse();
    }

    @Test
    void aCrashThatCannotBeWrittenDownIsStillOneSentence() throws Exception {
        home.write("state", "a file where the folder should be");
        home.variable("OPENCLAW_STATE_DIR", home.path("state").toString());

        assertThat(CrashLog.write(home.cli(), "1", new IllegalStateException("x"))).isEqualTo("-");
    }

    @Test
    void aBrokenProfileStoreIsNamedNotOnlyTheMissingKey() {
        onboarded(SimulatorKey.CN);
        home.write(".openclaw/agents/main/agent/auth-profiles.json", "{\"version\":1,\"profiles\":{\"moon");

        assertThat(run("doctor", "--offline", "--non-interactive")).isEqualTo(1);

        assertThat(home.out()).contains("auth-profiles.json:1:");
    }
}
