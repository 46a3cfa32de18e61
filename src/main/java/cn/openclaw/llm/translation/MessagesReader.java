package cn.openclaw.llm.translation;

import static cn.openclaw.llm.translation.Fields.list;
import static cn.openclaw.llm.translation.Fields.object;
import static cn.openclaw.llm.translation.Fields.text;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Usage;
import cn.openclaw.llm.Wire;
import tools.jackson.databind.JsonNode;

/** Answers of {@code anthropic-messages}. */
final class MessagesReader implements AnswerReader {
    private final StringBuilder signature = new StringBuilder();
    private Usage usage = Usage.UNKNOWN;
    private boolean complete;

    @Override
    public void whole(JsonNode body, Pieces to) {
        to.begin(text(body, "id"));
        int key = 0;
        for (JsonNode block : list(body, "content")) {
            begin(key++, block, to);
            end(to);
        }
        count(body, to);
        stop(text(body, "stop_reason"), to);
    }

    @Override
    public void event(JsonNode event, Pieces to) {
        int key = event.path("index").asInt(0);
        switch (text(event, "type")) {
            case "message_start" -> {
                to.begin(text(object(event, "message"), "id"));
                count(object(event, "message"), to);
            }
            case "content_block_start" -> begin(key, object(event, "content_block"), to);
            case "content_block_delta" -> delta(key, object(event, "delta"), to);
            case "content_block_stop" -> end(to);
            case "message_delta" -> {
                count(event, to);
                String reason = text(object(event, "delta"), "stop_reason");
                if (!reason.isEmpty()) {
                    stop(reason, to);
                }
            }
            case "error" -> to.fault(text(object(event, "error"), "type"), text(object(event, "error"), "message"));
            default -> {} // ping, message_stop, and whatever the wire may grow
        }
    }

    private void begin(int key, JsonNode block, Pieces to) {
        switch (text(block, "type")) {
            case "text" -> said(text(block, "text"), to);
            case "thinking" -> {
                if (!text(block, "thinking").isEmpty()) {
                    to.think(text(block, "thinking"));
                }
                signature.append(text(block, "signature"));
            }
            case "redacted_thinking" -> signature.append(MessagesBody.REDACTED).append(text(block, "data"));
            case "tool_use" -> {
                to.call(key, text(block, "id"), text(block, "name"));
                if (!object(block, "input").isEmpty()) {
                    to.arguments(key, Json.write(object(block, "input")));
                }
            }
            default -> {} // tools that run on the platform, which nobody here asks for
        }
    }

    private static void said(String words, Pieces to) {
        if (!words.isEmpty()) {
            to.text(words);
        }
    }

    private void delta(int key, JsonNode delta, Pieces to) {
        switch (text(delta, "type")) {
            case "text_delta" -> said(text(delta, "text"), to);
            case "thinking_delta" -> {
                if (!text(delta, "thinking").isEmpty()) {
                    to.think(text(delta, "thinking"));
                }
            }
            case "signature_delta" -> signature.append(text(delta, "signature"));
            case "input_json_delta" -> {
                if (!text(delta, "partial_json").isEmpty()) {
                    to.arguments(key, text(delta, "partial_json"));
                }
            }
            default -> {}
        }
    }

    private void end(Pieces to) {
        if (!signature.isEmpty()) {
            Block.Seal.of(Wire.MESSAGES, signature.toString()).ifPresent(to::seal);
            signature.setLength(0);
        }
    }

    /** The first report counts the prompt, the last one the answer. */
    private void count(JsonNode holder, Pieces to) {
        Counts.in(holder).ifPresent(found -> {
            usage = new Usage(
                    found.input() > 0 ? found.input() : usage.input(),
                    found.output() > 0 ? found.output() : usage.output(),
                    found.cacheRead() > 0 ? found.cacheRead() : usage.cacheRead(),
                    found.cacheWrite() > 0 ? found.cacheWrite() : usage.cacheWrite(),
                    true);
            to.count(usage);
        });
    }

    private void stop(String reason, Pieces to) {
        complete = true;
        to.stop(switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> Pieces.Stop.LENGTH;
            case "tool_use" -> Pieces.Stop.TOOLS;
            case "refusal" -> Pieces.Stop.FILTERED;
            case "stop_sequence" -> Pieces.Stop.SEQUENCE;
            default -> Pieces.Stop.END;
        });
    }

    @Override
    public boolean isComplete() {
        return complete;
    }
}
