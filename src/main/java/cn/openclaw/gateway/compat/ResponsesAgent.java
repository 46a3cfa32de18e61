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

/** {@code POST /v1/responses} to an agent. */
@AutoService(AgentDoor.class)
public final class ResponsesAgent implements Dialect {

    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public String prefix() {
        return "resp_";
    }

    @Override
    public String family() {
        return "openresponses";
    }

    @Override
    public Optional<String> session(ObjectNode body, Asking asking) {
        return Bodies.text(body, "previous_response_id").map(before -> asking.place(before)
                .map(Answers.Place::session)
                .orElseThrow(() -> new Bad(404, "invalid_request_error", "previous_response_id is not known here: " + before)));
    }

    @Override
    public Voice voice(Outlet out, Question question, Answering answering) {
        return new ResponsesVoice(out, question, new ResponsesVoice.Ids(answering.id(), answering.more(), answering.created()));
    }

    @Override
    public boolean isReferredTo() {
        return true;
    }

    @Override
    public ObjectNode refusal(Bad bad) {
        return Failing.openAi(bad.words(), bad.type());
    }

    @Override
    public Question question(ObjectNode body) {
        String model = Bodies.text(body, "model").orElseThrow(() -> Bad.request("model: must be a string"));
        List<Said> said = new ArrayList<>();
        Bodies.text(body, "instructions").ifPresent(text -> said.add(Said.words(Said.Who.SYSTEM, text)));
        JsonNode input = body.get("input");
        if (input != null && input.isString()) {
            said.add(Said.words(Said.Who.USER, input.stringValue()));
        } else {
            for (JsonNode item : Bodies.list(body, "input")) {
                said(item).ifPresent(said::add);
            }
        }
        List<ClientTool.Offer> tools = new ArrayList<>();
        boolean none = "none".equals(Json.text(body, "tool_choice"));
        for (JsonNode tool : none ? List.<JsonNode>of() : Bodies.list(body, "tools")) {
            if ("function".equals(Json.text(tool, "type"))) {
                JsonNode nested = tool.get("function");
                tools.add(Bodies.tool(nested == null ? tool : nested, "parameters"));
            }
        }
        return Question.of(
                said,
                new Question.Beside(model, Bodies.text(body, "user"), tools, body.path("stream").asBoolean(false)),
                "Missing user message in `input`.");
    }

    /** Reasoning and references to items of other answers tell an agent nothing. */
    private static Optional<Said> said(JsonNode item) {
        String type = Json.text(item, "type");
        return switch (type == null ? "message" : type) {
            case "message" -> Optional.of(message(item));
            case "function_call" -> Optional.of(new Said(Said.Who.ASSISTANT, "", List.of(), List.of(call(item)), Optional.empty()));
            case "function_call_output" -> Optional.of(Said.output(
                    Bodies.text(item, "call_id").orElseThrow(() -> Bad.request("function_call_output: call_id is missing")),
                    Bodies.words(item.get("output"), "input_text", "output_text", "text")));
            default -> Optional.empty();
        };
    }

    private static Part.ToolCall call(JsonNode item) {
        return new Part.ToolCall(
                String.valueOf(Json.text(item, "call_id")),
                String.valueOf(Json.text(item, "name")),
                String.valueOf(Json.text(item, "arguments")));
    }

    private static Said message(JsonNode item) {
        JsonNode content = item.get("content");
        String words = Bodies.words(content, "input_text", "output_text", "text");
        String role = String.valueOf(Json.text(item, "role"));
        return switch (role) {
            case "system", "developer" -> Said.words(Said.Who.SYSTEM, words);
            case "assistant" -> Said.words(Said.Who.ASSISTANT, words);
            case "user" -> new Said(Said.Who.USER, files(content, words), pictures(content), List.of(), Optional.empty());
            default -> throw Bad.request("input: unknown role " + role);
        };
    }

    private static List<Part.Media> pictures(@org.jspecify.annotations.Nullable JsonNode content) {
        List<Part.Media> pictures = new ArrayList<>();
        for (JsonNode part : content != null && content.isArray() ? content.values() : List.<JsonNode>of()) {
            if ("input_image".equals(Json.text(part, "type"))) {
                JsonNode source = part.get("source");
                pictures.add(
                        source == null
                                ? Bodies.picture(Json.text(part, "image_url"))
                                : Bodies.picture(Json.text(source, "media_type"), Json.text(source, "data")));
            }
        }
        return pictures;
    }

    /** A text file that is sent along becomes part of the words. */
    private static String files(@org.jspecify.annotations.Nullable JsonNode content, String words) {
        StringBuilder all = new StringBuilder(words);
        for (JsonNode part : content != null && content.isArray() ? content.values() : List.<JsonNode>of()) {
            if ("input_file".equals(Json.text(part, "type"))) {
                JsonNode source = part.path("source").isObject() ? part.path("source") : part;
                String name = Bodies.text(source, "filename").orElse("file");
                all.append(all.isEmpty() ? "" : "\n\n").append("File ").append(name).append(":\n").append(fileText(source, name));
            }
        }
        return all.toString();
    }

    private static String fileText(JsonNode source, String name) {
        String data = Bodies.text(source, "file_data").or(() -> Bodies.text(source, "data")).orElse("");
        int comma = data.indexOf(";base64,");
        String base64 = comma < 0 ? data : data.substring(comma + ";base64,".length());
        try {
            byte[] bytes = java.util.Base64.getMimeDecoder().decode(base64);
            return java.nio.charset.StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw Bad.request("input_file " + name + ": only text files (UTF-8, base64) are taken");
        }
    }
}
