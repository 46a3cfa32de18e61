package cn.openclaw.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a conversation must look like. Positions in texts count from 0, as on the platform. */
final class MessageRules {
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private final Chat chat;
    private final Set<String> knownFiles;

    private MessageRules(Chat chat, Set<String> knownFiles) {
        this.chat = chat;
        this.knownFiles = knownFiles;
    }

    /** @param knownFiles the ids that {@code ms://} may name */
    static void check(Chat chat, Set<String> knownFiles) {
        MessageRules rules = new MessageRules(chat, knownFiles);
        JsonNode messages = chat.body().path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw Refusal.invalid("messages must be a non-empty array");
        }
        for (int at = 0; at < messages.size(); at++) {
            rules.checkRole(messages.get(at));
            rules.checkContent(at, messages.get(at));
            checkPartial(at, messages.get(at), messages.size());
        }
        rules.checkToolPairs(messages);
        rules.checkReasoning(messages);
    }

    private void checkRole(JsonNode message) {
        String role = Chat.role(message);
        if (!ROLES.contains(role)) {
            throw Refusal.invalid(
                    chat.platform().membership() ? "role '" + role + "' is not allowed" : "unsupported role ROLE_UNSPECIFIED");
        }
    }

    private void checkContent(int at, JsonNode message) {
        JsonNode content = message.path("content");
        String role = Chat.role(message);
        boolean calls = message.path("tool_calls").isArray() && !message.path("tool_calls").isEmpty();
        if (content.isArray()) {
            for (JsonNode part : content) {
                checkPart(at, role, part);
            }
        } else if (!content.isString() && !content.isNull() && !content.isMissingNode()) {
            throw Refusal.invalid("the message at position " + at + " with role '" + role + "' has an invalid content");
        }
        boolean declaresTools = role.equals("system") && message.has("tools");
        boolean mayBeEmpty = calls || role.equals("tool") || declaresTools || message.path("partial").asBoolean(false);
        if (!mayBeEmpty && Chat.text(message).isEmpty() && !holdsMedia(content)) {
            throw Refusal.invalid("the message at position " + at + " with role '" + role + "' must not be empty");
        }
    }

    private static boolean holdsMedia(JsonNode content) {
        for (JsonNode part : content) {
            if (!part.path("type").asString("").equals("text")) {
                return true;
            }
        }
        return false;
    }

    private void checkPart(int at, String role, JsonNode part) {
        String type = part.path("type").asString("");
        switch (type) {
            case "text" -> {
                if (part.path("text").asString("").isEmpty() && chat.platform().membership()) {
                    throw Refusal.invalid("text content is empty");
                }
            }
            case "image_url", "video_url" -> {
                if (!role.equals("user") || !chat.model().reads(type.charAt(0))) {
                    throw invalidPart(at, role, type);
                }
                checkUrl(part.get(type));
            }
            default -> throw invalidPart(at, role, type);
        }
    }

    private static Refusal invalidPart(int at, String role, String type) {
        return Refusal.invalid(
                "the message at position " + at + " with role '" + role + "' contains an invalid part type: " + type);
    }

    private void checkUrl(JsonNode place) {
        String url = place.isString() ? place.stringValue() : place.path("url").asString("");
        if (url.startsWith("ms://") && !knownFiles.contains(url.substring(5))) {
            throw Refusal.invalid("file " + url.substring(5) + " not found");
        }
        if (!url.startsWith("ms://") && !url.startsWith("data:image/") && !url.startsWith("data:video/")) {
            throw Refusal.invalid("unsupported image url");
        }
    }

    private static void checkPartial(int at, JsonNode message, int size) {
        if (!message.path("partial").asBoolean(false)) {
            return;
        }
        if (!Chat.role(message).equals("assistant") || at != size - 1) {
            throw Refusal.invalid("partial is only allowed on the last message, with role 'assistant'");
        }
    }

    private void checkToolPairs(JsonNode messages) {
        Map<String, JsonNode> open = new LinkedHashMap<>();
        for (int at = 0; at < messages.size(); at++) {
            JsonNode message = messages.get(at);
            if (Chat.role(message).equals("tool")) {
                String id = message.path("tool_call_id").asString("");
                JsonNode call = open.remove(id);
                if (call == null) {
                    throw Refusal.invalid("Invalid request: tool_call_id " + id + " is not found");
                }
                checkEcho(call, message);
                continue;
            }
            mustBeAnswered(open);
            for (JsonNode call : message.path("tool_calls")) {
                open.put(call.path("id").asString(""), call);
            }
        }
        mustBeAnswered(open);
    }

    private static void mustBeAnswered(Map<String, JsonNode> open) {
        if (!open.isEmpty()) {
            throw Refusal.invalid("an assistant message with 'tool_calls' must be followed by tool messages responding to each "
                    + "'tool_call_id'. The following tool_call_ids did not have response messages: "
                    + String.join(", ", open.keySet()));
        }
    }

    /** A built-in search is "executed" by handing its arguments back, character for character. */
    private static void checkEcho(JsonNode call, JsonNode result) {
        JsonNode function = call.path("function");
        boolean search = function.path("name").asString("").equals("$web_search");
        if (search && !Chat.text(result).equals(function.path("arguments").asString(""))) {
            throw Refusal.invalid("Invalid request: the tool message of $web_search must repeat the arguments of its call");
        }
    }

    private void checkReasoning(JsonNode messages) {
        if (!chat.thinks()) {
            return;
        }
        for (int at = 0; at < messages.size(); at++) {
            JsonNode message = messages.get(at);
            boolean calls = Chat.role(message).equals("assistant") && !message.path("tool_calls").isEmpty();
            if (calls && !message.path("reasoning_content").isString()) {
                throw Refusal.invalid(
                        "thinking is enabled but reasoning_content is missing in assistant tool call message at index " + at);
            }
        }
    }
}
