package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Streams an answer in the words of {@code anthropic-messages}: one block after the other, each opened and closed. */
final class MessagesWriter extends Gathered implements AnswerWriter {
    private final Events events = new Events();
    private final Translation.Told told;
    private final Map<Integer, Integer> calls = new HashMap<>();
    private final Map<Integer, StringBuilder> waiting = new HashMap<>();
    private @Nullable Kind open;
    private int index = -1;
    private int openCall = -1;
    private boolean begun;

    MessagesWriter(Translation.Told told) {
        this.told = told;
    }

    private void start() {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = Json.object()
                .put("id", told.id("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", told.model());
        message.set("content", Json.array());
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", Counts.asMessages(usage));
        ObjectNode event = Json.object().put("type", "message_start");
        event.set("message", message);
        events.named(event);
    }

    private void block(Kind kind, ObjectNode content) {
        close();
        start();
        index++;
        open = kind;
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
        event.set("content_block", content);
        events.named(event);
    }

    private void delta(ObjectNode delta) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
        event.set("delta", delta);
        events.named(event);
    }

    private void close() {
        if (open != null) {
            if (open == Kind.THINKING && parts.getLast().kind == Kind.THINKING && parts.getLast().seal.isEmpty()) {
                // The wire's readers expect one; an empty one says that nobody signed it.
                delta(Json.object().put("type", "signature_delta").put("signature", ""));
            }
            events.named(Json.object().put("type", "content_block_stop").put("index", index));
            open = null;
            openCall = -1;
        }
    }

    @Override
    public void think(String text) {
        if (open != Kind.THINKING) {
            block(Kind.THINKING, Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
        }
        super.think(text);
        delta(Json.object().put("type", "thinking_delta").put("thinking", text));
    }

    @Override
    public void seal(Block.Seal seal) {
        if (open != Kind.THINKING) {
            block(Kind.THINKING, Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
        }
        super.seal(seal);
        delta(Json.object().put("type", "signature_delta").put("signature", seal.on(Wire.MESSAGES)));
        close();
    }

    @Override
    public void text(String text) {
        if (open != Kind.TEXT) {
            block(Kind.TEXT, Json.object().put("type", "text").put("text", ""));
        }
        super.text(text);
        delta(Json.object().put("type", "text_delta").put("text", text));
    }

    @Override
    public void call(int key, String callId, String name) {
        ObjectNode content = Json.object().put("type", "tool_use");
        // The name of the id is settled by the gatherer, and the block before must be closed while it is still the last one.
        close();
        super.call(key, callId, name);
        content.put("id", parts.getLast().callId).put("name", name);
        content.set("input", Json.object());
        block(Kind.CALL, content);
        calls.put(key, index);
        openCall = key;
    }

    @Override
    public void arguments(int key, String piece) {
        super.arguments(key, piece);
        if (piece.isEmpty() || !calls.containsKey(key)) {
            return;
        }
        if (openCall == key) {
            delta(Json.object().put("type", "input_json_delta").put("partial_json", piece));
        } else {
            // Another call's block is open already, which a wire with interleaved calls may do: it is said when all is over.
            waiting.computeIfAbsent(key, _ -> new StringBuilder()).append(piece);
        }
    }

    @Override
    public void end() {
        close();
        start();
        waiting.forEach((key, piece) -> {
            Integer at = calls.get(key);
            ObjectNode event = Json.object().put("type", "content_block_delta").put("index", at == null ? 0 : at.intValue());
            event.set("delta", Json.object().put("type", "input_json_delta").put("partial_json", piece.toString()));
            events.named(event);
        });
        ObjectNode event = Json.object().put("type", "message_delta");
        event.set("delta", Json.object().put("stop_reason", WholeAnswers.stopReason(this)).putNull("stop_sequence"));
        event.set("usage", Counts.asMessages(usage));
        events.named(event);
        events.named(Json.object().put("type", "message_stop"));
    }

    @Override
    public String taken() {
        return events.taken();
    }
}
