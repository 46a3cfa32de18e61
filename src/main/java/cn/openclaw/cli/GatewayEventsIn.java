package cn.openclaw.cli;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a gateway's {@code agent} events of one run into the words that screens of this process draw. Pieces come in order, on one thread. */
final class GatewayEventsIn {
    private final Consumer<AgentEvent> events;
    private final Consumer<String> notices;
    private String told = "";
    private String thought = "";

    /** @param notices sentences for the person, already in their language */
    GatewayEventsIn(Consumer<AgentEvent> events, Consumer<String> notices) {
        this.events = events;
        this.notices = notices;
    }

    void agent(JsonNode payload) {
        JsonNode data = payload.path("data");
        switch (payload.path("stream").asString("")) {
            case "assistant" -> told = grown(told, data, words -> new ChatEvent.TextDelta(words));
            case "thinking" -> thought = grown(thought, data, words -> new ChatEvent.ThinkingDelta(words));
            case "tool" -> tool(data);
            case "compaction" -> compaction(data);
            case "notice" -> notices.accept(data.path("text").asString(""));
            default -> {}
        }
    }

    /** An event holds the whole text so far: what is new is what was not told, also after one was missed. */
    private String grown(String before, JsonNode data, java.util.function.Function<String, ChatEvent> piece) {
        String whole = data.path("text").asString("");
        String delta = whole.startsWith(before) ? whole.substring(before.length()) : data.path("delta").asString(whole);
        if (!delta.isEmpty()) {
            events.accept(new AgentEvent.Heard(piece.apply(delta)));
        }
        return whole;
    }

    private void tool(JsonNode data) {
        Part.ToolCall call = new Part.ToolCall(
                data.path("toolCallId").asString(""), data.path("name").asString(""), data.has("args") ? Json.write(data.path("args")) : "{}");
        switch (data.path("phase").asString("")) {
            case "start" -> {
                told = "";
                thought = "";
                events.accept(new AgentEvent.ToolStarted(call));
            }
            case "update" -> events.accept(new AgentEvent.ToolProgress(call, text(data.path("partialResult"))));
            case "result" -> {
                Message.ToolResult result =
                        new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text(text(data.path("result")))), data.path("isError").asBoolean(false));
                Optional<ObjectNode> details =
                        data.path("result").get("details") instanceof ObjectNode more ? Optional.of(more) : Optional.empty();
                events.accept(new AgentEvent.ToolEnded(call, result, details));
            }
            default -> {}
        }
    }

    private void compaction(JsonNode data) {
        if (data.path("phase").asString("").equals("start")) {
            events.accept(new AgentEvent.Compacting(data.path("tokens").asInt(0), data.path("window").asInt(0)));
        } else {
            events.accept(new AgentEvent.Compacted(
                    data.path("before").asInt(0), data.path("after").asInt(0), data.path("summarised").asBoolean(false)));
        }
    }

    static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asString("text").equals("text")) {
                words.append(words.isEmpty() ? "" : "\n").append(part.path("text").asString(""));
            }
        }
        return words.toString();
    }
}
