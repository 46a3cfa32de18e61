package cn.openclaw.gateway.method;

import static cn.openclaw.gateway.method.ChatSendTest.ended;
import static cn.openclaw.gateway.method.ChatSendTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What waits while a turn runs is bounded, and whoever sent what finds no room hears of it. */
class QueueTest {
    private static final String SLOW = "[[sim:say a b c d e f g h i j]] [[sim:slow 150]]";

    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private TestClient busy(String queue) {
        gateway.reconfigure("messages: { queue: { " + queue + " } }");
        TestClient client = gateway.client(4, Scope.WRITE);
        client.call("chat.send", send("main", SLOW, "1"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));
        return client;
    }

    private static JsonNode waited(TestClient client, String id) {
        return client.call("agent.wait", Json.object().put("runId", id).put("timeoutMs", 20_000));
    }

    private static String history(TestClient client) {
        return Json.write(client.call("chat.history", Json.object().put("sessionKey", "main")).path("messages"));
    }

    @Test
    void oneTooManyIsRefusedWhereNewOnesAre() {
        TestClient client = busy("cap: 2, drop: \"new\"");
        client.call("chat.send", send("main", "second [[sim:say x]]", "2"));
        client.call("chat.send", send("main", "third [[sim:say x]]", "3"));

        JsonNode refusal = client.refused("chat.send", send("main", "fourth", "4"));

        assertThat(Json.text(refusal, "code")).isEqualTo("UNAVAILABLE");
        assertThat(refusal.path("retryable").asBoolean(false)).isTrue();
        assertThat(refusal.path("retryAfterMs").asLong(0)).isPositive();
        assertThat(Json.text(refusal, "details", "code")).isEqualTo("QUEUE_FULL");
        assertThat(Json.text(refusal, "message")).contains("2 messages wait", "messages.queue.cap");
        assertThat(client.call("chat.send", send("other", "[[sim:say elsewhere]]", "5")).path("status").asString("")).isEqualTo("started");
        assertThat(Json.text(waited(client, "3"), "status")).isEqualTo("ok");
        client.call("chat.send", send("main", "fourth [[sim:say answered now]]", "4"));
        assertThat(Json.write(ended(client, "4"))).contains("answered now");
    }

    @Test
    void theOldestEndsWithAWordWhereOldOnesAreDropped() {
        TestClient client = busy("cap: 2, drop: \"old\"");
        client.call("chat.send", send("main", "second [[sim:say x]]", "2"));
        client.call("chat.send", send("main", "third [[sim:say x]]", "3"));
        client.call("chat.send", send("main", "fourth [[sim:say fourth done]]", "4"));

        JsonNode dropped = ended(client, "2");

        assertThat(Json.text(dropped, "state")).isEqualTo("error");
        assertThat(Json.text(dropped, "errorMessage")).contains("2", "messages.queue");
        assertThat(Json.text(waited(client, "2"), "status")).isEqualTo("error");
        assertThat(Json.write(ended(client, "4"))).contains("fourth done");
        assertThat(history(client)).as("it stays in the conversation").containsOnlyOnce("second");
        assertThat(gateway.simulator().journal()).hasSize(3);
    }

    @Test
    void otherwiseItIsAnsweredInShortWithTheNext() {
        TestClient client = busy("cap: 2");
        String lengthy = "word ".repeat(100) + "lastword";
        client.call("chat.send", send("main", lengthy, "2"));
        client.call("chat.send", send("main", "third [[sim:say x]]", "3"));
        client.call("chat.send", send("main", "fourth [[sim:say second to fourth]]", "4"));
        client.call("chat.send", send("main", "fifth [[sim:say x]]", "5"));

        assertThat(Json.text(waited(client, "5"), "status")).isEqualTo("ok");
        List<String> finals = client.events("chat").stream()
                .map(frame -> frame.path("payload"))
                .filter(payload -> "final".equals(Json.text(payload, "state")))
                .map(payload -> Json.text(payload, "runId") + " " + Json.text(payload, "answeredIn"))
                .toList();
        assertThat(finals).containsExactly("1 null", "2 4", "3 4", "4 null", "5 null");
        assertThat(Json.text(waited(client, "2"), "status")).isEqualTo("ok");
        String history = history(client);
        assertThat(history).as("every word stays in the conversation").contains("lastword").contains("second to fourth");
        assertThat(history).contains("1. word word").contains("2. third").contains("3. fourth");
        assertThat(gateway.simulator().journal()).as("turns").hasSize(3);
    }

    @Test
    void whatGaveUpItsPlaceOutlivesTheProcess() {
        TestClient client = busy("cap: 1");
        client.call("chat.send", send("main", "second [[sim:say x]]", "2"));
        client.call("chat.send", send("main", "third [[sim:say both]]", "3"));

        gateway.restart();
        TestClient back = gateway.client(4, Scope.WRITE);

        assertThat(Json.text(waited(back, "2"), "status")).isEqualTo("ok");
        assertThat(Json.text(waited(back, "3"), "status")).isEqualTo("ok");
        assertThat(history(back)).contains("second").contains("both");
    }

    @Test
    void whoeverIsStoppedBeforeItsTurnTakesItsGuestsAlong() {
        TestClient client = busy("cap: 1");
        client.call("chat.send", send("main", "second [[sim:say x]]", "2"));
        client.call("chat.send", send("main", "third [[sim:say x]]", "3"));

        client.call("chat.abort", Json.object().put("sessionKey", "main").put("runId", "3"));

        assertThat(Json.text(ended(client, "3"), "state")).isEqualTo("aborted");
        assertThat(Json.text(ended(client, "2"), "state")).isEqualTo("aborted");
    }

    private HttpResponse<String> post(String path, String model) throws Exception {
        String said = "[{\"role\":\"user\",\"content\":\"too many\"}]";
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":9,\"stream\":true,\"messages\":" + said + ",\"input\":" + said + "}";
        HttpRequest request = HttpRequest.newBuilder(gateway.http(path))
                .header("authorization", "Bearer " + TestGateway.TOKEN)
                .header("x-openclaw-session-key", "main")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void programsAreToldToComeBackInTheirOwnWords() throws Exception {
        TestClient client = busy("cap: 1");
        client.call("chat.send", send("main", "second [[sim:say x]]", "2"));

        for (String path : List.of("/v1/chat/completions", "/v1/responses", "/v1/messages")) {
            HttpResponse<String> answer = post(path, "openclaw");
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(429);
            assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElse("0"))).isBetween(1, 60);
            ObjectNode error = (ObjectNode) Json.parse(answer.body()).path("error");
            assertThat(Json.text(error, "type")).isEqualTo("rate_limit_error");
            assertThat(Json.text(error, "message")).contains("1 messages wait");
        }
        assertThat(Json.text(waited(client, "2"), "status")).as("nobody's place is taken").isEqualTo("ok");
    }

    @Test
    void messagesThatComeInARowAreAnsweredTogether() throws Exception {
        TestClient client = busy("mode: \"followup\", byChannel: { webchat: \"collect\" }, debounceMs: 2500");
        client.call("chat.send", send("main", "second [[sim:say x]]", "2"));
        ended(client, "1");
        client.call("chat.send", send("main", "third [[sim:say both]]", "3"));

        assertThat(Json.write(ended(client, "2"))).contains("both");
        assertThat(Json.text(ended(client, "3"), "answeredIn")).isEqualTo("2");
    }
}
