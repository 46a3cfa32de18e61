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

/** OpenAI's chat completions. Unlike the original, the last chunk says why the answer ended, and the tokens are counted. */
final class CompletionsVoice implements Voice {
    /** Where an answer has no words: some programs break on an empty one. */
    private static final String NOTHING = "No response from OpenClaw.";

    private final Outlet out;
    private final Question question;
    private final String id;
    private final long created;
    private final boolean wantsUsage;
    private final StringBuilder words = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();

    /**
     * An answer to be.
     *
     * @param id {@code chatcmpl_…}
     * @param created seconds since 1970
     * @param wantsUsage whether a stream ends with the tokens ({@code stream_options.include_usage})
     */
    CompletionsVoice(Outlet out, Question question, String id, long created, boolean wantsUsage) {
        this.out = out;
        this.question = question;
        this.id = id;
        this.created = created;
        this.wantsUsage = wantsUsage;
    }

    @Override
    public void accepted(String runId, SessionKey key) {
        out.accepted(runId, key);
    }

    @Override
    public void begin(Dialogue.Began began) throws InterruptedException {
        out.began(began);
        if (question.stream()) {
            out.opening(null, piece(Json.object().put("role", "assistant"), null));
        }
    }

    @Override
    public void text(String piece) throws InterruptedException {
        words.append(piece);
        if (question.stream()) {
            chunk(Json.object().put("content", piece), null);
        }
    }

    @Override
    public void thinking(String piece) throws InterruptedException {
        thoughts.append(piece);
        if (question.stream()) {
            chunk(Json.object().put("reasoning_content", piece), null);
        }
    }

    private void chunk(ObjectNode delta, @org.jspecify.annotations.Nullable String finish) throws InterruptedException {
        out.event(null, piece(delta, finish));
    }

    private ObjectNode piece(ObjectNode delta, @org.jspecify.annotations.Nullable String finish) {
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        ObjectNode chunk = head("chat.completion.chunk");
        chunk.set("choices", Json.array().add(choice));
        return chunk;
    }

    private ObjectNode head(String object) {
        return Json.object().put("id", id).put("object", object).put("created", created).put("model", question.model());
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
        ArrayNode list = Json.array();
        for (int at = 0; at < calls.size(); at++) {
            Part.ToolCall call = calls.get(at);
            ObjectNode one = Json.object();
            if (question.stream()) {
                one.put("index", at);
            }
            one.put("id", call.id()).put("type", "function");
            one.set("function", Json.object().put("name", call.name()).put("arguments", arguments(call)));
            list.add(one);
        }
        if (question.stream()) {
            chunk(Json.object().set("tool_calls", list), null);
            chunk(Json.object(), "tool_calls");
            counts(usage);
            done();
        } else {
            ObjectNode message = message(words.isEmpty() ? null : words.toString());
            message.set("tool_calls", list);
            whole(message, "tool_calls", usage);
        }
    }

    static String arguments(Part.ToolCall call) {
        return call.arguments().isBlank() ? "{}" : call.arguments();
    }

    private ObjectNode message(@org.jspecify.annotations.Nullable String content) {
        ObjectNode message = Json.object().put("role", "assistant").put("content", content);
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        return message;
    }

    private void whole(ObjectNode message, String finish, Usage usage) {
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", finish);
        ObjectNode body = head("chat.completion");
        body.set("choices", Json.array().add(choice));
        body.set("usage", usage(usage));
        out.whole(200, body);
    }

    @Override
    public void end(Dialogue.Ending ending) throws InterruptedException {
        RunReport report = ending.report();
        String finish = report.stopReason() == StopReason.LENGTH ? "length" : "stop";
        if (!question.stream()) {
            String text = String.join("\n\n", ending.texts());
            cost(out, report);
            whole(message(text.isEmpty() ? NOTHING : text), finish, ending.usage());
            return;
        }
        if (words.isEmpty()) {
            text(NOTHING);
        }
        chunk(Json.object(), finish);
        counts(ending.usage());
        done();
    }

    private void counts(Usage usage) throws InterruptedException {
        if (wantsUsage) {
            ObjectNode last = head("chat.completion.chunk");
            last.set("choices", Json.array());
            last.set("usage", usage(usage));
            out.event(null, last);
        }
    }

    /** What the whole turn cost, where it is known. */
    static void cost(Outlet out, RunReport report) {
        var cost = report.spent().cost();
        cost.currency().ifPresent(currency -> out.header(
                "x-openclaw-cost", java.math.BigDecimal.valueOf(cost.total()).setScale(6, java.math.RoundingMode.HALF_UP).toPlainString() + " " + currency));
    }

    private void done() throws InterruptedException {
        out.raw("data: [DONE]\n\n");
        out.close();
    }

    private static ObjectNode usage(Usage usage) {
        long prompt = usage.input() + usage.cacheRead() + usage.cacheWrite();
        ObjectNode tree = Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total());
        tree.set("prompt_tokens_details", Json.object().put("cached_tokens", usage.cacheRead()));
        return tree;
    }

    @Override
    public void fail(ClawException failure) throws InterruptedException {
        if (out.isStreaming()) {
            out.event(null, Failing.openAi(failure, out.language()));
            // Many programs skip an error among the chunks.
            out.breakOff();
        } else {
            out.refuse(failure, Failing.openAi(failure, out.language()));
        }
    }
}
