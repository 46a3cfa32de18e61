package cn.openclaw.gateway.method;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.QueueMode;
import cn.openclaw.gateway.RunOrder;
import cn.openclaw.gateway.Runs;
import cn.openclaw.gateway.SystemEvents;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Part;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A node tells what happened to it: somebody spoke, a program ended; or wants to hear of a conversation. */
@AutoService(GatewayMethod.class)
public final class NodeEvent implements GatewayMethod {
    @Override
    public String name() {
        return "node.event";
    }

    @Override
    public Access access() {
        return Access.NODE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String event = params.need("event");
        ObjectNode payload = payload(params);
        Params inside = new Params("node.event", payload);
        switch (event) {
            case "voice.transcript" -> say(call, inside, inside.text("text").orElse(""));
            case "agent.request" -> say(call, inside, inside.text("message").orElse(""));
            case "chat.subscribe" -> follow(call, key(call, inside));
            case "chat.unsubscribe" ->
                call.world().hub().unfollow(call.caller().connection(), key(call, inside).text());
            case "exec.started", "exec.finished", "exec.denied" ->
                SystemEvents.of(call.world()).add(key(call, inside), words(event, call, payload));
            default -> call.world().log().warn("node", "a node told of something that is not known here: " + event);
        }
        return Json.object().put("ok", true);
    }

    private static ObjectNode payload(Params params) {
        Optional<String> text = params.text("payloadJSON");
        try {
            JsonNode payload = text.isPresent() ? Json.parse(text.get()) : params.tree().path("payload");
            return payload instanceof ObjectNode object ? object : Json.object();
        } catch (JsonException e) {
            throw params.wrong("at /payloadJSON: must be JSON");
        }
    }

    private static SessionKey key(MethodCall call, Params payload) {
        return Conversations.key(call.world(), payload.text("sessionKey").orElse("main"));
    }

    private static void follow(MethodCall call, SessionKey key) {
        if (!NodeTalks.of(call.world()).mayFollow(call.caller(), key)) {
            throw GatewayException.invalid("a node follows the conversations it has spoken in");
        }
        call.world().hub().follow(call.caller().connection(), key.text());
    }

    private static void say(MethodCall call, Params payload, String words) throws InterruptedException {
        if (words.isBlank() || words.length() > 20_000) {
            return;
        }
        SessionKey key = key(call, payload);
        NodeTalks.of(call.world()).spoke(call.caller(), key);
        RunRequest request = new RunRequest(
                Optional.of(key.agent()),
                Optional.of(key),
                Optional.empty(),
                List.of(new Part.Text(words.strip())),
                Asked.thinking(payload),
                Optional.empty(),
                Optional.empty(),
                payload.number("timeoutSeconds", 1, 86_400).map(Duration::ofSeconds),
                Asked.language(call));
        String id = payload.text("key").filter(text -> !text.isBlank()).orElseGet(() -> UUID.randomUUID().toString());
        Runs.of(call.world()).start(new RunOrder(RunOrder.Kind.AGENT, id, request, QueueMode.FOLLOWUP, true));
    }

    private static String words(String event, MethodCall call, ObjectNode payload) {
        String command = Optional.ofNullable(Json.text(payload, "command")).orElse("");
        String exit = payload.has("exitCode") ? " (exit " + payload.path("exitCode").asInt(0) + ")" : "";
        String output = Optional.ofNullable(Json.text(payload, "output")).map(text -> "\n" + text).orElse("");
        String node = call.caller().client().displayName().orElse(call.caller().client().id());
        return "Exec " + event.substring("exec.".length()) + " on node " + node + exit + ": " + command + output;
    }
}
