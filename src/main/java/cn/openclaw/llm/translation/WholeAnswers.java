package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A gathered answer as one object, in the words of each wire. */
final class WholeAnswers {
    private WholeAnswers() {}

    static ObjectNode write(Wire wire, Gathered answer, Translation.Told told) {
        return switch (wire) {
            case COMPLETIONS -> completions(answer, told);
            case MESSAGES -> messages(answer, told);
            case RESPONSES -> responses(answer, told);
        };
    }

    private static ObjectNode completions(Gathered answer, Translation.Told told) {
        ObjectNode message = Json.object().put("role", "assistant");
        String words = answer.all(Gathered.Kind.TEXT);
        if (words.isEmpty() && answer.has(Gathered.Kind.CALL)) {
            message.putNull("content");
        } else {
            message.put("content", words);
        }
        ArrayNode calls = Json.array();
        for (Gathered.Part part : answer.parts) {
            if (part.kind == Gathered.Kind.CALL) {
                calls.add(call(part));
            } else if (part.kind == Gathered.Kind.THINKING) {
                message.put("reasoning_content", answer.all(Gathered.Kind.THINKING));
                part.seal.ifPresent(_ -> message.set("reasoning_details", details(part)));
            }
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", finish(answer));
        ObjectNode body = Json.object()
                .put("id", told.id("chatcmpl-"))
                .put("object", "chat.completion")
                .put("created", told.seconds())
                .put("model", told.model());
        body.set("choices", Json.array().add(choice));
        if (answer.usage.reported()) {
            body.set("usage", Counts.asCompletions(answer.usage));
        }
        return body;
    }

    static ArrayNode details(Gathered.Part part) {
        return Json.array().add(Json.object().put("type", "reasoning.encrypted").put("data", part.sealOn(Wire.COMPLETIONS)));
    }

    private static ObjectNode call(Gathered.Part part) {
        ObjectNode call = Json.object().put("id", part.callId).put("type", "function");
        call.set("function", Json.object().put("name", part.name).put("arguments", part.text.isEmpty() ? "{}" : part.text.toString()));
        return call;
    }

    static String finish(Gathered answer) {
        return switch (answer.stop) {
            case END, SEQUENCE -> "stop";
            case LENGTH -> "length";
            case TOOLS -> "tool_calls";
            case FILTERED -> "content_filter";
        };
    }

    private static ObjectNode messages(Gathered answer, Translation.Told told) {
        ArrayNode content = Json.array();
        for (Gathered.Part part : answer.parts) {
            content.add(block(part));
        }
        ObjectNode body = Json.object()
                .put("id", told.id("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", told.model());
        body.set("content", content);
        body.put("stop_reason", stopReason(answer)).putNull("stop_sequence");
        body.set("usage", Counts.asMessages(answer.usage));
        return body;
    }

    private static ObjectNode block(Gathered.Part part) {
        return switch (part.kind) {
            case TEXT -> Json.object().put("type", "text").put("text", part.text.toString());
            case THINKING -> Json.object()
                    .put("type", "thinking")
                    .put("thinking", part.text.toString())
                    .put("signature", part.sealOn(Wire.MESSAGES));
            case CALL -> {
                ObjectNode call = Json.object().put("type", "tool_use").put("id", part.callId).put("name", part.name);
                call.set("input", Common.arguments(part.text.toString()));
                yield call;
            }
        };
    }

    static String stopReason(Gathered answer) {
        return switch (answer.stop) {
            case END -> "end_turn";
            case SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOLS -> "tool_use";
            case FILTERED -> "refusal";
        };
    }

    static ObjectNode responses(Gathered answer, Translation.Told told) {
        ArrayNode output = Json.array();
        int index = 0;
        for (Gathered.Part part : answer.parts) {
            output.add(item(part, told, index++, "completed"));
        }
        boolean cut = answer.stop == Pieces.Stop.LENGTH || answer.stop == Pieces.Stop.FILTERED;
        ObjectNode body = response(told, cut ? "incomplete" : "completed");
        body.set("output", output);
        if (cut) {
            String why = answer.stop == Pieces.Stop.LENGTH ? "max_output_tokens" : "content_filter";
            body.set("incomplete_details", Json.object().put("reason", why));
        }
        if (answer.usage.reported()) {
            body.set("usage", Counts.asResponses(answer.usage));
        }
        return body;
    }

    /** The response object without its output. */
    static ObjectNode response(Translation.Told told, String status) {
        ObjectNode body = Json.object()
                .put("id", told.id("resp_"))
                .put("object", "response")
                .put("created_at", told.seconds())
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", told.model());
        body.set("output", Json.array());
        body.put("parallel_tool_calls", true).put("tool_choice", "auto");
        body.set("tools", Json.array());
        return body.putNull("usage");
    }

    static ObjectNode item(Gathered.Part part, Translation.Told told, int index, String status) {
        boolean done = status.equals("completed");
        return switch (part.kind) {
            case TEXT -> {
                ObjectNode item = Json.object()
                        .put("type", "message")
                        .put("id", told.id("msg_") + "_" + index)
                        .put("status", status)
                        .put("role", "assistant");
                ArrayNode content = Json.array();
                if (done) {
                    content.add(outputText(part.text.toString()));
                }
                item.set("content", content);
                yield item;
            }
            case THINKING -> {
                ObjectNode item = Json.object().put("type", "reasoning").put("id", told.id("rs_") + "_" + index);
                ArrayNode summary = Json.array();
                if (done && !part.text.isEmpty()) {
                    summary.add(Json.object().put("type", "summary_text").put("text", part.text.toString()));
                }
                item.set("summary", summary);
                if (done && part.seal.isPresent()) {
                    item.put("encrypted_content", part.sealOn(Wire.RESPONSES));
                }
                yield item;
            }
            case CALL -> Json.object()
                    .put("type", "function_call")
                    .put("id", told.id("fc_") + "_" + index)
                    .put("call_id", part.callId)
                    .put("name", part.name)
                    .put("arguments", !done ? "" : part.text.isEmpty() ? "{}" : part.text.toString())
                    .put("status", status);
        };
    }

    static ObjectNode outputText(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.set("annotations", Json.array());
        return part;
    }
}
