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

/** {@code POST /v1/chat/completions} to an agent. */
@AutoService(AgentDoor.class)
public final class CompletionsAgent implements Dialect {

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public String prefix() {
        return "chatcmpl_";
    }

    @Override
    public String family() {
        return "openai";
    }

    @Override
    public Voice voice(Outlet out, Question question, Answering answering) {
        boolean usage = answering.body().path("stream_options").path("include_usage").asBoolean(false);
        return new CompletionsVoice(out, question, answering.id(), answering.created(), usage);
    }

    @Override
    public ObjectNode refusal(Bad bad) {
        return Failing.openAi(bad.words(), bad.type());
    }

    @Override
    public Question question(ObjectNode body) {
        List<Said> said = new ArrayList<>();
        for (JsonNode message : Bodies.list(body, "messages")) {
            said.add(said(message));
        }
        List<ClientTool.Offer> tools = new ArrayList<>();
        boolean none = "none".equals(Json.text(body, "tool_choice"));
        for (JsonNode tool : none ? List.<JsonNode>of() : Bodies.list(body, "tools")) {
            if ("function".equals(Json.text(tool, "type"))) {
                tools.add(Bodies.tool(tool.path("function"), "parameters"));
            }
        }
        return Question.of(
                said,
                new Question.Beside(
                        Bodies.text(body, "model").orElse("openclaw"),
                        Bodies.text(body, "user"),
                        tools,
                        body.path("stream").asBoolean(false)),
                "Missing user message in `messages`.");
    }

    private static Said said(JsonNode message) {
        String role = String.valueOf(Json.text(message, "role"));
        JsonNode content = message.get("content");
        String words = Bodies.words(content, "text", "input_text");
        return switch (role) {
            case "system", "developer" -> Said.words(Said.Who.SYSTEM, words);
            case "assistant" -> new Said(Said.Who.ASSISTANT, words, List.of(), calls(message), Optional.empty());
            case "tool", "function" ->
                Bodies.text(message, "tool_call_id")
                        .map(id -> Said.output(id, words))
                        .orElseGet(() -> Said.words(Said.Who.USER, words));
            case "user" -> new Said(Said.Who.USER, words, pictures(content), List.of(), Optional.empty());
            default -> throw Bad.request("messages: unknown role " + role);
        };
    }

    private static List<Part.Media> pictures(@org.jspecify.annotations.Nullable JsonNode content) {
        List<Part.Media> pictures = new ArrayList<>();
        for (JsonNode part : content != null && content.isArray() ? content.values() : List.<JsonNode>of()) {
            if ("image_url".equals(Json.text(part, "type"))) {
                JsonNode url = part.get("image_url");
                pictures.add(Bodies.picture(url != null && url.isString() ? url.stringValue() : Json.text(part, "image_url", "url")));
            }
        }
        return pictures;
    }

    private static List<Part.ToolCall> calls(JsonNode message) {
        List<Part.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : Bodies.list(message, "tool_calls")) {
            calls.add(new Part.ToolCall(
                    String.valueOf(Json.text(call, "id")),
                    String.valueOf(Json.text(call, "function", "name")),
                    String.valueOf(Json.text(call, "function", "arguments"))));
        }
        return calls;
    }
}
