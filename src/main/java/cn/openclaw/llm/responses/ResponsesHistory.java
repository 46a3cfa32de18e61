package cn.openclaw.llm.responses;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.SentTools;
import cn.openclaw.model.ModelApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation as input items. Nothing is stored on the platform, so a model's own reasoning goes back as the encrypted item
 * that it came as; the readable summary alone would be worth nothing to it.
 */
final class ResponsesHistory {
    private final Endpoint endpoint;
    private final SentTools tools;
    private final ArrayNode items = Json.array();
    private final Map<String, String> callIds = new HashMap<>();

    ResponsesHistory(Endpoint endpoint, SentTools tools) {
        this.endpoint = endpoint;
        this.tools = tools;
    }

    /** @param messages sound ones: each call has one result after it, no id occurs twice */
    ArrayNode items(List<Message> messages) {
        for (Message message : messages) {
            switch (message) {
                case Message.User user -> addUser(user);
                case Message.Assistant assistant -> addAssistant(assistant);
                case Message.ToolResult result -> addResult(result);
            }
        }
        return items;
    }

    private void addUser(Message.User user) {
        ArrayNode content = content(user.parts());
        if (!content.isEmpty()) {
            ObjectNode item = Json.object().put("role", "user");
            item.set("content", content);
            items.add(item);
        }
    }

    private ArrayNode content(List<Part> parts) {
        ArrayNode content = Json.array();
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> {
                    if (!text.text().isEmpty()) {
                        content.add(inputText(text.text()));
                    }
                }
                case Part.Media media -> content.add(media(media));
                case Part.Thinking _, Part.ToolCall _ -> {}
            }
        }
        return content;
    }

    private static ObjectNode inputText(String text) {
        return Json.object().put("type", "input_text").put("text", CleanText.of(text));
    }

    private ObjectNode media(Part.Media media) {
        boolean image = media.mimeType().startsWith("image/") && endpoint.model().input().contains("image");
        return image
                ? Json.object()
                        .put("type", "input_image")
                        .put("detail", "auto")
                        .put("image_url", "data:" + media.mimeType() + ";base64," + media.base64())
                : inputText("(" + media.mimeType() + " omitted: this model cannot take it)");
    }

    private void addAssistant(Message.Assistant message) {
        boolean own = message.api() == ModelApi.OPENAI_RESPONSES && message.model().equals(endpoint.ref());
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text text -> addOutput(text.text());
                case Part.Thinking thinking -> addThinking(thinking, own);
                case Part.ToolCall call -> addCall(call, own);
                case Part.Media media -> addOutput("(" + media.mimeType() + ")");
            }
        }
    }

    private void addOutput(String text) {
        if (text.isBlank()) {
            return;
        }
        ObjectNode words = Json.object().put("type", "output_text").put("text", CleanText.of(text));
        words.set("annotations", Json.array());
        ObjectNode item = Json.object().put("type", "message").put("role", "assistant").put("status", "completed");
        item.set("content", Json.array().add(words));
        items.add(item);
    }

    private void addThinking(Part.Thinking thinking, boolean own) {
        if (!own) {
            addOutput(thinking.text());
            return;
        }
        try {
            JsonNode item = Json.parse(thinking.signature());
            if (item.path("encrypted_content").isString()) {
                items.add(item);
            }
        } catch (JsonException e) {
            // Cut off before the item was whole: there is nothing the platform would take back.
        }
    }

    private void addCall(Part.ToolCall call, boolean own) {
        String itemId = call.id().substring(call.id().indexOf('|') + 1);
        ObjectNode item = Json.object().put("type", "function_call");
        String callId = callId(call.id());
        // A call that had to be renamed is no longer the platform's item.
        if (own && itemId.startsWith("fc") && call.id().startsWith(callId + "|")) {
            item.put("id", itemId);
        }
        item.put("call_id", callId)
                .put("name", tools.sent(call.name()))
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        items.add(item);
    }

    private void addResult(Message.ToolResult result) {
        ObjectNode item = Json.object().put("type", "function_call_output").put("call_id", callId(result.callId()));
        ArrayNode content = content(result.parts());
        boolean words = content.valueStream().allMatch(part -> part.path("type").asString("").equals("input_text"));
        if (words) {
            StringBuilder all = new StringBuilder();
            content.forEach(part -> all.append(all.isEmpty() ? "" : "\n").append(part.path("text").asString("")));
            item.put("output", all.isEmpty() ? "(no output)" : all.toString());
        } else {
            item.set("output", content);
        }
        items.add(item);
    }

    /** The platform's own id of a call: ours without the item's. At most 64 characters, and no two alike. */
    private String callId(String id) {
        return callIds.computeIfAbsent(id, _ -> {
            String own = id.contains("|") ? id.substring(0, id.indexOf('|')) : id;
            String base = own.length() <= 60 ? own : own.substring(0, 48) + "_" + Integer.toHexString(own.hashCode());
            String unique = base;
            for (int number = 2; callIds.containsValue(unique); number++) {
                unique = base + "_" + number;
            }
            return unique;
        });
    }
}
