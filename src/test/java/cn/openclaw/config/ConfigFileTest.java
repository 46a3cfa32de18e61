package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person can rely on when the program reads and changes the file. */
class ConfigFileTest {
    @TempDir
    Path home;

    private Environment environment;
    private Places places;

    @BeforeEach
    void anEmptyHome() throws IOException {
        environment = new Environment(Map.of(), home, home);
        places = Places.of(environment);
        Files.createDirectories(places.stateDir());
    }

    private ConfigFile file() {
        return new ConfigFile(places, environment);
    }

    private void write(String text) throws IOException {
        Files.writeString(places.configFile(), text);
    }

    private String text() throws IOException {
        return Files.readString(places.configFile());
    }

    private static List<String> english(List<ConfigProblem> problems) {
        return problems.stream().map(problem -> problem.in(Language.EN)).toList();
    }

    private ConfigSnapshot set(String path, String json5) {
        return file().save(List.of(ConfigEdit.set(ConfigPath.parse(path), json5)));
    }

    @Test
    void withoutAFileThereAreDefaults() {
        ConfigSnapshot snapshot = file().read();

        assertThat(snapshot.exists()).isFalse();
        assertThat(snapshot.hash()).isEmpty();
        assertThat(snapshot.isValid()).isTrue();
        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.DEFAULTS);
        assertThat(snapshot.config().agents().defaultId()).isEqualTo("main");
        assertThat(snapshot.config().agents().defaults().timeoutSeconds()).isEqualTo(600);
    }

    @Test
    @DisplayName("P23 P25 a change touches no other byte: comments and variables stay")
    void aChangeTouchesNoOtherByte() throws IOException {
        write(Pages.MOONSHOT);

        ConfigSnapshot snapshot = set("models.providers.moonshot.baseUrl", "\"https://api.moonshot.ai/v1\"");

        assertThat(text()).isEqualTo(Pages.MOONSHOT.replace("api.moonshot.cn", "api.moonshot.ai"));
        assertThat(snapshot.config().models().providers().get("moonshot").baseUrl()).contains("https://api.moonshot.ai/v1");
        assertThat(snapshot.text()).isEqualTo(text());
    }

    @Test
    void theFileAndItsBackupsAreForItsOwnerOnly() throws IOException {
        write(Pages.MOONSHOT);
        set("gateway.port", "18790");

        for (String name : List.of("openclaw.json", "openclaw.json.bak", "openclaw.json.last-good", "openclaw.json.lock")) {
            Path file = places.stateDir().resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(name).isEqualTo("rw-------");
        }
        assertThat(places.stateDir()).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void aNewFileIsMadeWithItsFolder() throws IOException {
        Files.delete(places.stateDir());

        ConfigSnapshot snapshot = set("agents.defaults.model.primary", "'moonshot/kimi-k2.6'");

        assertThat(snapshot.config().agents().defaults().model().primary()).contains("moonshot/kimi-k2.6");
        assertThat(text()).contains("moonshot/kimi-k2.6");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(places.stateDir()))).isEqualTo("rwx------");
    }

    @Test
    @DisplayName("P22 a change that would break the file is refused")
    void aChangeThatWouldBreakTheFileIsRefusedWithEveryProblem() throws IOException {
        write(Pages.MOONSHOT);

        assertThatThrownBy(() -> file().save(List.of(
                        ConfigEdit.set(List.of("models", "mode"), "'merged'"),
                        ConfigEdit.set(List.of("agents", "defaults", "timeoutSecond"), "5"))))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(english(e.problems())).hasSize(2).allMatch(line -> line.contains("openclaw.json:"));
                    assertThat(e.getMessage()).contains("did you mean \"timeoutSeconds\"", "did you mean \"merge\"");
                });
        assertThat(text()).isEqualTo(Pages.MOONSHOT);
        assertThat(places.stateDir().resolve("openclaw.json.bak")).doesNotExist();
    }

    @Test
    void aWrongFileCanBeMendedStepByStepButNotMadeWorse() throws IOException {
        write("{ models: { mode: 'x', modee: 'y' }, agents: { defaults: { timeoutSeconds: 5 } } }");

        file().save(List.of(ConfigEdit.unset(List.of("models", "modee"))));
        assertThat(file().read().problems()).hasSize(1);
        assertThatThrownBy(() -> set("agents.defaults.timeoutSeconds", "-5")).isInstanceOf(ConfigException.class);
        assertThat(set("models.mode", "'replace'").isValid()).isTrue();
    }

    @Test
    @DisplayName("P22 a broken file leaves the last good one in force")
    void aBrokenFileLeavesTheLastGoodOneInForce() throws IOException {
        write(Pages.MOONSHOT);
        file().read();
        write(Pages.MOONSHOT.replace("\"https://api", "https://api"));

        ConfigSnapshot snapshot = file().read();

        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.LAST_GOOD);
        assertThat(snapshot.config().models().providers()).containsKey("moonshot");
        assertThat(snapshot.environment().get("MOONSHOT_API_KEY")).contains("sk-test-0000");
        assertThat(english(snapshot.problems())).singleElement().asString().contains("openclaw.json:19:");
        assertThat(snapshot.text()).contains("baseUrl: https");
    }

    @Test
    void anEmptiedFileIsBrokenNotEmpty() throws IOException {
        write(Pages.MOONSHOT);
        file().read();
        write("");

        ConfigSnapshot snapshot = file().read();

        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.LAST_GOOD);
        assertThat(snapshot.problems()).hasSize(1);
    }

    @Test
    void fiveEarlierContentsAreKeptAndUndoGoesBackAndForth() throws IOException {
        write("{ gateway: { port: 1 } }");
        for (int port = 2; port <= 8; port++) {
            set("gateway.port", Integer.toString(port));
        }

        assertThat(ConfigWriter.backups(places.configFile())).extracting(Files::readString).containsExactly(
                "{ gateway: { port: 7 } }",
                "{ gateway: { port: 6 } }",
                "{ gateway: { port: 5 } }",
                "{ gateway: { port: 4 } }",
                "{ gateway: { port: 3 } }");
        file().undo();
        assertThat(text()).isEqualTo("{ gateway: { port: 7 } }");
        file().undo();
        assertThat(text()).isEqualTo("{ gateway: { port: 8 } }");
    }

    @Test
    void undoMendsABrokenFile() throws IOException {
        write("{ gateway: { port: 1 } }");
        set("gateway.port", "2");
        write("{ gateway: { port: ");

        assertThat(file().undo().isValid()).isTrue();
        assertThat(text()).isEqualTo("{ gateway: { port: 1 } }");
    }

    @Test
    void withoutABackupThereIsNothingToUndo() throws IOException {
        write("{}");

        assertThatThrownBy(() -> file().undo()).isInstanceOf(ConfigException.class).hasMessageContaining("nothing to undo");
    }

    @Test
    void aWholeNewTextNeedsTheHashOfTheOldOne() throws IOException {
        write("{ gateway: { port: 1 } }");
        String hash = file().read().hash();
        set("gateway.port", "2");

        assertThatThrownBy(() -> file().replace("{}", hash))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("changed by another program");
        file().replace("{ /* mine */ }", file().read().hash());
        assertThat(text()).isEqualTo("{ /* mine */ }");
    }

    @Test
    void aLinkedFileStaysALink() throws IOException {
        Path real = home.resolve("dotfiles/claw.json5");
        Files.createDirectories(real.getParent());
        Files.writeString(real, "{ gateway: { port: 1 } }");
        Files.createSymbolicLink(places.configFile(), real);

        set("gateway.port", "2");

        assertThat(places.configFile()).isSymbolicLink();
        assertThat(real).hasContent("{ gateway: { port: 2 } }");
        assertThat(home.resolve("dotfiles").toFile().list()).containsExactly("claw.json5");
    }

    @Test
    void twoProgramsThatChangeDifferentValuesBothSucceed() throws Exception {
        write("{ gateway: { port: 1 } }");

        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            int id = t;
            threads[t] = Thread.ofVirtual().start(() -> set("env.NAME_" + id, "'" + id + "'"));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(file().read().config().tree().path("env").properties()).hasSize(4);
    }

    @Test
    void aPipeOrADeviceInItsPlaceIsRefusedInsteadOfReadForever() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        Files.createSymbolicLink(places.configFile(), Path.of("/dev/zero"));

        assertThat(english(file().read().problems())).singleElement().asString().contains("not a regular file");
        assertThatThrownBy(() -> set("agents.defaults.thinkingDefault", "'low'")).hasMessageContaining("not a regular file");

        Files.delete(places.configFile());
        write("{ $include: './zero.json' }");
        Files.createSymbolicLink(places.stateDir().resolve("zero.json"), Path.of("/dev/zero"));
        assertThat(new ConfigFile(places, environment.with(Map.of("OPENCLAW_INCLUDE_ANYWHERE", "1"))).read().problems()).isNotEmpty();
    }

    @Test
    void whileTheLastGoodCopyCountsOnlyTheFileIsComplainedAbout() throws Exception {
        write("{ agents: {}, agents: { defaults: { thinkingDefault: 'low' } } }");
        assertThat(file().read().warnings()).isNotEmpty();
        write("{ $include: './absent.json' }");

        ConfigSnapshot snapshot = file().read();

        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.LAST_GOOD);
        assertThat(snapshot.problems()).isNotEmpty();
        assertThat(snapshot.warnings()).as("those of a text that is no longer there").isEmpty();
    }

    @Test
    void whatWasOnlyEverEditedByHandCanBeUndoneToTheLastGoodCopy() throws Exception {
        write("{ agents: { defaults: { thinkingDefault: 'low' } } }");
        file().read();
        write("{ agents: ");

        file().undo();

        assertThat(text()).isEqualTo("{ agents: { defaults: { thinkingDefault: 'low' } } }");
    }

    @Test
    void aSaveThatFailsHalfWayCostsNoBackup() throws Exception {
        for (String level : List.of("low", "medium", "high", "xhigh")) {
            set("agents.defaults.thinkingDefault", "'" + level + "'");
        }
        List<String> before = backups();
        // As on a full disk: the new copy cannot be made.
        Files.createDirectories(places.stateDir().resolve("openclaw.json.bak.new/in the way"));

        for (int attempt = 0; attempt < 6; attempt++) {
            assertThatThrownBy(() -> set("agents.defaults.thinkingDefault", "'off'"))
                    .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED));
        }

        assertThat(backups()).isEqualTo(before);
    }

    private List<String> backups() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path backup : ConfigWriter.backups(places.configFile())) {
            texts.add(Files.exists(backup) ? Files.readString(backup) : "-");
        }
        return texts;
    }
}
