package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Transcript;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SessionsCommandTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T07:00:00Z"));
    private static final String KEY = "sk-canary0123456789abcdefghij";

    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void talk() {
        home = new TempHome(folder);
        say("main", SessionKey.main("main"), "aaaa-1", Message.User.of("请总结会话压缩的设计\n第二行"),
                answer(new Part.Thinking("想一想", "reasoning_content"), new Part.Text("压缩在每次请求之前进行。"),
                        new Part.ToolCall("read:0", "read", "{\"path\":\"a.md\"}")),
                new Message.ToolResult("read:0", "read", List.of(new Part.Text("l1\nl2\nl3\nl4\nl5\nl6\nl7\nl8\nl9\u001b[31m<b>" + KEY)), false),
                answer(new Part.Text("好了。<script>alert(1)</script>")));
        say("office", SessionKey.main("office"), "bbbb-2", Message.User.of("deploy the docker container"));
    }

    private static Message.Assistant answer(Part... parts) {
        return new Message.Assistant(List.of(parts), new ModelRef("moonshot", "kimi-k3"), ModelApi.OPENAI_COMPLETIONS,
                new Usage(10, 5, 0, 0, true), StopReason.STOP, Optional.empty());
    }

    private void say(String agent, SessionKey key, String id, Message... messages) {
        Sessions sessions = new Sessions(Places.of(home.environment()), CLOCK);
        sessions.store(agent).update(key, entry ->
                entry.put("sessionId", id).put("model", "kimi-k3").put("totalTokens", 12_000).put("contextTokens", 256_000).put("thinkingLevel", "low"));
        Transcript transcript = Transcript.open(sessions.store(agent).transcript(new SessionId(id)),
                new Transcript.Header(new SessionId(id), folder, Optional.of(key)), new Transcript.World(CLOCK, new Random(1), UnaryOperator.identity()));
        for (Message message : messages) {
            transcript.add(message, MessageCost.UNKNOWN);
        }
    }

    private int run(String... line) {
        return Main.run(home.cli(), line);
    }

    private JsonNode json(String... line) {
        assertThat(run(line)).as(home.err()).isZero();
        return Json.parse(home.out());
    }

    @Test
    @DisplayName("W29 sessions lists all agents' conversations, in the original's shape")
    void lists() throws IOException {
        Files.writeString(folder.resolve(".openclaw/agents/office/sessions/stray.jsonl"), "{\"type\":\"session\",\"version\":3,\"id\":\"stray\"}\n");
        JsonNode all = json("sessions", "--json");
        assertThat(all.get("count").asInt()).isEqualTo(3);
        assertThat(all.get("activeMinutes").isNull()).isTrue();
        assertThat(Json.text(all, "path")).endsWith("agents/main/sessions/sessions.json");
        JsonNode main = all.get("sessions").get(1);
        assertThat(Json.text(main, "kind")).isEqualTo("direct");
        assertThat(main.get("ageMs").asLong()).isEqualTo(3_600_000);
        assertThat(main.get("totalTokens").asInt()).isEqualTo(12_000);
        assertThat(Json.text(main, "thinkingLevel")).isEqualTo("low");
        assertThat(json("sessions", "list", "--json", "--agent", "office").get("count").asInt()).isEqualTo(2);
        // The stray one's time is the file's own.
        assertThat(json("sessions", "--json", "--active", "10").get("count").asInt()).isEqualTo(1);
        assertThat(json("sessions", "--json", "--store", "~/.openclaw/agents/office/sessions/sessions.json").get("count").asInt()).isEqualTo(2);

        assertThat(run("sessions")).isZero();
        assertThat(home.out()).contains("Kind", "Tokens (ctx %)", "agent:main:main", "1h", "12k/256k (4%)", "think:low", "id:stray");
        assertThat(run("sessions", "--agent", "nobody")).isEqualTo(2);
        assertThat(run("sessions", "--active", "x")).isEqualTo(2);
    }

    @Test
    void showsAConversation() {
        assertThat(run("sessions", "show", "main")).isZero();
        assertThat(home.out())
                .contains("agent:main:main", "You", "请总结会话压缩的设计\n  第二行", "Assistant  moonshot/kimi-k3", "→ read {\"path\":\"a.md\"}", "l6", "3 more lines")
                .doesNotContain("l7", "想一想", "\u001b");
        assertThat(run("sessions", "show", "aaaa", "--thinking", "--full")).isZero();
        assertThat(home.out()).contains("想一想", "l9[31m<b>sk-***").doesNotContain("\u001b", KEY);
        assertThat(run("sessions", "show", "main", "--last", "1")).isZero();
        assertThat(home.out()).contains("2 earlier messages", "好了。").doesNotContain("设计");

        JsonNode shown = json("sessions", "show", "main", "--json", "--last", "2");
        assertThat(shown.get("omitted").asInt()).isEqualTo(1);
        assertThat(shown.get("messages")).hasSize(3);
        assertThat(Json.text(shown.get("messages").get(0).get("toolCalls").get(0), "name")).isEqualTo("read");
        assertThat(home.out()).doesNotContain(KEY);
    }

    @Test
    void fitsTheScreenAlsoInChinese() {
        home.screen(new Screen(false, true, false, false, 24)).language(Language.ZH);
        assertThat(run("sessions", "show", "main")).isZero();
        assertThat(home.out()).contains("  压缩在每次请求之前进\n  行。").contains("助手");
        assertThat(home.out().lines().filter(line -> line.startsWith("  压")).allMatch(line -> Columns.cells(line) <= 24)).isTrue();
    }

    @Test
    @DisplayName("W16 sessions search finds Chinese of one, two and more characters, and says who said it")
    void searches() {
        assertThat(run("sessions", "search", "压缩")).isZero();
        assertThat(home.out()).contains("agent:main:main · user", "会话【压缩】的设计", "【压缩】在每次请求之前进行。");
        assertThat(run("sessions", "search", "请")).isZero();
        assertThat(home.out()).contains("【请】总结", "每次【请】求");
        JsonNode found = json("sessions", "search", "deploy", "container", "--json");
        assertThat(found.get("exact").asBoolean()).isTrue();
        assertThat(Json.text(found.get("hits").get(0), "key")).isEqualTo("agent:office:main");
        assertThat(found.get("hits").get(0).get("marks").get(0).get(0).asInt()).isZero();
        assertThat(found.get("hits").get(0).get("score").asDouble()).isPositive();
        assertThat(json("sessions", "search", "压缩", "--json", "--role", "assistant").get("count").asInt()).isEqualTo(1);
        assertThat(json("sessions", "search", "压缩", "--json", "--agent", "office").get("count").asInt()).isZero();
        assertThat(json("sessions", "search", "压缩", "--json", "--since", "30m").get("count").asInt()).isZero();
        assertThat(json("sessions", "search", "压缩", "--json", "--since", "2026-11-20").get("count").asInt()).isEqualTo(2);
        assertThat(json("sessions", "search", "压缩", "--json", "--session", "bbbb-2").get("count").asInt()).isZero();
        assertThat(run("sessions", "search", "不存在的词")).isZero();
        assertThat(run("sessions", "search", "!!")).isEqualTo(2);
        assertThat(run("sessions", "search", "x", "--since", "yesterday")).isEqualTo(2);
        assertThat(run("sessions", "search", "x", "--role", "nobody")).isEqualTo(2);
    }

    @Test
    void exportsMarkdownAndJsonLines() throws IOException {
        assertThat(run("sessions", "export", "main")).isZero();
        assertThat(home.out()).startsWith("# agent:main:main\n").contains("## You · 2026-11-22", "```json\n{\"path\":\"a.md\"}\n```", "> Thinking: 想一想")
                .doesNotContain(KEY);
        assertThat(run("sessions", "export", "main", "-o", "out.jsonl")).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("out.jsonl"));
        assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(Json.parse(line).isObject()).isTrue());
        assertThat(Files.getPosixFilePermissions(folder.resolve("out.jsonl"))).hasSize(2);
        assertThat(String.join("", lines)).doesNotContain(KEY).contains("sk-***");
        assertThat(run("sessions", "export", "main", "-o", "out.jsonl")).isEqualTo(2);
        assertThat(run("sessions", "export", "main", "-o", "out.jsonl", "--force")).isZero();
        assertThat(run("sessions", "export", "main", "--format", "pdf")).isEqualTo(2);
    }

    @Test
    void anExportedPageRunsNothing() throws IOException {
        say("main", SessionKey.of("pictures", "main"), "pics", new Message.User(List.of(
                new Part.Text("look \"'&"), new Part.Media("image/png", "QUJD"), new Part.Media("image/svg+xml", "QUJD"), new Part.Media("image/png", "\"onerror=x"))));
        assertThat(run("sessions", "export", "main", "-o", "out.html")).isZero();
        String page = Files.readString(folder.resolve("out.html"));
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "default-src 'none'", "</html>").doesNotContain("<script", KEY, "http://", "https://");
        assertThat(run("sessions", "export", "pics", "--format", "html")).isZero();
        assertThat(home.out()).contains("look &quot;&#39;&amp;", "data:image/png;base64,QUJD").doesNotContain("svg+xml;base64", "\"onerror");
    }

    @Test
    @DisplayName("W29 sessions delete asks, really deletes, and says what")
    void deletes() {
        Path file = folder.resolve(".openclaw/agents/main/sessions/aaaa-1.jsonl");
        run("sessions", "search", "压缩");
        assertThat(run("sessions", "delete", "main")).isEqualTo(2);
        assertThat(file).exists();
        assertThat(run("sessions", "delete", "main", "nothing-like-it", "--yes")).isEqualTo(2);
        assertThat(file).exists();

        JsonNode done = json("sessions", "delete", "main", "--yes", "--json").get("deleted").get(0);
        assertThat(done.get("entry").asBoolean()).isTrue();
        assertThat(done.get("indexEntries").asInt()).isEqualTo(4);
        assertThat(done.get("files").get(0).asString()).isEqualTo(file.toString());
        assertThat(file).doesNotExist();
        assertThat(json("sessions", "search", "压缩", "--json").get("count").asInt()).isZero();
        assertThat(run("sessions", "delete", "bbbb-2", "--yes")).isZero();
        assertThat(home.out()).contains("Will delete agent:office:main (1 messages", "Deleted agent:office:main: 1 files");
        assertThat(json("sessions", "--json").get("count").asInt()).isZero();
    }

    @Test
    @DisplayName("W04 a session id that leads out of the folder is refused by every sessions command")
    void noPathEscapes() {
        for (String command : List.of("show", "export", "delete")) {
            assertThat(run("sessions", command, "../../../../etc/passwd")).as(command).isEqualTo(2);
            assertThat(home.err()).contains("is no session id");
        }
        assertThat(run("sessions", "search", "x", "--session", "../x")).isEqualTo(2);
    }
}
