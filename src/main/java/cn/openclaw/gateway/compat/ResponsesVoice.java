package cn.openclaw.gateway.compat;

import cn.openclaw.agent.RunReport;
import cn.openclaw.base.ClawException;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.SessionKey;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's responses: items and their parts, each announced, filled and closed. */
final class ResponsesVoice implements Voice {
    private final Outlet out;
    private final Question question;
    private final Ids ids;
    private final StringBuilder words = new StringBuilder();
    private boolean open;
    private int sequence;

    /**
     * What the answer is called.
     *
     * @param response {@code resp_…}
     * @param message {@code msg_…}
     * @param created seconds since 1970
     */
    record Ids(String response, String message, long created) {}

    ResponsesVoice(Outlet out, Question question, Ids ids) {
        this.out = out;
        this.question = question;
        this.ids = ids;
    }

    private ObjectNode response(String status, ArrayNode output, Usage usage) {
        ObjectNode tree = Json.object()
                .put("id", ids.response())
                .put("object", "response")
                .put("created_at", ids.created())
                .put("status", status)
                .put("model", question.model());
        tree.set("output", output);
        ObjectNode tokens = Json.object()
                .put("input_tokens", usage.input() + usage.cacheRead() + usage.cacheWrite())
                .put("output_tokens", usage.output())
                .put("total_tokens", usage.total());
        tokens.set("input_tokens_details", Json.object().put("cached_tokens", usage.cacheRead()));
        tokens.set("output_tokens_details", Json.object().put("reasoning_tokens", usage.reasoning()));
        tree.set("usage", tokens);
        return tree;
    }

    private ObjectNode message(String text, String status) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.set("annotations", Json.array());
        ObjectNode item = Json.object().put("type", "message").put("id", ids.message()).put("role", "assistant");
        item.set("content", Json.array().add(part));
        return item.put("status", status);
    }

    private void event(String type, ObjectNode more) throws InterruptedException {
        out.event(type, numbered(type, more));
    }

    private void opening(String type, ObjectNode more) {
        out.opening(type, numbered(type, more));
    }

    private ObjectNode numbered(String type, ObjectNode more) {
        ObjectNode event = Json.object().put("type", type).put("sequence_number", sequence++);
        event.setAll(more);
        return event;
    }

    @Override
    public void accepted(String runId, SessionKey key) {
        out.accepted(runId, key);
    }

    @Override
    public void begin(Dialogue.Began began) throws InterruptedException {
        out.began(began);
        if (question.stream()) {
            ObjectNode begun = response("in_progress", Json.array(), Usage.UNKNOWN);
            opening("response.created", Json.object().set("response", begun));
            opening("response.in_progress", Json.object().set("response", begun.deepCopy()));
        }
    }

    private ObjectNode place() {
        return Json.object().put("item_id", ids.message()).put("output_index", 0).put("content_index", 0);
    }

    private static ObjectNode textPart(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.set("annotations", Json.array());
        return part;
    }

    @Override
    public void text(String piece) throws InterruptedException {
        words.append(piece);
        if (!question.stream()) {
            return;
        }
        open();
        event("response.output_text.delta", place().put("delta", piece));
    }

    private void open() throws InterruptedException {
        if (!open) {
            open = true;
            ObjectNode item = message("", "in_progress");
            item.set("content", Json.array());
            event("response.output_item.added", Json.object().put("output_index", 0).set("item", item));
            event("response.content_part.added", place().set("part", textPart("")));
        }
    }

    private void shut() throws InterruptedException {
        if (open) {
            event("response.output_text.done", place().put("text", words.toString()));
            event("response.content_part.done", place().set("part", textPart(words.toString())));
            ObjectNode item = message(words.toString(), "completed");
            event("response.output_item.done", Json.object().put("output_index", 0).set("item", item));
        }
    }

    @Override
    public void thinking(String piece) {
        // What the agent thinks on its way through tools belongs to its transcript; this dialect replays reasoning, and must not.
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
        note(ALIVE);
    }

    @Override
    public void decided(String word) throws InterruptedException {
        out.decided(word);
        note("approval: " + word);
    }

    @Override
    public void calls(List<Part.ToolCall> calls, Usage usage) throws InterruptedException {
        ArrayNode output = Json.array();
        if (!words.isEmpty()) {
            output.add(message(words.toString(), "completed"));
        }
        if (question.stream()) {
            shut();
        }
        for (Part.ToolCall call : calls) {
            ObjectNode item = Json.object()
                    .put("type", "function_call")
                    .put("id", "fc_" + call.id())
                    .put("call_id", call.id())
                    .put("name", call.name())
                    .put("arguments", CompletionsVoice.arguments(call))
                    .put("status", "completed");
            if (question.stream()) {
                call(item, output.size());
            }
            output.add(item);
        }
        // As OpenAI has it. The original says "incomplete", which programs take for an answer that was cut off.
        finish(response("completed", output, usage), "response.completed");
    }

    private void call(ObjectNode item, int at) throws InterruptedException {
        String id = item.path("id").asString("");
        ObjectNode begun = item.deepCopy().put("arguments", "").put("status", "in_progress");
        event("response.output_item.added", Json.object().put("output_index", at).set("item", begun));
        event("response.function_call_arguments.delta",
                Json.object().put("item_id", id).put("output_index", at).put("delta", item.path("arguments").asString("")));
        event("response.function_call_arguments.done",
                Json.object().put("item_id", id).put("output_index", at).put("arguments", item.path("arguments").asString("")));
        event("response.output_item.done", Json.object().put("output_index", at).set("item", item.deepCopy()));
    }

    private void finish(ObjectNode response, String event) throws InterruptedException {
        if (question.stream()) {
            event(event, Json.object().set("response", response));
            out.raw("data: [DONE]\n\n");
            out.close();
        } else {
            out.whole(200, response);
        }
    }

    @Override
    public void end(Dialogue.Ending ending) throws InterruptedException {
        RunReport report = ending.report();
        String text = question.stream() ? words.toString() : String.join("\n\n", ending.texts());
        boolean cut = report.stopReason() == StopReason.LENGTH;
        if (question.stream()) {
            open();
            shut();
        } else {
            CompletionsVoice.cost(out, report);
        }
        ObjectNode response = response(
                cut ? "incomplete" : "completed", Json.array().add(message(text, "completed")), ending.usage());
        if (cut) {
            response.set("incomplete_details", Json.object().put("reason", "max_output_tokens"));
        }
        finish(response, cut ? "response.incomplete" : "response.completed");
    }

    @Override
    public void fail(ClawException failure) throws InterruptedException {
        if (!out.isStreaming()) {
            out.refuse(failure, Failing.openAi(failure, out.language()));
            return;
        }
        ObjectNode response = response("failed", Json.array(), Usage.UNKNOWN);
        response.set(
                "error",
                Json.object().put("code", Failing.openAiType(failure)).put("message", failure.in(out.language())));
        finish(response, "response.failed");
    }
}
