package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A conversation over the socket, as the samples of the original show it. */
class ChatSendTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    static ObjectNode send(String key, String message, String id) {
        return Json.object().put("sessionKey", key).put("message", message).put("idempotencyKey", id).put("deliver", false);
    }

    static JsonNode ended(TestClient client, String id) {
        return client.event("chat", payload -> id.equals(Json.text(payload, "runId")) && !"delta".equals(Json.text(payload, "state")) && !"user".equals(Json.text(payload, "state")))
                .path("payload");
    }

    @Test
    void oneTurnIsToldInTheOriginalsOrder() {
        TestClient client = gateway.client();

        JsonNode started = client.call("chat.send", send("main", "[[sim:say Hello from the other side of the wire.]]", "run-1"));
        JsonNode last = ended(client, "run-1");

        assertThat(Json.write(started)).isEqualTo("{\"runId\":\"run-1\",\"status\":\"started\"}");
        assertThat(Json.text(last, "state")).isEqualTo("final");
        assertThat(Json.text(last.path("message").path("content").get(0), "text")).isEqualTo("Hello from the other side of the wire.");
        List<String> order = new ArrayList<>();
        for (JsonNode frame : client.heard()) {
            JsonNode payload = frame.path("payload");
            String event = String.valueOf(Json.text(frame, "event"));
            if ("res".equals(Json.text(frame, "type"))) {
                order.add("res");
            } else if (event.equals("agent")) {
                String phase = Json.text(payload, "data", "phase");
                order.add(Json.text(payload, "stream") + (phase == null ? "" : " " + phase));
            } else if (event.equals("chat")) {
                order.add("chat " + Json.text(payload, "state"));
            }
        }
        // The handshake's answer, the acknowledgement, then the events.
        assertThat(order.subList(0, 3)).containsExactly("res", "res", "lifecycle start");
        assertThat(order.subList(order.size() - 2, order.size())).containsExactly("lifecycle end", "chat final");
        assertThat(order.subList(3, order.size() - 2)).contains("assistant", "chat delta")
                .allMatch(word -> List.of("assistant", "chat delta", "thinking").contains(word));
    }

    @Test
    void piecesAndTheWholeAgree() {
        TestClient client = gateway.client();

        client.call("chat.send", send("main", "[[sim:len 400]] [[sim:slow 2]]", "run-2"));
        JsonNode last = ended(client, "run-2");

        StringBuilder put = new StringBuilder();
        long seq = 0;
        for (JsonNode frame : client.events("agent")) {
            JsonNode payload = frame.path("payload");
            long next = payload.path("seq").asLong(0);
            assertThat(next).isEqualTo(seq + 1);
            seq = next;
            assertThat(Json.text(payload, "sessionKey")).isEqualTo("main");
            if ("assistant".equals(Json.text(payload, "stream"))) {
                put.append(Json.text(payload, "data", "delta"));
                assertThat(Json.text(payload, "data", "text")).isEqualTo(put.toString());
            }
        }
        assertThat(put.toString()).isEqualTo(Json.text(last.path("message").path("content").get(0), "text"));
    }

    @Test
    @DisplayName("G01 one conversation however its key is written; each caller hears its own spelling")
    void oneConversation() {
        TestClient one = gateway.client();
        TestClient other = gateway.client();

        one.call("chat.send", send("main", "first [[sim:say one]]", "a"));
        assertThat(Json.text(ended(one, "a"), "sessionKey")).isEqualTo("main");
        other.call("chat.send", send("agent:main:main", "second [[sim:say two]]", "b"));
        assertThat(Json.text(ended(other, "b"), "sessionKey")).isEqualTo("agent:main:main");
        assertThat(Json.text(ended(one, "b"), "sessionKey")).isEqualTo("main");
        assertThat(Json.text(ended(other, "a"), "sessionKey")).isEqualTo("agent:main:main");

        for (String key : List.of("main", "agent:main:main", "MAIN")) {
            JsonNode history = one.call("chat.history", Json.object().put("sessionKey", key));
            assertThat(history.path("messages").size()).isEqualTo(4);
            assertThat(Json.text(history, "sessionKey")).isEqualTo(key);
        }
        JsonNode store = Json.parse(gateway.home().read(".openclaw/agents/main/sessions/sessions.json"));
        assertThat(store.propertyNames()).containsExactly("agent:main:main");
    }

    @Test
    @DisplayName("G02 a failure of the model is one error at the end, and visible")
    void failuresAreSeen() {
        TestClient client = gateway.client();

        client.call("chat.send", send("main", "hello [[sim:risk]]", "bad"));
        JsonNode last = ended(client, "bad");

        assertThat(Json.text(last, "state")).isEqualTo("error");
        assertThat(Json.text(last, "errorMessage")).isNotBlank();
        JsonNode life = client.event("agent", payload -> "error".equals(Json.text(payload, "data", "phase"))).path("payload");
        assertThat(Json.text(life, "data", "error")).isEqualTo(Json.text(last, "errorMessage"));
        JsonNode waited = client.call("agent.wait", Json.object().put("runId", "bad"));
        assertThat(Json.text(waited, "status")).isEqualTo("error");
        assertThat(Json.text(waited, "error")).isEqualTo(Json.text(last, "errorMessage"));
        // What the person said is kept.
        client.call("chat.send", send("main", "again [[sim:say fine]]", "good"));
        assertThat(Json.text(ended(client, "good"), "state")).isEqualTo("final");
        JsonNode history = client.call("chat.history", Json.object().put("sessionKey", "main"));
        assertThat(Json.write(history)).contains("hello").contains("again").contains("fine");
    }

    @Test
    void aChangedConfigurationIsSeenByTheNextTurn() {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "[[sim:say one]]", "before"));
        assertThat(Json.text(ended(client, "before").path("message"), "model")).isEqualTo("kimi-k2.6");

        gateway.reconfigure("agents: { defaults: { model: { primary: \"moonshot/kimi-k3\" } } }");
        client.call("chat.send", send("main", "[[sim:say two]]", "after"));

        assertThat(Json.text(ended(client, "after").path("message"), "model")).isEqualTo("kimi-k3");
    }

    @Test
    @DisplayName("G03 an aborted turn keeps what was said and what was heard")
    void abortedTurnsAreKept() {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "[[sim:say one two three four five six seven eight nine ten]] [[sim:slow 200]]", "long"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));

        JsonNode again = client.call("chat.send", send("main", "whatever", "long"));
        JsonNode aborted = client.call("chat.abort", Json.object().put("sessionKey", "main").put("runId", "long"));

        assertThat(Json.write(again)).isEqualTo("{\"runId\":\"long\",\"status\":\"in_flight\"}");
        assertThat(Json.write(aborted)).isEqualTo("{\"ok\":true,\"aborted\":true,\"runIds\":[\"long\"]}");
        JsonNode last = ended(client, "long");
        assertThat(Json.text(last, "state")).isEqualTo("aborted");
        assertThat(Json.text(last, "stopReason")).isEqualTo("rpc");
        JsonNode messages = client.call("chat.history", Json.object().put("sessionKey", "main")).path("messages");
        assertThat(messages.size()).isEqualTo(2);
        assertThat(Json.text(messages.get(1), "stopReason")).isEqualTo("aborted");
        assertThat(Json.write(messages.get(1))).contains("one");
        assertThat(client.events("chat").stream().filter(frame -> !List.of("delta", "user").contains(Json.text(frame.path("payload"), "state"))))
                .hasSize(1);
    }

    @Test
    void messagesWaitForTheirTurnInOrder() {
        TestClient client = gateway.client(4, Scope.WRITE);
        client.call("chat.send", send("main", "[[sim:say a b c d e f]] [[sim:slow 60]]", "1"));

        JsonNode second = client.call("chat.send", send("main", "[[sim:say second]]", "2"));
        JsonNode third = client.call("chat.send", send("main", "[[sim:say third]]", "3"));

        assertThat(Json.text(second, "status")).isEqualTo("queued");
        assertThat(Json.text(third, "status")).isEqualTo("queued");
        assertThat(Json.text(ended(client, "3").path("message").path("content").get(0), "text")).isEqualTo("third");
        List<String> ends = client.events("chat").stream()
                .map(frame -> frame.path("payload"))
                .filter(payload -> "final".equals(Json.text(payload, "state")))
                .map(payload -> String.valueOf(Json.text(payload, "runId")))
                .toList();
        assertThat(ends).containsExactly("1", "2", "3");
    }

    @Test
    void waitingMessagesAreAnsweredTogetherWhereThatIsWanted() {
        gateway.reconfigure("messages: { queue: { mode: \"collect\" } }");
        TestClient client = gateway.client(4, Scope.WRITE);
        client.call("chat.send", send("main", "[[sim:say a b c d e f]] [[sim:slow 100]]", "1"));
        client.call("chat.send", send("main", "first thing", "2"));
        client.call("chat.send", send("main", "second thing [[sim:say both done]]", "3"));
        // Another model: a turn of its own.
        client.call("chat.send", send("main", "third thing [[sim:say alone]]", "4").put("model", "moonshot/kimi-k3"));

        assertThat(Json.write(ended(client, "4"))).contains("alone");
        List<String> finals = client.events("chat").stream()
                .map(frame -> frame.path("payload"))
                .filter(payload -> "final".equals(Json.text(payload, "state")))
                .map(payload -> Json.text(payload, "runId") + " " + Json.text(payload, "answeredIn") + " " + payload.at("/message/content/0/text").asString(""))
                .toList();
        assertThat(finals).containsExactly("1 null a b c d e f", "3 2 ", "2 null both done", "4 null alone");
        assertThat(gateway.simulator().journal()).hasSize(3);
        JsonNode messages = client.call("chat.history", Json.object().put("sessionKey", "main")).path("messages");
        assertThat(messages.size()).isEqualTo(6);
        assertThat(Json.text(messages.get(2), "runId")).isEqualTo("2");
        assertThat(Json.write(messages.get(2))).contains("1. first thing", "2. second thing");
        assertThat(Json.text(client.call("agent.wait", Json.object().put("runId", "3")), "status")).isEqualTo("ok");
    }

    @Test
    void messagesThatAreToBeAnsweredTogetherOutliveTheProcess() throws Exception {
        gateway.reconfigure("messages: { queue: { mode: \"collect\" } }");
        TestClient client = gateway.client(4, Scope.WRITE);
        client.call("chat.send", send("main", "[[sim:say a b c d e f]] [[sim:slow 300]]", "1"));
        client.call("chat.send", send("main", "first thing", "2"));
        client.call("chat.send", send("main", "second thing [[sim:say g h i j k l m n o p]] [[sim:slow 300]]", "3"));

        // It ends before they begin; and once more in the middle of their turn, which is left to the next process.
        gateway.restart();
        TestClient back = gateway.client();
        back.event("agent", payload -> "assistant".equals(Json.text(payload, "stream")) && "2".equals(Json.text(payload, "runId")));
        cn.openclaw.gateway.Runs.of(gateway.server().world()).leave();
        gateway.restart();
        TestClient third = gateway.client();

        for (String id : List.of("2", "3")) {
            JsonNode waited = third.call("agent.wait", Json.object().put("runId", id).put("timeoutMs", 15_000));
            assertThat(Json.text(waited, "status")).isEqualTo("ok");
            assertThat(waited.has("aborted")).isFalse();
        }
        JsonNode messages = third.call("chat.history", Json.object().put("sessionKey", "main")).path("messages");
        assertThat(Json.write(messages)).containsOnlyOnce("second thing").contains("g h i j k l m n o p");
    }

    @Test
    void aMessageThatIsStoppedAtOnceIsKeptOnce() {
        TestClient client = gateway.client();
        for (int at = 0; at < 60; at++) {
            client.call("chat.send", send("main", "no. " + at + "; [[sim:slow 300]]", "r" + at));
            LockSupport.parkNanos(at * 100_000L);
            client.call("chat.abort", Json.object().put("sessionKey", "main").put("runId", "r" + at));
            client.call("agent.wait", Json.object().put("runId", "r" + at));
        }
        List<String> said = new ArrayList<>();
        client.call("chat.history", Json.object().put("sessionKey", "main").put("limit", 500)).path("messages").forEach(message -> {
            if ("user".equals(Json.text(message, "role"))) {
                said.add(String.valueOf(Json.text(message, "runId")));
            }
        });
        assertThat(said).containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(at -> "r" + at).toList());
    }

    @Test
    void aMessageCanBeSaidIntoTheRunningTurn() {
        TestClient client = gateway.client(4, Scope.WRITE);
        client.call("chat.send", send("main", "[[sim:say a b c d e f g h]] [[sim:slow 60]]", "host"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));

        JsonNode said = client.call("chat.send", send("main", "[[sim:say instead this]]", "guest").put("queueMode", "steer"));

        assertThat(Json.write(said)).isEqualTo("{\"runId\":\"host\",\"status\":\"steered\"}");
        JsonNode last = ended(client, "host");
        assertThat(Json.write(last)).contains("instead this");
        assertThat(Json.text(client.call("agent.wait", Json.object().put("runId", "guest")), "status")).isEqualTo("ok");
        client.event("agent", payload -> "steered".equals(Json.text(payload, "stream")));
    }

    @Test
    void commandsAreAnsweredWithoutAModel() {
        TestClient client = gateway.client();

        JsonNode started = client.call("chat.send", send("main", "/status", "c1"));
        JsonNode last = ended(client, "c1");

        assertThat(Json.text(started, "status")).isEqualTo("started");
        assertThat(Json.text(last, "state")).isEqualTo("final");
        assertThat(last.path("seq").asInt(0)).isEqualTo(1);
        assertThat(Json.text(last.path("message"), "stopReason")).isEqualTo("injected");
        assertThat(Json.write(last)).contains("moonshot/kimi-k2.6").contains("\"usage\":{\"input\":0,\"output\":0,\"totalTokens\":0}");
        assertThat(client.events("agent")).isEmpty();
        client.call("chat.send", send("main", "/think high", "c2"));
        assertThat(Json.write(ended(client, "c2"))).contains("high");
        assertThat(Json.text(client.call("chat.history", Json.object().put("sessionKey", "main")), "thinkingLevel")).isEqualTo("high");
        client.call("chat.send", send("main", "/nosuchcommand [[sim:say to the model]]", "c3"));
        assertThat(Json.write(ended(client, "c3"))).contains("to the model");
        assertThat(Json.write(client.call("chat.send", send("main", "/stop", "c4")))).isEqualTo("{\"ok\":true,\"aborted\":false,\"runIds\":[]}");
        String before = Json.text(client.call("chat.history", Json.object().put("sessionKey", "main")), "sessionId");
        client.call("chat.send", send("main", "/new", "c5"));
        ended(client, "c5");
        assertThat(Json.text(client.call("chat.history", Json.object().put("sessionKey", "main")), "sessionId")).isNotEqualTo(before);
    }

    @Test
    void wordsOfACommandAreNotToldToTheModel() {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "/help", "h"));
        ended(client, "h");

        client.call("chat.send", send("main", "[[sim:say ok]]", "t"));
        ended(client, "t");

        assertThat(Json.write(client.call("chat.history", Json.object().put("sessionKey", "main")))).contains("/think");
        assertThat(Json.write(gateway.simulator().lastRequest().body().orElseThrow())).doesNotContain("/think");
    }

    @Test
    @DisplayName("G05 what is injected is linked into the conversation")
    void injectedMessagesAreLinked() {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "[[sim:say ok]]", "x"));
        ended(client, "x");

        JsonNode injected = client.call("chat.inject", Json.object().put("sessionKey", "main").put("message", "by hand").put("label", "note"));
        client.call("chat.send", send("main", "/status", "y"));
        ended(client, "y");

        String id = Json.text(injected, "messageId");
        JsonNode event = client.event("chat", payload -> ("inject-" + id).equals(Json.text(payload, "runId"))).path("payload");
        assertThat(event.path("seq").asInt(-1)).isZero();
        String sessionId = Json.text(client.call("chat.history", Json.object().put("sessionKey", "main")), "sessionId");
        List<String> lines = gateway.home().read(".openclaw/agents/main/sessions/" + sessionId + ".jsonl").lines().toList();
        for (int at = 2; at < lines.size(); at++) {
            assertThat(Json.text(Json.parse(lines.get(at)), "parentId")).isEqualTo(Json.text(Json.parse(lines.get(at - 1)), "id"));
        }
        assertThat(lines.get(lines.size() - 2)).contains("by hand");
    }

    @Test
    void picturesAreSniffedAndBadOnesRefused() {
        TestClient client = gateway.client();
        ObjectNode params = send("main", "look [[sim:say a dot]]", "p");
        var list = params.putArray("attachments");
        list.addObject().put("type", "image").put("mimeType", "image/jpeg").put("content", "data:image/jpeg;base64," + DOT);
        list.addObject().put("type", "file").put("fileName", "a.txt").put("content", "aGVsbG8=");

        client.call("chat.send", params);
        ended(client, "p");

        JsonNode parts = client.call("chat.history", Json.object().put("sessionKey", "main")).path("messages").get(0).path("content");
        assertThat(parts.size()).isEqualTo(2);
        assertThat(Json.text(parts.get(1), "mimeType")).isEqualTo("image/png");
        ObjectNode bad = send("main", "look", "q");
        bad.putArray("attachments").addObject().put("fileName", "b.png").put("content", "%%%");
        assertThat(Json.text(client.refused("chat.send", bad), "message")).isEqualTo("attachment b.png: invalid base64 content");
    }

    private static final String DOT =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Test
    void aMessageWithoutAKeyIsAMessageOfItsOwn() {
        TestClient client = gateway.client(4, Scope.WRITE);

        JsonNode started = client.call("chat.send", Json.object().put("sessionKey", "main").put("message", "[[sim:say hi]]"));

        assertThat(Json.text(ended(client, String.valueOf(Json.text(started, "runId"))), "state")).isEqualTo("final");
        assertThat(Json.text(client.refused("chat.send", Json.object().put("message", "x")), "message"))
                .isEqualTo("invalid chat.send params: must have required property 'sessionKey'");
        assertThat(Json.text(client.refused("chat.send", send("agent:nobody:main", "x", "n")), "message")).contains("unknown agent id");
    }

    @Test
    @DisplayName("G25 words of a conversation reach nobody who may not read it")
    void scopes() {
        TestClient node = gateway.node();
        TestClient pairing = gateway.client(3, Scope.PAIRING);
        TestClient reader = gateway.client(3, Scope.READ);
        TestClient client = gateway.client();

        client.call("chat.send", send("main", "[[sim:say secret words]]", "s"));
        ended(client, "s");

        ended(reader, "s");
        assertThat(node.events("chat")).isEmpty();
        assertThat(node.events("agent")).isEmpty();
        assertThat(pairing.events("chat")).isEmpty();
        assertThat(pairing.events("agent")).isEmpty();
    }

    @Test
    @DisplayName("G23 a gateway that ends tells who follows a run")
    void shutdown() {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "[[sim:say a b c d e f g]] [[sim:slow 300]]", "cut"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));

        gateway.server().close();

        JsonNode last = ended(client, "cut");
        assertThat(Json.text(last, "state")).isEqualTo("aborted");
        assertThat(Json.text(last, "stopReason")).isEqualTo("shutdown");
    }
}
