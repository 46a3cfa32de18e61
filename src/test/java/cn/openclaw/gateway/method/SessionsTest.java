package cn.openclaw.gateway.method;

import static cn.openclaw.gateway.method.ChatSendTest.ended;
import static cn.openclaw.gateway.method.ChatSendTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations over the socket: listed, named, changed, cut, deleted. */
class SessionsTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private static ObjectNode key(String key) {
        return Json.object().put("key", key);
    }

    private void said(TestClient client, String key, String id, String words) {
        client.call("chat.send", send(key, words, id));
        ended(client, id);
    }

    private JsonNode entry(String key) {
        return Json.parse(gateway.home().read(".openclaw/agents/main/sessions/sessions.json")).path(key);
    }

    @Test
    void conversationsAreListedPreviewedResolvedAndDescribed() {
        TestClient client = gateway.client();
        said(client, "main", "1", "first words of all [[sim:say an answer]]");
        said(client, "work", "2", "about the garden [[sim:say roses]]");
        client.call("sessions.patch", key("work").put("label", "Garden"));

        JsonNode list = client.call(
                "sessions.list",
                Json.object().put("includeDerivedTitles", true).put("includeLastMessage", true).put("includeGlobal", false));

        assertThat(list.path("count").asInt(0)).isEqualTo(2);
        assertThat(Json.text(list, "path")).isEqualTo("(multiple)");
        assertThat(Json.text(list.path("defaults"), "model")).isEqualTo("kimi-k2.6");
        JsonNode row = list.path("sessions").get(0);
        assertThat(Json.text(row, "key")).isEqualTo("agent:main:work");
        assertThat(Json.text(row, "kind")).isEqualTo("direct");
        assertThat(Json.text(row, "label")).isEqualTo("Garden");
        assertThat(Json.text(row, "derivedTitle")).startsWith("about the garden");
        assertThat(Json.text(row, "lastMessagePreview")).isEqualTo("roses");
        assertThat(row.path("totalTokens").asInt(0)).isPositive();
        JsonNode found = client.call("sessions.list", Json.object().put("search", "first words")).path("sessions");
        assertThat(found.size()).isEqualTo(1);
        ObjectNode two = Json.object();
        two.putArray("keys").add("main").add("nope");
        JsonNode previews = client.call("sessions.preview", two).path("previews");
        assertThat(Json.write(previews.get(0))).contains("{\"role\":\"assistant\",\"text\":\"an answer\"}").contains("\"status\":\"ok\"");
        assertThat(Json.write(previews.get(1))).isEqualTo("{\"key\":\"nope\",\"status\":\"missing\",\"items\":[]}");
        assertThat(Json.write(client.call("sessions.resolve", Json.object().put("label", "Garden"))))
                .isEqualTo("{\"ok\":true,\"key\":\"agent:main:work\"}");
        assertThat(Json.text(client.refused("sessions.resolve", key("nope")), "message")).isEqualTo("No session found: nope");
        assertThat(Json.text(client.call("sessions.describe", key("work")).path("session"), "derivedTitle")).startsWith("about");
        assertThat(Json.text(client.refused("sessions.patch", key("main").put("label", "Garden")), "message"))
                .isEqualTo("label already in use: Garden");
        JsonNode hit = client.call("sessions.search", Json.object().put("query", "roses")).path("hits").get(0);
        assertThat(Json.text(hit, "key")).isEqualTo("agent:main:work");
        assertThat(Json.text(hit, "snippet")).contains("\u0001roses\u0002");
    }

    @Test
    @DisplayName("G26 a turn and a patch change what they name, and nothing else")
    void nothingElseIsChanged() {
        TestClient client = gateway.client();
        client.call("sessions.patch", key("main").put("execSecurity", "deny").put("elevatedLevel", "off").put("verboseLevel", "on"));
        client.call("sessions.patch", key("main").put("thinkingLevel", "low"));

        String id = client.ask("agent", Json.object().put("message", "[[sim:say hi]]").put("sessionKey", "main").put("idempotencyKey", "a").put("label", "Mine"));
        client.answer(id, 2);

        JsonNode entry = entry("agent:main:main");
        assertThat(Json.text(entry, "execSecurity")).isEqualTo("deny");
        assertThat(Json.text(entry, "elevatedLevel")).isEqualTo("off");
        assertThat(Json.text(entry, "verboseLevel")).isEqualTo("on");
        assertThat(Json.text(entry, "thinkingLevel")).isEqualTo("low");
        assertThat(Json.text(entry, "label")).isEqualTo("Mine");
        assertThat(Json.text(client.refused("sessions.patch", key("main").put("thinkingLevel", "deep")), "message"))
                .isEqualTo("invalid thinkingLevel (use off|minimal|low|medium|high|xhigh|max)");
        client.call("sessions.patch", key("main").putNull("elevatedLevel"));
        assertThat(entry("agent:main:main").has("elevatedLevel")).isFalse();
    }

    @Test
    @DisplayName("G04 a transcript that is cut is a whole one")
    void cutting() {
        TestClient client = gateway.client();
        for (int turn = 0; turn < 4; turn++) {
            said(client, "main", "t" + turn, "turn " + turn + " [[sim:say answer " + turn + "]]");
        }

        JsonNode cut = client.call("sessions.compact", key("main").put("maxLines", 4));

        assertThat(cut.path("compacted").asBoolean(false)).isTrue();
        assertThat(Json.text(cut, "archived")).contains(".jsonl.bak.");
        String id = Json.text(entry("agent:main:main"), "sessionId");
        List<String> lines = gateway.home().read(".openclaw/agents/main/sessions/" + id + ".jsonl").lines().toList();
        assertThat(Json.text(Json.parse(lines.getFirst()), "type")).isEqualTo("session");
        assertThat(lines).hasSize(cut.path("kept").asInt(0));
        Set<String> ids = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonNode tree = Json.parse(line);
            String parent = Json.text(tree, "parentId");
            assertThat(parent == null || ids.contains(parent)).as(line).isTrue();
            ids.add(String.valueOf(Json.text(tree, "id")));
        }
        assertThat(lines.get(1)).contains("turn 3");
        said(client, "main", "after", "go on [[sim:say on]]");
        JsonNode messages = client.call("chat.history", Json.object().put("sessionKey", "main")).path("messages");
        assertThat(messages.size()).isEqualTo(4);
    }

    @Test
    void aConversationIsBegunAnewAndDeleted() {
        TestClient client = gateway.client();
        said(client, "work", "1", "hello [[sim:say hi]]");
        client.call("sessions.patch", key("work").put("thinkingLevel", "high"));
        String before = Json.text(entry("agent:main:work"), "sessionId");

        JsonNode reset = client.call("sessions.reset", key("work"));

        assertThat(Json.text(reset.path("entry"), "sessionId")).isNotEqualTo(before);
        assertThat(Json.text(reset.path("entry"), "thinkingLevel")).isEqualTo("high");
        assertThat(reset.path("entry").path("totalTokens").asInt(-1)).isZero();
        assertThat(Json.text(client.refused("sessions.delete", key("main")), "message"))
                .isEqualTo("Cannot delete the main session (agent:main:main).");
        assertThat(client.call("sessions.delete", key("work")).path("deleted").asBoolean(false)).isTrue();
        assertThat(client.call("sessions.delete", key("work")).path("deleted").asBoolean(true)).isFalse();
        assertThat(entry("agent:main:work").isMissingNode()).isTrue();
        assertThat(Json.text(client.call("sessions.create", Json.object().put("label", "New")), "key")).startsWith("agent:main:chat:");
    }

    @Test
    void whoWasAwayIsToldWhatItMissed() {
        TestClient client = gateway.client(4, Scope.WRITE);
        said(client, "main", "1", "[[sim:say one]]");
        long seen = client.call("chat.history", Json.object().put("sessionKey", "main")).path("seq").asLong(0);
        client.close();
        TestClient writer = gateway.client();
        said(writer, "main", "2", "[[sim:say two]]");

        TestClient back = gateway.client(4, Scope.READ);
        JsonNode missed = back.call("sessions.messages.subscribe", key("main").put("sinceSeq", seen));

        assertThat(missed.path("complete").asBoolean(false)).isTrue();
        JsonNode last = missed.path("events").get(missed.path("events").size() - 1);
        assertThat(Json.text(last.path("payload"), "state")).isEqualTo("final");
        assertThat(Json.text(last.path("payload"), "sessionKey")).isEqualTo("main");
        assertThat(last.path("payload").path("sessionSeq").asLong(0)).isEqualTo(missed.path("seq").asLong(-1));
        assertThat(Json.write(last)).contains("two");
        // From here on it hears the rest itself.
        said(writer, "main", "3", "[[sim:say three]]");
        ended(back, "3");
        back.call("sessions.messages.unsubscribe", key("main"));
        back.forget();
        said(writer, "main", "4", "[[sim:say four]]");
        assertThat(back.events("chat")).isEmpty();
        // What is older than all that is remembered is in the transcript.
        assertThat(back.call("sessions.messages.subscribe", key("main").put("sinceSeq", 1)).path("complete").asBoolean(true)).isFalse();
    }

    @Test
    void whoComesInTheMiddleSeesWhatIsBeingSaid() {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "[[sim:say a b c d e f g h]] [[sim:slow 100]]", "now"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));

        JsonNode history = gateway.client().call("chat.history", Json.object().put("sessionKey", "main"));

        assertThat(Json.text(history.path("inFlight"), "runId")).isEqualTo("now");
        assertThat(Json.text(history.path("inFlight"), "text")).startsWith("a");
        client.call("chat.abort", Json.object().put("sessionKey", "main"));
    }

    @Test
    void whatItUsedIsCountedAndAllOfItCanBeTakenAway() {
        TestClient client = gateway.client();
        said(client, "main", "1", "first <b>words</b> [[sim:say an answer]]");
        said(client, "main", "2", "more [[sim:say another]]");

        JsonNode usage = client.call("sessions.usage", Json.object().put("key", "main"));
        JsonNode points = client.call("sessions.usage.timeseries", key("main")).path("points");
        JsonNode logs = client.call("sessions.usage.logs", key("main")).path("logs");
        JsonNode page = client.call("sessions.export", key("main").put("format", "html"));
        JsonNode markdown = client.call("sessions.export", key("main").put("format", "markdown"));
        JsonNode lines = client.call("sessions.export", key("main").put("format", "jsonl"));

        assertThat(usage.path("totals").path("totalTokens").asLong(0)).isPositive();
        assertThat(usage.path("sessions").get(0).path("usage").path("messageCounts").path("assistant").asInt(0)).isEqualTo(2);
        assertThat(Json.text(usage.path("aggregates").path("byModel").get(0), "model")).isEqualTo("kimi-k2.6");
        assertThat(usage.path("aggregates").path("daily").size()).isEqualTo(1);
        assertThat(points.size()).isEqualTo(2);
        assertThat(points.get(1).path("cumulativeTokens").asLong(0)).isEqualTo(usage.path("totals").path("totalTokens").asLong(1));
        assertThat(logs.size()).isEqualTo(4);
        assertThat(Json.text(logs.get(3), "content")).isEqualTo("another");
        assertThat(Json.text(page, "filename")).isEqualTo("main.html");
        assertThat(Json.text(page, "content")).contains("first &lt;b&gt;words").contains("another");
        assertThat(Json.text(markdown, "content")).contains("# agent:main:main").contains("an answer");
        assertThat(String.valueOf(Json.text(lines, "content")).lines().count()).isGreaterThan(4);
    }
}
