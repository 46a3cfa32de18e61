package cn.openclaw.protocol;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's parameters, read with the sentences the original's clients know. Unknown parameters are let pass: newer clients
 * send some, and no original client breaks on it.
 *
 * @param method whose they are
 * @param tree an object
 */
public record Params(String method, ObjectNode tree) {

    /**
     * Of a request; none at all are empty ones.
     *
     * @throws GatewayException if they are not an object
     */
    public static Params of(RequestFrame request) {
        JsonNode params = request.params().orElse(null);
        if (params == null || params.isNull()) {
            return new Params(request.method(), Json.object());
        }
        if (params instanceof ObjectNode tree) {
            return new Params(request.method(), tree);
        }
        throw GatewayException.invalid("invalid " + request.method() + " params: must be object");
    }

    /** These parameters are wrong. */
    public GatewayException wrong(String why) {
        return GatewayException.invalid("invalid " + method + " params: " + why);
    }

    private Optional<JsonNode> value(String key) {
        JsonNode node = tree.get(key);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** A text, if it is there. */
    public Optional<String> text(String key) {
        return value(key).map(node -> {
            if (!node.isString()) {
                throw wrong("at /" + key + ": must be string");
            }
            return node.stringValue();
        });
    }

    /** A text that must be there and not be empty. */
    public String need(String key) {
        String found = text(key).orElseThrow(() -> wrong("must have required property '" + key + "'"));
        if (found.isEmpty()) {
            throw wrong("at /" + key + ": must NOT have fewer than 1 characters");
        }
        return found;
    }

    /** A whole number, if it is there. */
    public Optional<Long> number(String key, long least, long most) {
        return value(key).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw wrong("at /" + key + ": must be integer");
            }
            long number = node.longValue();
            if (number < least || number > most) {
                throw wrong("at /" + key + ": must be " + (number < least ? ">= " + least : "<= " + most));
            }
            return number;
        });
    }

    /** A flag, if it is there. */
    public Optional<Boolean> flag(String key) {
        return value(key).map(node -> {
            if (!node.isBoolean()) {
                throw wrong("at /" + key + ": must be boolean");
            }
            return node.booleanValue();
        });
    }

    /** Texts; none if it is not there. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : list(key)) {
            if (!node.isString()) {
                throw wrong("at /" + key + ": must be string");
            }
            texts.add(node.stringValue());
        }
        return texts;
    }

    /** Values; none if it is not there. */
    public List<JsonNode> list(String key) {
        return value(key)
                .map(node -> {
                    if (!node.isArray()) {
                        throw wrong("at /" + key + ": must be array");
                    }
                    return List.copyOf(node.values());
                })
                .orElse(List.of());
    }

    /** An object, if it is there. */
    public Optional<ObjectNode> object(String key) {
        return value(key).map(node -> {
            if (!(node instanceof ObjectNode object)) {
                throw wrong("at /" + key + ": must be object");
            }
            return object;
        });
    }
}
