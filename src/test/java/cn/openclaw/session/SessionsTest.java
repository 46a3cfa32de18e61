package cn.openclaw.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.config.Places;
import cn.openclaw.llm.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
    private static final String ID = "0a1b2c3d-0000-4000-8000-000000000001";

    @TempDir
    Path folder;

    private Sessions sessions;

    @BeforeEach
    void make() throws IOException {
        sessions = new Sessions(new Places(folder, folder.resolve("state"), folder.resolve("c.json"), Optional.empty()), Transcripts.CLOCK);
        talk("main", SessionKey.main("main"), ID, "hello");
        talk("work", SessionKey.main("work"), "work-1", "hi");
        talk("work", SessionKey.of("subagent:x", "work"), "work-2", "sub");
        Transcripts.open(dir("main").resolve("stray.jsonl")).add(Message.User.of("no entry speaks of this"), MessageCost.UNKNOWN);
    }

    private Path dir(String agent) {
        return folder.resolve("state/agents").resolve(agent).resolve("sessions");
    }

    private void talk(String agent, SessionKey key, String id, String words) {
        sessions.store(agent).update(key, entry -> entry.put("sessionId", id));
        Transcripts.open(dir(agent).resolve(id + ".jsonl")).add(Message.User.of(words), MessageCost.UNKNOWN);
    }

    private Sessions.Listed find(String written) {
        return sessions.find(written, Optional.empty(), "main");
    }

    @Test
    @DisplayName("W29 all agents' conversations are listed, also a transcript without a key")
    void listsAll() {
        assertThat(sessions.list(Optional.empty()).stream().map(Sessions.Listed::name))
                .containsExactlyInAnyOrder("agent:main:main", "agent:work:main", "agent:work:subagent:x", "stray");
        assertThat(sessions.list(Optional.of("work"))).hasSize(2);
        assertThat(sessions.list(Optional.of("nobody"))).isEmpty();
    }

    @Test
    void aConversationIsFoundByWhatPeopleCallIt() {
        assertThat(find("main").agentId()).isEqualTo("main");
        assertThat(find("agent:work:main").agentId()).isEqualTo("work");
        assertThat(sessions.find("main", Optional.of("work"), "main").agentId()).isEqualTo("work");
        assertThat(find(ID).name()).isEqualTo("agent:main:main");
        assertThat(find("0a1b").name()).isEqualTo("agent:main:main");
        assertThat(find("subagent:x").agentId()).isEqualTo("work");
        assertThat(find("stray").key()).isEmpty();
        assertThatThrownBy(() -> find("work-")).hasMessageContaining("work-1").hasMessageContaining("work-2");
        assertThatThrownBy(() -> find("nothing")).isInstanceOf(SessionException.class);
    }

    @Test
    @DisplayName("W04 an id that leads out of the folder is refused, whoever wrote it")
    void noPathEscapes() throws IOException {
        Files.createDirectories(folder.resolve("state/agents/main"));
        Files.writeString(folder.resolve("state/agents/main/outside.jsonl"), "{}");
        for (String bad : List.of("../outside", "..\\outside", "/etc/passwd", "a/../../b", "..")) {
            assertThatThrownBy(() -> find(bad)).isInstanceOfSatisfying(SessionException.class, e ->
                    assertThat(e.reason()).isEqualTo(SessionException.Reason.BAD_ID));
        }
        sessions.store("main").update(SessionKey.of("evil", "main"), entry -> entry.put("sessionId", "../outside").put("sessionFile", "../outside.jsonl"));
        Sessions.Listed evil = find("evil");
        assertThat(evil.file()).isEmpty();
        assertThat(evil.sessionId()).isEmpty();
        sessions.delete(evil);
        assertThat(folder.resolve("state/agents/main/outside.jsonl")).exists();
        assertThatThrownBy(() -> find("evil")).isInstanceOf(SessionException.class);
    }

    @Test
    @DisplayName("W10 main and agent:main:main are one conversation")
    void oneKeyForOneConversation() {
        assertThat(SessionKey.of("main", "main")).isEqualTo(SessionKey.main("main"));
        assertThat(find("main")).isEqualTo(find("agent:main:main"));
    }

    @Test
    @DisplayName("W29 deleting really deletes: entry, transcript and what was put aside, and a run under way does not bring it back")
    void deletes() throws IOException {
        Path file = dir("main").resolve(ID + ".jsonl");
        Path aside = dir("main").resolve(ID + ".jsonl.broken-12");
        Files.writeString(aside, "half");
        Transcript running = Transcripts.open(file);

        Sessions.Deleted deleted = sessions.delete(find("main"));

        assertThat(deleted.entry()).isTrue();
        assertThat(deleted.files()).containsExactly(file, aside);
        assertThat(file).doesNotExist();
        assertThat(sessions.list(Optional.of("main")).stream().map(Sessions.Listed::name)).containsExactly("stray");

        running.add(Message.User.of("what comes after"), MessageCost.UNKNOWN);
        assertThat(Files.readString(file)).contains("what comes after").doesNotContain("hello");
    }

    @Test
    void aFileThatWasOnlyLostIsWrittenAgain() throws IOException {
        Path file = dir("main").resolve(ID + ".jsonl");
        Transcript running = Transcripts.open(file);
        Files.delete(file);
        running.add(Message.User.of("go on"), MessageCost.UNKNOWN);
        assertThat(Files.readString(file)).contains("hello", "go on");
    }
}
