package cn.openclaw.llm.anthropic;

import cn.openclaw.json.Json;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.SentTools;
import cn.openclaw.model.ModelApi;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation in this wire's turns: person and model take turns strictly, so neighbours of one role become one, and what
 * tools said is the person's, ahead of their words.
 */
final class MessagesHistory {
    /** Marks the signature of a thinking block that came encrypted; what follows is its data, sent back as it came. */
    static final String REDACTED = "redacted_thinking:";

    private final Endpoint endpoint;
    private final boolean kimi;
    private final SentTools tools;
    private final ArrayNode turns = Json.array();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> takenIds = new HashSet<>();

    MessagesHistory(Endpoint endpoint, boolean kimi, SentTools tools) {
        this.tools = tools;
        this.endpoint = endpoint;
        this.kimi = kimi;
    }

    /** @param messages sound ones: each call has one result after it, no id occurs twice */
    ArrayNode turns(List<Message> messages) {
        for (Message message : messages) {
            switch (message) {
                case Message.User user -> add("user", blocks(user.parts()));
                case Message.Assistant assistant -> add("assistant", assistant(assistant));
                case Message.ToolResult result -> add("user", Json.array().add(result(result)));
            }
        }
        return turns;
    }

    private void add(String role, ArrayNode blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        JsonNode last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && role.equals(Json.text(last, "role")) && last.path("content") instanceof ArrayNode before) {
            before.addAll(blocks);
            return;
        }
        ObjectNode turn = Json.object().put("role", role);
        turn.set("content", blocks);
        turns.add(turn);
    }

    private ArrayNode blocks(List<Part> parts) {
        ArrayNode blocks = Json.array();
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> addText(blocks, text.text());
                case Part.Media media -> blocks.add(media(media));
                case Part.Thinking _, Part.ToolCall _ -> {}
            }
        }
        return blocks;
    }

    /** Blank words are refused on this wire. */
    private static void addText(ArrayNode blocks, String text) {
        if (!text.isBlank()) {
            blocks.add(text(text));
        }
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", CleanText.of(text));
    }

    private ObjectNode media(Part.Media media) {
        boolean image = media.mimeType().startsWith("image/");
        if (!image || !endpoint.model().input().contains("image")) {
            return text("(" + media.mimeType() + " omitted: this model cannot take it)");
        }
        ObjectNode source = Json.object().put("type", "base64").put("media_type", media.mimeType()).put("data", media.base64());
        ObjectNode block = Json.object().put("type", "image");
        block.set("source", source);
        return block;
    }

    private ArrayNode assistant(Message.Assistant message) {
        ArrayNode blocks = Json.array();
        boolean own = message.api() == ModelApi.ANTHROPIC_MESSAGES && message.model().equals(endpoint.ref());
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text text -> addText(blocks, text.text());
                case Part.Thinking thinking -> addThinking(blocks, thinking, own);
                case Part.ToolCall call -> blocks.add(call(call));
                case Part.Media media -> blocks.add(media(media));
            }
        }
        return blocks;
    }

    /**
     * A model's own thinking goes back unchanged. Another's, or one that was cut before it was signed, cannot: Anthropic checks
     * signatures. Kimi does not, and misses the thinking where it is not there.
     */
    private void addThinking(ArrayNode blocks, Part.Thinking thinking, boolean own) {
        if (own && thinking.signature().startsWith(REDACTED)) {
            String data = thinking.signature().substring(REDACTED.length());
            blocks.add(Json.object().put("type", "redacted_thinking").put("data", data));
        } else if (own && !thinking.signature().isEmpty() || kimi) {
            blocks.add(Json.object()
                    .put("type", "thinking")
                    .put("thinking", thinking.text())
                    .put("signature", own ? thinking.signature() : ""));
        } else {
            addText(blocks, thinking.text());
        }
    }

    private ObjectNode call(Part.ToolCall call) {
        ObjectNode block = Json.object().put("type", "tool_use").put("id", id(call.id())).put("name", tools.sent(call.name()));
        block.set("input", arguments(call.arguments()));
        return block;
    }

    /** This wire wants an object. Arguments that were cut off never ran; the result beside the call says so. */
    private static ObjectNode arguments(String text) {
        try {
            return text.isBlank() || !(Json.parse(text) instanceof ObjectNode object) ? Json.object() : object;
        } catch (cn.openclaw.json.JsonException e) {
            return Json.object();
        }
    }

    private ObjectNode result(Message.ToolResult result) {
        ObjectNode block = Json.object().put("type", "tool_result").put("tool_use_id", id(result.callId()));
        block.set("content", blocks(result.parts()));
        if (result.isError()) {
            block.put("is_error", true);
        }
        return block;
    }

    /** Kimi's ids ({@code search:0}) stay as they are on its own hosts; Anthropic takes letters, digits, {@code _} and {@code -} only. */
    private String id(String id) {
        if (kimi) {
            return id;
        }
        return ids.computeIfAbsent(id, _ -> {
            StringBuilder clean = new StringBuilder();
            for (char c : id.toCharArray()) {
                boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
                clean.append(plain ? c : '_');
            }
            String base = clean.length() > 56 ? clean.substring(0, 56) : clean.toString();
            String unique = base;
            for (int number = 2; !takenIds.add(unique); number++) {
                unique = base + "_" + number;
            }
            return unique;
        });
    }
}
