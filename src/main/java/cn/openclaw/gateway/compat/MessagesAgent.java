package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.AgentDoor;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/messages} to an agent. */
@AutoService(AgentDoor.class)
public final class MessagesAgent implements Dialect {

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public String prefix() {
        return "msg_";
    }

    @Override
    public String family() {
        return "anthropic";
    }

    @Override
    public Voice voice(Outlet out, Question question, Answering answering) {
        return new MessagesVoice(out, question, answering.id());
    }

    @Override
    public ObjectNode refusal(Bad bad) {
        return Failing.anthropic(bad.words(), bad.status() == 404 ? "not_found_error" : bad.type());
    }

    @Override
    public Question question(ObjectNode body) {
        List<Said> said = new ArrayList<>();
        String system = Bodies.words(body.get("system"), "text");
        if (!system.isBlank()) {
            said.add(Said.words(Said.Who.SYSTEM, system));
        }
        for (JsonNode message : Bodies.list(body, "messages")) {
            said(message, said);
        }
        List<ClientTool.Offer> tools = new ArrayList<>();
        boolean none = "none".equals(Json.text(body, "tool_choice", "type"));
        for (JsonNode tool : none ? List.<JsonNode>of() : Bodies.list(body, "tools")) {
            // The platform's own tools have a type of their own and no schema: an agent has its own of those.
            if (tool.has("input_schema")) {
                tools.add(Bodies.tool(tool, "input_schema"));
            }
        }
        return Question.of(
                said,
                new Question.Beside(
                        Bodies.text(body, "model").orElse("openclaw"),
                        Optional.ofNullable(Json.text(body, "metadata", "user_id")).filter(id -> !id.isBlank()),
                        tools,
                        body.path("stream").asBoolean(false)),
                "messages: at least one user message is required");
    }

    private static void said(JsonNode message, List<Said> said) {
        JsonNode content = message.get("content");
        String words = Bodies.words(content, "text");
        String role = String.valueOf(Json.text(message, "role"));
        List<Part.Media> pictures = new ArrayList<>();
        List<Part.ToolCall> calls = new ArrayList<>();
        for (JsonNode block : content != null && content.isArray() ? content.values() : List.<JsonNode>of()) {
            switch (String.valueOf(Json.text(block, "type"))) {
                case "image" ->
                    pictures.add(Bodies.picture(Json.text(block, "source", "media_type"), Json.text(block, "source", "data")));
                case "tool_use" -> calls.add(new Part.ToolCall(
                        String.valueOf(Json.text(block, "id")),
                        String.valueOf(Json.text(block, "name")),
                        Json.write(block.path("input"))));
                case "tool_result" -> said.add(Said.output(
                        String.valueOf(Json.text(block, "tool_use_id")), Bodies.words(block.get("content"), "text")));
                default -> {
                    // Words were taken above; thinking and documents of other answers tell an agent nothing.
                }
            }
        }
        switch (role) {
            case "assistant" -> said.add(new Said(Said.Who.ASSISTANT, words, List.of(), calls, Optional.empty()));
            case "user" -> {
                if (!words.isBlank() || !pictures.isEmpty()) {
                    said.add(new Said(Said.Who.USER, words, pictures, List.of(), Optional.empty()));
                }
            }
            case "system" -> said.add(Said.words(Said.Who.SYSTEM, words));
            default -> throw Bad.request("messages: unknown role " + role);
        }
    }
}
