package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A chat request whose model is known. The accessors read what the rules have checked, with the platform's defaults.
 *
 * @param platform where it was sent
 * @param model which model it asks
 * @param body the request as sent
 */
record Chat(Platform platform, ModelFacts model, JsonNode body) {

    JsonNode messages() {
        JsonNode messages = body.get("messages");
        return messages == null ? Json.array() : messages;
    }

    JsonNode tools() {
        JsonNode tools = body.get("tools");
        return tools == null || tools.isNull() ? Json.array() : tools;
    }

    boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /** Whether the model thinks in this request. */
    boolean thinks() {
        return model.thinks() && !(model.switchable() && "disabled".equals(Json.text(body, "thinking", "type")));
    }

    /** The most tokens the answer may have: asked for, or the model's default. */
    int maxTokens() {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            JsonNode value = body.get(name);
            if (value != null && value.isIntegralNumber()) {
                return Math.min(value.intValue(), model.maxOutput());
            }
        }
        return model.defaultMax();
    }

    int choices() {
        return body.path("n").asInt(1);
    }

    List<String> stops() {
        JsonNode stop = body.get("stop");
        List<String> stops = new ArrayList<>();
        if (stop != null && stop.isString()) {
            stops.add(stop.stringValue());
        } else if (stop != null && stop.isArray()) {
            stop.forEach(one -> stops.add(one.asString("")));
        }
        return stops;
    }

    /** {@code auto}, {@code none}, {@code required}, or the name of the one tool that must be called after {@code "="}. */
    String toolChoice() {
        JsonNode choice = body.get("tool_choice");
        if (choice == null || choice.isNull()) {
            return tools().isEmpty() ? "none" : "auto";
        }
        return choice.isString() ? choice.stringValue() : "=" + choice.path("function").path("name").asString("");
    }

    /** The number of the last message a user wrote, or -1. */
    int lastUser() {
        for (int at = messages().size() - 1; at >= 0; at--) {
            if (role(messages().get(at)).equals("user")) {
                return at;
            }
        }
        return -1;
    }

    String lastUserText() {
        return lastUser() < 0 ? "" : text(messages().get(lastUser()));
    }

    /** How many answers the model has given since the user's last message: which step of its work this is. */
    int step() {
        int steps = 0;
        for (int at = lastUser() + 1; at < messages().size(); at++) {
            boolean partial = messages().get(at).path("partial").asBoolean(false);
            steps += role(messages().get(at)).equals("assistant") && !partial ? 1 : 0;
        }
        return steps;
    }

    /** How many answers the model has given in all, this one included. */
    int turn() {
        int turns = 1;
        for (JsonNode message : messages()) {
            turns += role(message).equals("assistant") ? 1 : 0;
        }
        return turns;
    }

    static String role(JsonNode message) {
        return message.path("role").asString("");
    }

    /** A message's words, its parts joined. */
    static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }
}
