package cn.openclaw.gateway;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Approver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as JSON, for the journal. */
final class RunOrders {
    private RunOrders() {}

    static ObjectNode write(RunOrder order, UnaryOperator<String> redact) {
        RunRequest request = order.request();
        ObjectNode tree = Json.object().put("key", order.key().text());
        request.agentId().ifPresent(id -> tree.put("agentId", id));
        request.sessionId().ifPresent(id -> tree.put("sessionId", id.value()));
        request.thinking().ifPresent(level -> tree.put("thinking", level.id()));
        request.verbose().ifPresent(level -> tree.put("verbose", level));
        request.model().ifPresent(model -> tree.put("model", model));
        request.timeout().ifPresent(limit -> tree.put("timeoutMs", limit.toMillis()));
        tree.put("language", request.language().name()).put("queue", order.queue().name());
        request.extra().thinking().ifPresent(level -> tree.put("thinkingOnce", level.id()));
        if (!request.extra().instructions().isEmpty()) {
            tree.put("instructions", redact.apply(request.extra().instructions()));
        }
        request.extra().outside().ifPresent(source -> tree.put("outside", redact.apply(source)));
        order.told().ifPresent(told -> tree.put("told", redact.apply(told.from())).put("now", told.now()));
        ArrayNode parts = tree.putArray("parts");
        for (Part part : request.parts()) {
            switch (part) {
                case Part.Text(String words) -> parts.addObject().put("text", redact.apply(words));
                case Part.Media media -> parts.addObject().put("mimeType", media.mimeType()).put("data", media.base64());
                // People say neither.
                case Part.Thinking _, Part.ToolCall _ -> {}
            }
        }
        return tree;
    }

    /** Reads what was written; empty if it holds no conversation. */
    static Optional<RunOrder> read(RunOrder.Kind kind, String id, JsonNode tree) {
        Optional<String> key = text(tree, "key");
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : tree.path("parts")) {
            Optional<String> data = text(part, "data");
            parts.add(data.isPresent()
                    ? new Part.Media(text(part, "mimeType").orElse("image/png"), data.get())
                    : new Part.Text(text(part, "text").orElse("")));
        }
        Optional<ThinkingLevel> once = text(tree, "thinkingOnce").flatMap(ThinkingLevel::of);
        return key.map(SessionKey::new)
                .map(known -> new RunRequest(
                                text(tree, "agentId"),
                                Optional.of(known),
                                text(tree, "sessionId").filter(SessionId::isValid).map(SessionId::new),
                                parts,
                                text(tree, "thinking").flatMap(ThinkingLevel::of),
                                text(tree, "verbose"),
                                text(tree, "model"),
                                Optional.of(tree.path("timeoutMs").asLong(0)).filter(millis -> millis > 0).map(Duration::ofMillis),
                                text(tree, "language").filter("EN"::equals).isPresent() ? Language.EN : Language.ZH,
                                Approver.nobody())
                        .with(new RunRequest.Extra(text(tree, "instructions").orElse(""), List.of(), text(tree, "outside"))
                                .of(id, false)
                                .thinking(once)))
                .map(request -> new RunOrder(kind, id, request, queue(tree), true, told(tree)));
    }

    /** Whoever waits still waits; what was to be said into a turn, or to stop one, has found none. */
    private static QueueMode queue(JsonNode tree) {
        return QueueMode.COLLECT.name().equals(Json.text(tree, "queue")) ? QueueMode.COLLECT : QueueMode.FOLLOWUP;
    }

    private static Optional<RunOrder.Told> told(JsonNode tree) {
        return text(tree, "told").map(from -> new RunOrder.Told(from, tree.path("now").asBoolean(false)));
    }

    private static Optional<String> text(JsonNode tree, String name) {
        return Optional.ofNullable(Json.text(tree, name));
    }
}
