package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Spoken;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said in a conversation stands in one transcript, under one key, each answer behind its question. */
class OneConversationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"));

    @TempDir
    Path folder;

    private TempHome home;

    private AgentRuns runs(ChatModel model) {
        home = new TempHome(folder).variable("MOONSHOT_API_KEY", "sk-canary-0123456789abcdefghijkl").config(
                "{ models: { providers: { moonshot: { baseUrl: \"https://api.moonshot.cn/v1\", apiKey: \"${MOONSHOT_API_KEY}\", models: [] } } },"
                        + " agents: { defaults: { model: { primary: \"moonshot/kimi-k3\" }, workspace: \"~/work\" } } }");
        home.write("work/a.txt", "a");
        Places places = Places.of(home.environment());
        return new AgentRuns(new AgentWorld(
                new ConfigFile(places, home.environment()).read(), places, CLOCK, () -> ZoneOffset.UTC, new Random(5), (_, _) -> model,
                ToolContexts.world(home)));
    }

    private static ChatModel echo() {
        return (request, _) -> {
            Thread.sleep(20);
            String asked = ((Part.Text) ((Message.User) request.messages().getLast()).parts().getLast()).text();
            return ScriptedChatModel.answer(StopReason.STOP, new Part.Text("re " + asked));
        };
    }

    private static RunRequest ask(String words, Optional<SessionKey> key) {
        return new RunRequest(Optional.empty(), key, Optional.empty(), List.of(new Part.Text(words)), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Language.EN);
    }

    private List<String> said() {
        Sessions sessions = new Sessions(Places.of(home.environment()), CLOCK);
        List<Sessions.Listed> all = sessions.list(Optional.empty());
        assertThat(all).hasSize(1);
        return Sessions.entries(all.getFirst().file().orElseThrow()).stream()
                .flatMap(entry -> Spoken.of(entry).stream())
                .map(Spoken::text)
                .toList();
    }

    @Test
    @DisplayName("W10 main and agent:main:main are one conversation in one file, whatever each turn is called")
    void oneFileForOneConversation() throws Exception {
        AgentRuns runs = runs(echo());
        runs.run(ask("one", Optional.empty()), _ -> {});
        runs.run(ask("two", Optional.of(SessionKey.of("main", "main"))), _ -> {});
        runs.run(ask("three", Optional.of(SessionKey.of("agent:main:main", "main"))), _ -> {});
        assertThat(said()).containsExactly("one", "re one", "two", "re two", "three", "re three");
    }

    @Test
    @DisplayName("W23 messages that arrive together are answered one after the other, each answer behind its question")
    void eachAnswerBehindItsQuestion() throws Exception {
        AgentRuns runs = runs(echo());
        List<Thread> threads = new ArrayList<>();
        for (int at = 0; at < 4; at++) {
            String words = "m" + at;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    runs.run(ask(words, Optional.empty()), _ -> {});
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> said = said();
        assertThat(said).hasSize(8);
        for (int at = 0; at < 8; at += 2) {
            assertThat(said.get(at + 1)).isEqualTo("re " + said.get(at));
        }
    }

    @Test
    @DisplayName("P30 turns of two programs on one conversation do not mix, and who waits is told")
    void twoProgramsTakeTurns() throws Exception {
        List<AgentRuns> programs = List.of(runs(echo()), runs(echo()), runs(echo()));
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (AgentRuns program : programs) {
            String words = "m" + programs.indexOf(program);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    program.run(ask(words, Optional.empty()), event -> {
                        if (event instanceof AgentEvent.Noticed(LlmNotice notice)) {
                            told.add(notice.in(Language.EN));
                        }
                    });
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> said = said();
        assertThat(said).hasSize(6);
        for (int at = 0; at < 6; at += 2) {
            assertThat(said.get(at + 1)).isEqualTo("re " + said.get(at));
        }
        assertThat(told).isNotEmpty().allMatch(words -> words.contains("another openclaw-cn process"));
    }

    @Test
    void whatIsSaidIntoATurnIsOnTheDiskBeforeTheTurnHearsIt() throws Exception {
        List<String> kept = new ArrayList<>();
        List<AgentRuns> one = new ArrayList<>();
        one.add(runs((request, listener) -> {
            if (kept.isEmpty()) {
                assertThat(one.getFirst().steer(SessionKey.main("main"), List.of(new Part.Text("hurry")))).isTrue();
                try (Stream<Path> files = Files.list(folder.resolve(".openclaw/agents/main/sessions"))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                        kept.add(Files.readString(file));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return echo().chat(request, listener);
        }));
        one.getFirst().run(ask("go", Optional.empty()), _ -> {});
        assertThat(kept.getFirst()).contains("hurry");
        assertThat(said()).containsExactly("go", "re go", "hurry", "re hurry");
        one.getFirst().run(ask("more", Optional.empty()), _ -> {});
        assertThat(said()).containsExactly("go", "re go", "hurry", "re hurry", "more", "re more");
    }
}
