package cn.openclaw.llm;

import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.json.Json;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints, requests and answers that the tests of all wire formats share, and their golden files. */
final class WireSamples {
    static final Path GOLDEN = Path.of(System.getProperty("project.dir"), "src/test/resources/golden/llm");
    static final Capability K3 =
            new Capability(Thinking.ALWAYS, List.of("low", "high", "max"), Optional.of("max"), Sampling.FIXED_K3, false);
    static final Capability K26 = new Capability(Thinking.TOGGLE, List.of(), Optional.empty(), Sampling.FIXED_K25, true);
    static final Capability K27 = new Capability(Thinking.ALWAYS, List.of(), Optional.empty(), Sampling.FIXED_K25, false);

    private WireSamples() {}

    static Endpoint endpoint(ModelApi api, String base, String ref, Capability capability) {
        return endpoint(api, base, ref, capability, "sk-test-0123456789");
    }

    static Endpoint endpoint(ModelApi api, String base, String ref, Capability capability, String key) {
        ModelRef name = ModelRef.parse(ref).orElseThrow();
        ModelDefinition model = new ModelDefinition(
                name.model(), name.model(), Optional.empty(), capability.thinking() != Thinking.NONE, List.of("text", "image"),
                Cost.UNSTATED, Map.of(), false, 200_000, 32_000, Map.of(), Compat.NONE, capability, Lifecycle.CURRENT);
        return new Endpoint(
                name, URI.create(base), api, model, Optional.of(new Secret(key)), Map.of(), false, HttpLimits.CHAT);
    }

    static ChatRequest.ToolDefinition weather() {
        return new ChatRequest.ToolDefinition("weather", "Tells the weather of a city", (ObjectNode) Json.parse(
                """
                {"type":"object","title":"W","properties":{"city":{"type":"string"},"days":{"type":["integer","null"],"exclusiveMinimum":0}},"required":["city"]}
                """));
    }

    /** A conversation with everything in it; {@code assistant} makes the model's turn. */
    static List<Message> conversation(Message.Assistant... assistant) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message.User(List.of(
                new Part.Text("What is this, and how is the weather there?"), new Part.Media("image/png", "iVBORw0KGgo="))));
        messages.add(Message.User.of("用中文回答。"));
        for (Message.Assistant turn : assistant) {
            messages.add(turn);
            for (Part.ToolCall call : turn.toolCalls()) {
                boolean failed = call.arguments().contains("?");
                messages.add(new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text("晴, 21 °C")), failed));
            }
        }
        return messages;
    }

    static Message.Assistant answer(Endpoint endpoint, Part... parts) {
        return new Message.Assistant(
                List.of(parts), endpoint.ref(), endpoint.api(), Usage.UNKNOWN, StopReason.TOOL_USE, Optional.empty());
    }

    static ChatRequest request(List<Message> messages, ChatRequest.Options options) {
        return new ChatRequest("You are brief.", messages, List.of(weather()), options);
    }

    static ChatRequest.Options thinking(ThinkingLevel level) {
        return new ChatRequest.Options(
                Optional.of(level), Optional.empty(), Optional.of("session-1"), Optional.empty(), Optional.empty());
    }

    static ObjectNode json(Message.Assistant message) {
        ObjectNode json = Json.object();
        ArrayNode parts = json.putArray("parts");
        for (Part part : message.parts()) {
            parts.add(switch (part) {
                case Part.Text text -> Json.object().put("text", text.text());
                case Part.Thinking thinking ->
                    Json.object().put("thinking", thinking.text()).put("signature", thinking.signature());
                case Part.ToolCall call ->
                    Json.object().put("call", call.name()).put("id", call.id()).put("arguments", call.arguments());
                case Part.Media media -> Json.object().put("media", media.mimeType());
            });
        }
        Usage usage = message.usage();
        json.putObject("usage")
                .put("input", usage.input())
                .put("output", usage.output())
                .put("cacheRead", usage.cacheRead())
                .put("cacheWrite", usage.cacheWrite())
                .put("reported", usage.reported());
        json.put("stopReason", message.stopReason().id());
        message.error().ifPresent(error -> json.put("error", error));
        return json;
    }

    static byte[] stream(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(name + ".sse"));
    }

    /** The golden file's text; with {@code -Dgolden=update} it is first written anew, to be reviewed as text. */
    static String golden(String name, ObjectNode now) throws IOException {
        Path file = GOLDEN.resolve(name + ".json");
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.pretty(now) + "\n", StandardCharsets.UTF_8);
        }
        return Files.readString(file);
    }
}
