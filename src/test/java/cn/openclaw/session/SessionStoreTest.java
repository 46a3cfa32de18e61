package cn.openclaw.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.base.ExitCode;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStoreTest {
    @TempDir
    Path folder;

    private SessionStore store() {
        return new SessionStore(folder.resolve("sessions.json"), "main", Transcripts.CLOCK);
    }

    @Test
    void anUpdateKeepsWhatItDoesNotKnow() throws IOException {
        Path sample = Path.of(System.getProperty("shared.dir", "absent"), "spec/agent-samples/05-sessions.json");
        assumeTrue(Files.exists(sample), "skipped: no sample files at " + sample);
        Files.copy(sample, folder.resolve("sessions.json"));
        var before = Json.parse(Files.readAllBytes(sample));

        store().update(SessionKey.main("main"), entry -> entry.put("model", "kimi-k3"));

        var after = Json.parse(Files.readAllBytes(folder.resolve("sessions.json")));
        assertThat(after.get("main")).isEqualTo(before.get("main"));
        assertThat(Json.text(after, "agent:main:main", "sessionId")).isEqualTo("ec55a10d-6116-4a65-a201-957511093b74");
        assertThat(Json.text(after, "agent:main:main", "model")).isEqualTo("kimi-k3");
        assertThat(store().all()).hasSize(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sessions.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void manyWritersKeepAllEntries() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int at = 0; at < 20; at++) {
            String key = "agent:main:k" + at;
            threads.add(Thread.ofVirtual().start(() -> store().update(new SessionKey(key), entry -> entry.put("sessionId", key))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(store().all()).hasSize(20);
    }

    @Test
    void aBrokenStoreIsMadeAgainFromTheTranscriptsAndKept() throws IOException {
        transcript("old", Optional.empty(), 1_000);
        transcript("new", Optional.empty(), 2_000);
        transcript("job", Optional.of(new SessionKey("agent:main:cron:x")), 500);
        Files.writeString(folder.resolve("sessions.json"), "{\"agent:main:main\": {\"sess");

        assertThat(store().find(SessionKey.main("main")).flatMap(SessionEntry::sessionId)).contains(new SessionId("new"));
        assertThat(store().find(new SessionKey("agent:main:cron:x")).flatMap(SessionEntry::sessionId))
                .contains(new SessionId("job"));
        assertThat(store().find(new SessionKey("agent:main:recovered:old"))).isPresent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).anyMatch(name -> name.startsWith("sessions.json.broken-"));
        }
    }

    private void transcript(String id, Optional<SessionKey> key, long modified) throws IOException {
        Path file = folder.resolve(id + ".jsonl");
        Transcript.open(
                        file,
                        new Transcript.Header(new SessionId(id), folder, key),
                        new Transcript.World(Transcripts.CLOCK, new Random(1), text -> text))
                .add(Message.User.of("hi"), MessageCost.UNKNOWN);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../x", "a/b", "a\\b", "a..b", ".hidden", "名字", "x y", "a\u0000b"})
    void anIdThatCouldLeaveTheFolderIsRefused(String id) {
        assertThatThrownBy(() -> new SessionId(id))
                .isInstanceOfSatisfying(
                        SessionException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void idsAreUuidsAndUnsafeOnesInTheStoreDoNotCount() {
        assertThat(SessionId.random(new Random(1)).value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        store().update(SessionKey.main("main"), entry -> entry.put("sessionId", "../../etc/passwd"));
        assertThat(store().find(SessionKey.main("main")).flatMap(SessionEntry::sessionId)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "main, agent:main:main",
        "agent:main:main, agent:main:main",
        "agent:Work Bot:dm:alice, agent:work-bot:dm:alice",
        "hook:1, hook:1",
        "global, global",
        "dm:alice, agent:main:dm:alice",
        "agent:x, agent:main:agent:x"
    })
    void keysAreReadAsPeopleWriteThem(String written, String key) {
        assertThat(SessionKey.of(written, "main")).hasToString(key);
    }
}
