package cn.openclaw.log;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FileLogTest {
    private static final FileLog.Out NOWHERE = new FileLog.Out(null, false);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private TempHome home;

    private ConfigSnapshot snapshot(String config) {
        home = new TempHome(folder).config(config);
        return new ConfigFile(Places.of(home.environment()), home.environment()).read();
    }

    private FileLog log(String config, FileLog.Out out, long largest) {
        ConfigSnapshot snapshot = snapshot(config);
        return new FileLog(
                LogSettings.of(snapshot, Places.of(home.environment())),
                LogMask.of(snapshot, List.of(new Secret("gateway-token-123456"))),
                out,
                new FileLog.Time(clock, () -> ZoneId.of("UTC")),
                largest);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.path(".openclaw/logs"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void linesAreInTheOriginalsForm() throws IOException {
        try (FileLog log = log("{}", NOWHERE, 1 << 20)) {
            log.write(Log.Level.WARN, "ws", "closed", Map.of("code", 1008));
        }
        JsonNode line = Json.parse(Files.readString(files().getFirst()).strip());
        assertThat(line.path("0").asString()).isEqualTo("closed");
        assertThat(line.path("1").path("code").asInt()).isEqualTo(1008);
        assertThat(line.path("time").asString()).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(line.path("_meta").path("logLevelName").asString()).isEqualTo("WARN");
        assertThat(line.path("_meta").path("logLevelId").asInt()).isEqualTo(4);
        assertThat(Json.parse(line.path("_meta").path("name").asString()).path("subsystem").asString()).isEqualTo("ws");
    }

    @Test
    void theFileIsItsOwnersAndBelongsToThisStateDirectory() throws IOException {
        try (FileLog log = log("{}", NOWHERE, 1 << 20)) {
            log.info("gateway", "ready");
            assertThat(log.file()).isEqualTo(home.path(".openclaw/logs/openclaw-2026-11-22.log"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path(".openclaw/logs")))).isEqualTo("rwx------");
    }

    @Test
    @DisplayName("P47 no secret reaches the log: known ones, headers, queries, members, traces, own patterns")
    void noSecretReachesTheLog() throws IOException {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        String config = "{models: {providers: {moonshot: {baseUrl: 'https://api.moonshot.cn/v1', apiKey: 'plain-config-key-1', models: []}}}, logging: {redactPatterns: ['employee-\\\\d+']},"
                + " hooks: {token: 'hook-token-abcdef'}}";
        FileLog.Out out = new FileLog.Out(new PrintStream(terminal, true, StandardCharsets.UTF_8), false);
        try (FileLog log = log(config, out, 1 << 20)) {
            log.info("http", "asked with plain-config-key-1 and hook-token-abcdef and gateway-token-123456");
            log.info("http", "Authorization: Basic dXNlcjpwYXNz and cookie: sid=abcdef1234");
            log.info("http", "GET /x?token=queryvalue99&a=1 api_key=anothervalue");
            log.write(Log.Level.INFO, "ws", "frame", Map.of("token", "membervalue77", "body", "{\"apiKey\":\"innervalue55\"}"));
            log.info("agent", "sk-1234567890abcdefghij was refused for employee-4711");
            log.fault("agent", "broke", new IllegalStateException("with sk-1234567890abcdefghij"));
        }
        String all = Files.readString(files().getFirst()) + terminal.toString(StandardCharsets.UTF_8);
        assertThat(all)
                .doesNotContain("plain-config-key-1", "hook-token-abcdef", "gateway-token-123456", "dXNlcjpwYXNz", "queryvalue99")
                .doesNotContain("anothervalue", "membervalue77", "innervalue55", "1234567890abcdefghij", "employee-4711", "sid=abcdef1234")
                .contains("was refused for ***");
        for (String line : Files.readAllLines(files().getFirst())) {
            assertThat(Json.parse(line).isObject()).isTrue();
        }
    }

    @Test
    void evenWithRedactionOffWhatIsKnownStaysOut() throws IOException {
        try (FileLog log = log("{logging: {redactSensitive: 'off'}}", NOWHERE, 1 << 20)) {
            log.info("x", "gateway-token-123456 password=visible-now");
        }
        assertThat(Files.readString(files().getFirst())).contains("visible-now").doesNotContain("gateway-token-123456");
    }

    @Test
    void aFullFileIsPutAsideAndOldOnesGo() throws IOException {
        try (FileLog log = log("{}", NOWHERE, 2_000)) {
            Path old = home.path(".openclaw/logs/openclaw-2026-11-01.log");
            Files.createDirectories(old.getParent());
            Files.writeString(old, "old\n");
            Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.from(clock.instant().minus(Duration.ofDays(21))));
            Files.writeString(old.resolveSibling("notes.txt"), "mine\n");
            for (int at = 0; at < 20; at++) {
                log.info("x", "line " + at + " " + "y".repeat(100));
                sleep();
            }
        }
        List<String> names = files().stream().map(path -> path.getFileName().toString()).toList();
        assertThat(names).contains("openclaw-2026-11-22.log", "openclaw-2026-11-22.1.log", "notes.txt").doesNotContain("openclaw-2026-11-01.log");
        long lines = 0;
        for (Path file : files()) {
            if (file.toString().endsWith(".log")) {
                assertThat(Files.size(file)).isLessThanOrEqualTo(2_600);
                lines += Files.readAllLines(file).size();
            }
        }
        assertThat(lines).isEqualTo(20);
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void levelsAndStylesFollowTheConfigurationAlsoWhenItChanges() throws IOException {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        FileLog.Out out = new FileLog.Out(new PrintStream(terminal, true, StandardCharsets.UTF_8), false);
        try (FileLog log = log("{logging: {level: 'warn', consoleLevel: 'debug', consoleStyle: 'compact'}}", out, 1 << 20)) {
            log.write(Log.Level.DEBUG, "ws", "seen\nonly \u001b[31mhere", Map.of());
            log.warn("ws", "everywhere");
            sleep();
            ConfigSnapshot other = snapshot("{logging: {level: 'silent'}}");
            log.change(LogSettings.of(other, Places.of(home.environment())), LogMask.of(other, List.of()));
            log.warn("ws", "nowhere");
        }
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("08:00:00 debug [ws] seen only  [31mhere\n08:00:00 warn [ws] everywhere\n");
        assertThat(Files.readString(files().getFirst())).contains("everywhere").doesNotContain("seen", "nowhere");
    }

    @Test
    void nobodyWaitsForTheDisk() {
        try (FileLog log = log("{logging: {file: '/dev/full'}}", NOWHERE, 1 << 20)) {
            long start = System.nanoTime();
            for (int at = 0; at < 50_000; at++) {
                log.info("x", "line " + at);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }
}
