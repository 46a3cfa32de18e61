package cn.openclaw.gateway.compat;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.session.SessionKey;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns that programs ask for over HTTP, and hooks, as those see them who follow the conversation. */
class WatchedTurnsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SLOW = "[[sim:say a b c d e f g h i j k l m n o p]] [[sim:slow 200]]";

    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension().config("hooks: { enabled: true, token: \"hook-token\" }");

    private CompletableFuture<HttpResponse<String>> post(String path, ObjectNode body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path))
                .header("authorization", "Bearer " + (path.startsWith("/hooks") ? "hook-token" : TestGateway.TOKEN))
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static ObjectNode question(String words) {
        ObjectNode body = Json.object().put("model", "openclaw").put("user", "ann");
        body.putArray("messages").addObject().put("role", "user").put("content", words);
        return body;
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode end(TestClient client) {
        return client.event("chat", payload -> List.of("final", "aborted", "error").contains(payload.path("state").asString("")))
                .path("payload");
    }

    @Test
    void whoeverFollowsTheConversationSeesTheTurn() {
        TestClient watcher = gateway.client();

        HttpResponse<String> answer = post("/v1/chat/completions", question("[[sim:say Hello there]]")).join();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String run = header(answer, "x-openclaw-run-id");
        JsonNode last = end(watcher);
        assertThat(Json.text(last, "runId")).isEqualTo(run).startsWith("chatcmpl_").isEqualTo(Json.text(Json.parse(answer.body()), "id"));
        assertThat(Json.text(last, "sessionKey")).isEqualTo(header(answer, "x-openclaw-session-key"));
        assertThat(last.at("/message/content/0/text").asString("")).isEqualTo("Hello there");
        assertThat(watcher.events("agent").stream().map(event -> Json.text(event.path("payload"), "data", "phase"))).contains("start", "end");
        JsonNode waited = watcher.call("agent.wait", Json.object().put("runId", run));
        assertThat(Json.text(waited, "status")).isEqualTo("ok");
    }

    @Test
    void anOperatorMayStopItAndTheProgramIsToldSo() {
        TestClient operator = gateway.client();

        var whole = post("/v1/chat/completions", question(SLOW), "accept-language", "zh-CN,en;q=0.5");
        JsonNode begun = operator.event("agent", payload -> "assistant".equals(Json.text(payload, "stream"))).path("payload");
        JsonNode stopped = operator.call(
                "chat.abort",
                Json.object().put("sessionKey", Json.text(begun, "sessionKey")).put("runId", Json.text(begun, "runId")));
        HttpResponse<String> answer = whole.join();

        assertThat(stopped.path("aborted").asBoolean(false)).isTrue();
        assertThat(answer.statusCode()).isEqualTo(499);
        assertThat(header(answer, "x-should-retry")).isEqualTo("false");
        assertThat(answer.body()).contains("被人停止");
        assertThat(Json.text(end(operator), "stopReason")).isEqualTo("rpc");

        operator.forget();
        var streamed = post("/v1/responses", Json.object().put("model", "openclaw").put("input", SLOW).put("stream", true));
        begun = operator.event("agent", payload -> "assistant".equals(Json.text(payload, "stream"))).path("payload");
        operator.call("chat.abort", Json.object().put("sessionKey", Json.text(begun, "sessionKey")));
        assertThat(streamed.join().body()).contains("response.failed").contains("stopped by a person");
    }

    @Test
    void aProgramThatGoesAwayStopsItsTurn() {
        TestClient watcher = gateway.client();

        var asked = post("/v1/chat/completions", question(SLOW).put("stream", true));
        watcher.event("agent", payload -> "assistant".equals(Json.text(payload, "stream")));
        asked.cancel(true);

        JsonNode last = end(watcher);
        assertThat(Json.text(last, "state")).isEqualTo("aborted");
        assertThat(Json.text(last, "stopReason")).isEqualTo("disconnect");
    }

    /** The conversation {@code main} is busy for a while. */
    private TestClient busy(String words) {
        var _ = gateway.server().world().kept(Dialogues.class, _ -> new Dialogues(Duration.ofMillis(100)));
        TestClient client = gateway.client();
        client.call("chat.send", Json.object().put("sessionKey", "main").put("message", words).put("idempotencyKey", "busy"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));
        return client;
    }

    private CompletableFuture<HttpResponse<String>> waiting(String path) {
        ObjectNode body = question("[[sim:say at last]]").put("stream", true).put("max_tokens", 9).put("input", "[[sim:say at last]]");
        return post(path, body, "x-openclaw-session-key", "main");
    }

    @Test
    void aStreamBehindAnotherTurnSaysThatItIsAlive() {
        busy(SLOW);

        var completion = waiting("/v1/chat/completions");
        var response = waiting("/v1/responses");
        var message = waiting("/v1/messages");

        for (var answer : List.of(completion, response, message)) {
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(header(answer.join(), "x-openclaw-run-id")).isNotEmpty();
            assertThat(header(answer.join(), "x-openclaw-session-key")).isEqualTo("agent:main:main");
        }
        assertThat(completion.join().body()).startsWith(": the agent is at work\n\n").contains("\"role\":\"assistant\"").endsWith("data: [DONE]\n\n");
        String said = Pattern.compile("\"content\":\"([^\"]*)\"").matcher(completion.join().body()).results().map(piece -> piece.group(1)).collect(joining());
        assertThat(said).isEqualTo("at last");
        assertThat(response.join().body()).startsWith(": the agent is at work\n\n").contains("response.created", "response.completed");
        assertThat(message.join().body()).startsWith("event: ping\ndata: {\"type\":\"ping\"}\n\n").contains("message_start", "message_stop");
    }

    @Test
    void aProgramThatGoesAwayWhileItWaitsIsAskedNothing() throws Exception {
        TestClient client = busy(SLOW);
        Runs runs = Runs.of(gateway.server().world());
        SessionKey key = new SessionKey("agent:main:main");

        var asked = waiting("/v1/chat/completions");
        while (runs.waiting(key).isEmpty()) {
            Thread.sleep(5);
        }
        String run = runs.waiting(key).getFirst().id();
        asked.cancel(true);

        JsonNode last = client.event("chat", payload -> run.equals(Json.text(payload, "runId"))).path("payload");
        assertThat(Json.text(last, "state")).isEqualTo("aborted");
        assertThat(Json.text(last, "stopReason")).isEqualTo("disconnect");
        assertThat(runs.waiting(key)).isEmpty();
        client.call("agent.wait", Json.object().put("runId", "busy").put("timeoutMs", 15_000));
        assertThat(gateway.simulator().journal()).as("nobody was asked for it").hasSize(1);
    }

    private void needApproval() throws Exception {
        gateway.home().write("work/notes.txt", "nothing");
        gateway.reconfigure("tools: { exec: { ask: \"always\" } }, hooks: { enabled: true, token: \"hook-token\" }, "
                + "agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, workspace: \"~/work\" } }");
    }

    private static final String TOUCH = "[[sim:tool exec {\"command\":\"touch made\"}]] [[sim:then]] [[sim:say done]]";

    @Test
    void callsAreApprovedByOperatorsAndTheProgramIsTold() throws Exception {
        needApproval();
        TestClient operator = gateway.client();

        var asked = post("/v1/chat/completions", question(TOUCH).put("stream", true));
        JsonNode pending = operator.event("exec.approval.requested").path("payload");
        long patience = pending.path("expiresAtMs").asLong(0) - pending.path("createdAtMs").asLong(0);
        operator.call("exec.approval.resolve", Json.object().put("id", Json.text(pending, "id")).put("decision", "allow-once"));
        String body = asked.join().body();

        assertThat(patience).isEqualTo(120_000);
        assertThat(body).contains(": waiting for an operator to approve a call, " + Json.text(pending, "id")).contains(": approval: allow-once");
        assertThat(Files.exists(gateway.home().path("work/made"))).isTrue();

        operator.forget();
        var whole = post("/v1/messages", question(TOUCH).put("max_tokens", 99));
        pending = operator.event("exec.approval.requested").path("payload");
        operator.call("exec.approval.resolve", Json.object().put("id", Json.text(pending, "id")).put("decision", "deny"));
        patience = pending.path("expiresAtMs").asLong(0) - pending.path("createdAtMs").asLong(0);
        assertThat(patience).as("a whole answer must not be late").isEqualTo(50_000);
        assertThat(header(whole.join(), "x-openclaw-approvals")).isEqualTo("deny");
    }

    @Test
    void whereNobodyIsWhoCouldApproveNobodyIsWaitedFor() throws Exception {
        needApproval();
        gateway.client(3, Scope.READ, Scope.WRITE);
        long begin = System.nanoTime();

        HttpResponse<String> answer = post("/v1/chat/completions", question(TOUCH)).join();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - begin).isLessThan(15_000_000_000L);
        assertThat(Files.exists(gateway.home().path("work/made"))).isFalse();
    }

    @Test
    void eachOperatorReadsItsOwnLanguage() throws Exception {
        needApproval();
        TestClient english = gateway.stranger();
        english.connect(TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN, Scope.APPROVALS)).put("locale", "en-US"));
        TestClient chinese = gateway.stranger();
        chinese.connect(TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN, Scope.APPROVALS)).put("locale", "zh-Hans"));

        var asked = post("/v1/chat/completions", question(TOUCH));
        JsonNode one = english.event("exec.approval.requested").path("payload");
        JsonNode other = chinese.event("exec.approval.requested").path("payload");
        JsonNode listed = english.call("exec.approval.list").path("pending").path(0);
        english.call("exec.approval.resolve", Json.object().put("id", Json.text(one, "id")).put("decision", "deny"));
        asked.join();

        assertThat(Json.text(one, "id")).isEqualTo(Json.text(other, "id"));
        assertThat(Json.text(one, "request", "why")).matches("\\p{ASCII}+").isEqualTo(Json.text(listed, "request", "why"));
        assertThat(Json.text(other, "request", "why")).matches(".*\\p{IsHan}.*");
        assertThat(english.events("exec.approval.requested")).hasSize(1);
        assertThat(Json.text(chinese.refused("models.explain", Json.object().put("model", "nope/nothing")), "message")).matches("(?s).*\\p{IsHan}.*");
        assertThat(Json.text(english.refused("models.explain", Json.object().put("model", "nope/nothing")), "message")).matches("\\P{IsHan}+");
    }

    @Test
    void aHookIsAcceptedOnceAndWhatCameOfItIsToldOnce() {
        TestClient watcher = gateway.client();
        ObjectNode work = Json.object().put("message", "look [[sim:say all well]]").put("name", "Watch").put("idempotencyKey", "delivery-1");

        HttpResponse<String> first = post("/hooks/agent", work.put("wakeMode", "next-heartbeat")).join();
        JsonNode last = end(watcher);
        HttpResponse<String> again = post("/hooks/agent", work).join();

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(Json.text(last, "runId")).isEqualTo("hook-delivery-1").isEqualTo(Json.text(Json.parse(first.body()), "runId"));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Json.write(watcher.call("status").path("queuedSystemEvents"))).isEqualTo("[\"Hook Watch: all well\"]");
        assertThat(gateway.simulator().journal()).hasSize(1);
    }

    @Test
    void whatAHookToldAndWhatItOrderedOutlivesTheProcess() throws Exception {
        TestClient client = gateway.client();
        post("/hooks/agent", Json.object().put("message", "slow work " + SLOW).put("sessionKey", "w").put("idempotencyKey", "a")
                        .put("wakeMode", "next-heartbeat"))
                .join();
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));
        post("/hooks/agent", Json.object().put("message", "then this [[sim:say second]]").put("sessionKey", "w").put("idempotencyKey", "b")
                        .put("wakeMode", "next-heartbeat"))
                .join();
        ObjectNode news = Json.object().put("text", "the door is open").put("mode", "next-heartbeat").put("idempotencyKey", "n");
        post("/hooks/wake", news).join();

        gateway.restart();
        TestClient back = gateway.client();
        post("/hooks/wake", news).join();
        JsonNode waited = back.call("agent.wait", Json.object().put("runId", "hook-b").put("timeoutMs", 15_000));

        assertThat(Json.text(waited, "status")).isEqualTo("ok");
        assertThat(Json.write(back.call("status").path("queuedSystemEvents")))
                .containsOnlyOnce("the door is open")
                .contains("Hook Hook: stopped (shutdown)", "Hook Hook: second");
        back.call("chat.send", Json.object().put("sessionKey", "main").put("message", "[[sim:say told]]").put("idempotencyKey", "m"));
        back.call("agent.wait", Json.object().put("runId", "m").put("timeoutMs", 15_000));
        assertThat(back.call("status").path("queuedSystemEvents")).isEmpty();
    }
}
