package cn.openclaw.gateway.compat;

import cn.openclaw.agent.RunReport;
import cn.openclaw.base.ClawException;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.SessionKey;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's messages: one block after the other. */
final class MessagesVoice implements Voice {
    private final Outlet out;
    private final Question question;
    private final String id;
    private final StringBuilder words = new StringBuilder();
    private int blocks;
    private boolean open;

    /** @param id {@code msg_…} */
    MessagesVoice(Outlet out, Question question, String id) {
        this.out = out;
        this.question = question;
        this.id = id;
    }

    private ObjectNode message(ArrayNode content) {
        ObjectNode tree = Json.object().put("id", id).put("type", "message").put("role", "assistant").put("model", question.model());
        tree.set("content", content);
        tree.put("stop_reason", (String) null).put("stop_sequence", (String) null);
        return tree;
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.input())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cacheRead())
                .put("output_tokens", usage.output());
    }

    private void event(String type, ObjectNode more) throws InterruptedException {
        ObjectNode event = Json.object().put("type", type);
        event.setAll(more);
        out.event(type, event);
    }

    @Override
    public void accepted(String runId, SessionKey key) {
        out.accepted(runId, key);
    }

    @Override
    public void begin(Dialogue.Began began) throws InterruptedException {
        out.began(began);
        if (question.stream()) {
            ObjectNode message = message(Json.array());
            message.set("usage", usage(Usage.UNKNOWN));
            out.opening("message_start", Json.object().put("type", "message_start").set("message", message));
        }
    }

    @Override
    public void text(String piece) throws InterruptedException {
        words.append(piece);
        if (!question.stream()) {
            return;
        }
        if (!open) {
            open = true;
            ObjectNode block = Json.object().put("type", "text").put("text", "");
            event("content_block_start", Json.object().put("index", blocks).set("content_block", block));
        }
        ObjectNode delta = Json.object().put("type", "text_delta").put("text", piece);
        event("content_block_delta", Json.object().put("index", blocks).set("delta", delta));
    }

    private void shut() throws InterruptedException {
        if (open) {
            open = false;
            event("content_block_stop", Json.object().put("index", blocks++));
        }
    }

    @Override
    public void thinking(String piece) {
        // A thinking block must carry its platform's signature, which an answer put together from several calls has not.
    }

    @Override
    public void note(String words) throws InterruptedException {
        if (question.stream()) {
            out.note(words);
        }
    }

    @Override
    public void work() throws InterruptedException {
        out.work();
    }

    @Override
    public void quiet() throws InterruptedException {
        if (question.stream()) {
            out.event("ping", Json.object().put("type", "ping"));
        }
    }

    @Override
    public void decided(String word) throws InterruptedException {
        out.decided(word);
        note("approval: " + word);
    }

    @Override
    public void calls(List<Part.ToolCall> calls, Usage usage) throws InterruptedException {
        ArrayNode content = Json.array();
        if (!words.isEmpty()) {
            content.add(Json.object().put("type", "text").put("text", words.toString()));
        }
        for (Part.ToolCall call : calls) {
            ObjectNode block = Json.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
            block.set("input", input(call));
            content.add(block);
        }
        if (!question.stream()) {
            whole(content, "tool_use", usage);
            return;
        }
        shut();
        for (Part.ToolCall call : calls) {
            ObjectNode block = Json.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
            block.set("input", Json.object());
            event("content_block_start", Json.object().put("index", blocks).set("content_block", block));
            ObjectNode delta = Json.object().put("type", "input_json_delta").put("partial_json", CompletionsVoice.arguments(call));
            event("content_block_delta", Json.object().put("index", blocks).set("delta", delta));
            event("content_block_stop", Json.object().put("index", blocks++));
        }
        stop("tool_use", usage);
    }

    private static JsonNode input(Part.ToolCall call) {
        try {
            return Json.parse(CompletionsVoice.arguments(call));
        } catch (JsonException e) {
            return Json.object();
        }
    }

    private void whole(ArrayNode content, String reason, Usage usage) {
        ObjectNode message = message(content).put("stop_reason", reason);
        message.set("usage", usage(usage));
        out.whole(200, message);
    }

    private void stop(String reason, Usage usage) throws InterruptedException {
        ObjectNode last = Json.object();
        last.set("delta", Json.object().put("stop_reason", reason).put("stop_sequence", (String) null));
        last.set("usage", usage(usage));
        event("message_delta", last);
        event("message_stop", Json.object());
        out.close();
    }

    @Override
    public void end(Dialogue.Ending ending) throws InterruptedException {
        RunReport report = ending.report();
        String reason = report.stopReason() == StopReason.LENGTH ? "max_tokens" : "end_turn";
        if (question.stream()) {
            shut();
            stop(reason, ending.usage());
            return;
        }
        CompletionsVoice.cost(out, report);
        String text = String.join("\n\n", ending.texts());
        ArrayNode content = Json.array();
        if (!text.isEmpty()) {
            content.add(Json.object().put("type", "text").put("text", text));
        }
        whole(content, reason, ending.usage());
    }

    @Override
    public void fail(ClawException failure) throws InterruptedException {
        ObjectNode error = Failing.anthropic(failure, out.language());
        if (out.isStreaming()) {
            out.event("error", error);
            out.close();
        } else {
            out.refuse(failure, error);
        }
    }
}
