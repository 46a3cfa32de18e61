package cn.openclaw.protocol;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Frames as text. Nothing but the known keys stands at the top: the original's clients ignore a frame with others. */
public final class Frames {
    private static final Set<String> REQUEST_KEYS = Set.of("type", "id", "method", "params");

    private Frames() {}

    /**
     * Reads a frame.
     *
     * @throws GatewayException if it is none
     */
    public static Frame read(String text) {
        JsonNode tree;
        try {
            tree = Json.parseSent(text);
        } catch (JsonException e) {
            throw GatewayException.invalid("invalid request frame: not JSON");
        }
        String type = Json.text(tree, "type");
        return switch (type == null ? "" : type) {
            case "req" -> request(tree);
            case "res" -> response(tree);
            case "event" -> event(tree);
            default -> throw GatewayException.invalid("invalid request frame");
        };
    }

    private static RequestFrame request(JsonNode tree) {
        String id = Json.text(tree, "id");
        String method = Json.text(tree, "method");
        if (id == null || id.isEmpty() || method == null || method.isEmpty()) {
            throw GatewayException.invalid("invalid request frame: must have required property '"
                    + (id == null || id.isEmpty() ? "id" : "method") + "'");
        }
        for (String key : tree.propertyNames()) {
            if (!REQUEST_KEYS.contains(key)) {
                throw GatewayException.invalid("invalid request frame: at root: unexpected property '" + key + "'");
            }
        }
        return new RequestFrame(id, method, Optional.ofNullable(tree.get("params")));
    }

    private static ResponseFrame response(JsonNode tree) {
        String id = Json.text(tree, "id");
        JsonNode error = tree.get("error");
        return new ResponseFrame(
                id == null ? "" : id,
                tree.path("ok").asBoolean(false),
                Optional.ofNullable(tree.get("payload")),
                error == null || error.isNull() ? Optional.empty() : Optional.of(error(error)));
    }

    private static GatewayError error(JsonNode tree) {
        String word = tree.path("code").asString("");
        GatewayErrorCode code = GatewayErrorCode.UNAVAILABLE;
        for (GatewayErrorCode known : GatewayErrorCode.values()) {
            code = known.name().equals(word) ? known : code;
        }
        return new GatewayError(
                code,
                tree.path("message").asString(""),
                Optional.ofNullable(tree.get("details")),
                tree.path("retryable").asBoolean(false),
                tree.has("retryAfterMs") ? Optional.of(tree.path("retryAfterMs").asLong(0)) : Optional.empty());
    }

    private static EventFrame event(JsonNode tree) {
        JsonNode version = tree.get("stateVersion");
        return new EventFrame(
                tree.path("event").asString(""),
                Optional.ofNullable(tree.get("payload")),
                tree.has("seq") ? Optional.of(tree.path("seq").asLong(0)) : Optional.empty(),
                version == null
                        ? Optional.empty()
                        : Optional.of(new EventFrame.StateVersion(
                                version.path("presence").asLong(0), version.path("health").asLong(0))));
    }

    /** The frame as one line of JSON. */
    public static String write(Frame frame) {
        ObjectNode tree = Json.object();
        switch (frame) {
            case RequestFrame request -> {
                tree.put("type", "req").put("id", request.id()).put("method", request.method());
                request.params().ifPresent(params -> tree.set("params", params));
            }
            case ResponseFrame response -> {
                tree.put("type", "res").put("id", response.id()).put("ok", response.ok());
                response.payload().ifPresent(payload -> tree.set("payload", payload));
                response.error().ifPresent(error -> tree.set("error", error(error)));
            }
            case EventFrame event -> {
                tree.put("type", "event").put("event", event.event());
                event.payload().ifPresent(payload -> tree.set("payload", payload));
                event.seq().ifPresent(seq -> tree.put("seq", seq));
                event.stateVersion().ifPresent(version -> tree.set(
                        "stateVersion",
                        Json.object().put("presence", version.presence()).put("health", version.health())));
            }
        }
        return Json.write(tree);
    }

    private static ObjectNode error(GatewayError error) {
        ObjectNode tree = Json.object().put("code", error.code().name()).put("message", error.message());
        error.details().ifPresent(details -> tree.set("details", details));
        if (error.retryable()) {
            tree.put("retryable", true);
        }
        error.retryAfterMs().ifPresent(wait -> tree.put("retryAfterMs", wait));
        return tree;
    }
}
