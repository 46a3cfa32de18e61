package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests as Claude Code sends them to its {@code ANTHROPIC_BASE_URL}: every header and member, and each event of the answer. */
@Tag("interop")
class ClaudeCodeTest {
    private static final String BETA =
            "claude-code-20250219,interleaved-thinking-2025-05-14,fine-grained-tool-streaming-2025-05-14,context-management-2025-06-27";

    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.in(folder);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        gateway.close();
    }

    static List<String> everybody() {
        return Stream.concat(RunningGateway.MODELS.stream(), Stream.of("openclaw")).toList();
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .timeout(Duration.ofSeconds(20))
                .headers(
                        "accept", "application/json", "content-type", "application/json", "authorization", "Bearer " + token,
                        "anthropic-version", "2023-06-01", "anthropic-beta", BETA, "anthropic-dangerous-direct-browser-access", "true",
                        "user-agent", "claude-cli/2.1.0 (external, cli)", "x-app", "cli", "x-stainless-lang", "js",
                        "x-stainless-retry-count", "0", "x-stainless-timeout", "600", "accept-language", "*", "sec-fetch-mode", "cors");
    }

    private static HttpResponse<InputStream> post(String path, String token, JsonNode body) throws IOException, InterruptedException {
        return client.send(
                request(path, token).POST(HttpRequest.BodyPublishers.ofString(Json.write(body))).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static JsonNode json(HttpResponse<InputStream> reply) throws IOException {
        try (InputStream in = reply.body()) {
            return Json.parse(in.readAllBytes());
        }
    }

    /** A turn of the main loop. */
    private static ObjectNode turn(String model, String words) {
        ObjectNode body = (ObjectNode) Json.parse(
                """
                {"model":"","max_tokens":32000,"stream":true,
                 "system":[
                  {"type":"text","text":"x-anthropic-billing-header: cc_version=2.1.0; cc_entrypoint=cli;"},
                  {"type":"text","text":"You are Claude Code, Anthropic's official CLI for Claude.","cache_control":{"type":"ephemeral"}},
                  {"type":"text","text":"You are an interactive agent.\\n\\n# Environment","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "tools":[
                  {"name":"Bash","description":"Executes a command","input_schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                   "properties":{"command":{"type":"string"},"timeout":{"type":"number","exclusiveMinimum":0,"maximum":600000},"run_in_background":{"type":"boolean","default":false}},
                   "required":["command"],"additionalProperties":false}},
                  {"name":"Read","description":"Reads a file","input_schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                   "properties":{"file_path":{"type":"string","format":"uri"},"offset":{"anyOf":[{"type":"integer"},{"type":"null"}],"title":"Offset"}},
                   "required":["file_path"],"additionalProperties":false},"cache_control":{"type":"ephemeral"}},
                  {"name":"mcp__plugin_context7__get-library-docs-with-a-name-that-is-longer-than-kimi-takes","description":"Docs","defer_loading":true,
                   "input_schema":{"type":"object","properties":{},"oneOf":[{"required":[]}]}},
                  {"type":"web_search_20250305","name":"web_search","max_uses":8}],
                 "thinking":{"type":"enabled","budget_tokens":31999},
                 "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},
                 "metadata":{"user_id":"user_0000_account__session_00000000-0000-0000-0000-000000000000"}}
                """);
        body.put("model", model);
        body.set("messages", Json.array().add(said("user", words)));
        return body;
    }

    private static ObjectNode said(String role, String words) {
        ObjectNode message = Json.object().put("role", role);
        ObjectNode reminder = Json.object().put("type", "text").put("text", "<system-reminder>\nToday is a day.\n</system-reminder>");
        ObjectNode block = Json.object().put("type", "text").put("text", words);
        block.set("cache_control", Json.object().put("type", "ephemeral"));
        message.set("content", Json.array().add(reminder).add(block));
        return message;
    }

    /** What a stream told, put together as Claude Code does, each event where it belongs. */
    private record Told(HttpResponse<InputStream> reply, ArrayNode content, String stopReason, JsonNode usage) {}

    private static Told tell(ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<InputStream> reply = post("/v1/messages?beta=true", RunningGateway.TOKEN, body);
        List<JsonNode> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    JsonNode event = Json.parse(line.substring(6));
                    assertThat(event.path("type").asString("")).isEqualTo(name);
                    events.add(event);
                }
            }
        }
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        events.removeIf(event -> "ping".equals(Json.text(event, "type")));
        return gathered(reply, events);
    }

    private static Told gathered(HttpResponse<InputStream> reply, List<JsonNode> events) {
        JsonNode start = events.getFirst().path("message");
        assertThat(events.getFirst().path("type").asString("")).isEqualTo("message_start");
        assertThat(start.path("role").asString("")).isEqualTo("assistant");
        assertThat(start.path("content")).isEmpty();
        assertThat(start.path("usage").path("input_tokens").isNumber()).isTrue();
        assertThat(events.getLast().path("type").asString("")).isEqualTo("message_stop");
        JsonNode end = events.get(events.size() - 2);
        assertThat(end.path("type").asString("")).isEqualTo("message_delta");
        ArrayNode content = Json.array();
        StringBuilder input = new StringBuilder();
        boolean open = false;
        for (JsonNode event : events.subList(1, events.size() - 2)) {
            int index = event.path("index").asInt(-1);
            switch (event.path("type").asString("")) {
                case "content_block_start" -> {
                    assertThat(open).isFalse();
                    assertThat(index).isEqualTo(content.size());
                    content.add(event.path("content_block").deepCopy());
                    open = true;
                }
                case "content_block_delta" -> {
                    assertThat(index).isEqualTo(content.size() - 1);
                    grow((ObjectNode) content.get(index), event.path("delta"), input);
                }
                case "content_block_stop" -> {
                    assertThat(index).isEqualTo(content.size() - 1);
                    if (content.get(index) instanceof ObjectNode block && block.has("input")) {
                        block.set("input", Json.parse(input.isEmpty() ? "{}" : input.toString()));
                        input.setLength(0);
                    }
                    open = false;
                }
                default -> throw new AssertionError("unexpected " + event);
            }
        }
        assertThat(open).isFalse();
        return new Told(reply, content, end.path("delta").path("stop_reason").asString(""), end.path("usage"));
    }

    private static void grow(ObjectNode block, JsonNode delta, StringBuilder input) {
        switch (delta.path("type").asString("")) {
            case "text_delta" -> block.put("text", block.path("text").asString("") + delta.path("text").asString(""));
            case "thinking_delta" -> block.put("thinking", block.path("thinking").asString("") + delta.path("thinking").asString(""));
            case "signature_delta" -> block.put("signature", delta.path("signature").asString(""));
            case "input_json_delta" -> input.append(delta.path("partial_json").asString(""));
            default -> throw new AssertionError("unexpected " + delta);
        }
    }

    private static void assertCounted(JsonNode usage) {
        gateway.assertCounted(
                usage.path("input_tokens").asLong(0) + usage.path("cache_read_input_tokens").asLong(0), usage.path("output_tokens").asLong(0));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void aTurnWithATool(String model) throws Exception {
        String words = "[[sim:think Look.]][[sim:say I will look.]][[sim:tool Bash {\"command\":\"ls\"}]][[sim:then]][[sim:think Fine.]][[sim:say Done.]]";
        ObjectNode first = turn(model, words);
        Told asked = tell(first);
        assertThat(asked.stopReason()).isEqualTo("tool_use");
        List<String> types = asked.content().values().stream().map(block -> block.path("type").asString("")).toList();
        JsonNode call = asked.content().get(asked.content().size() - 1);
        assertThat(call.path("name").asString("")).isEqualTo("Bash");
        assertThat(call.path("input").path("command").asString("")).isEqualTo("ls");
        if (model.equals("openclaw")) {
            assertThat(types).containsExactly("text", "tool_use");
            assertThat(asked.reply().headers().firstValue("x-openclaw-agent")).contains("main");
        } else {
            assertThat(types).containsExactly("thinking", "text", "tool_use");
            assertThat(asked.content().get(0).path("thinking").asString("")).isEqualTo("Look.");
            RunningGateway.assertNamed(model, name -> asked.reply().headers().firstValue(name).orElse(""));
        }
        assertThat(asked.content().get(types.indexOf("text")).path("text").asString("")).isEqualTo("I will look.");
        assertCounted(asked.usage());

        ObjectNode result = Json.object().put("type", "tool_result").put("tool_use_id", call.path("id").asString("")).put("content", "README.md");
        result.put("is_error", false).set("cache_control", Json.object().put("type", "ephemeral"));
        ObjectNode back = Json.object().put("role", "user");
        back.set("content", Json.array().add(result));
        ObjectNode next = first.deepCopy();
        ObjectNode answered = Json.object().put("role", "assistant");
        answered.set("content", asked.content());
        ((ArrayNode) next.path("messages")).add(answered).add(back);
        Told done = tell(next);
        assertThat(done.stopReason()).isEqualTo("end_turn");
        assertThat(done.content().get(done.content().size() - 1).path("text").asString("")).isEqualTo("Done.");
        assertThat(gateway.lastBody()).contains("README.md");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void aPictureAndACancelledTurn(String model) throws Exception {
        ObjectNode source = Json.object().put("type", "base64").put("media_type", "image/png").put("data", RunningGateway.PICTURE);
        ObjectNode picture = Json.object().put("type", "image");
        picture.set("source", source);
        ObjectNode shown = turn(model, "[[sim:say Red.]]");
        ((ArrayNode) shown.path("messages").get(0).path("content")).add(picture);
        Told seen = tell(shown);
        assertThat(seen.content().get(seen.content().size() - 1).path("text").asString("")).isEqualTo("Red.");
        assertThat(gateway.lastBody()).contains(RunningGateway.PICTURE);

        int before = gateway.requests();
        HttpResponse<InputStream> reply = post("/v1/messages?beta=true", RunningGateway.TOKEN, turn(model, RunningGateway.ENDLESS));
        assertThat(reply.body().readNBytes(1500)).hasSize(1500);
        reply.body().close();
        gateway.assertLeft(before, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void itsSmallRequests(String model) throws Exception {
        ObjectNode quota = Json.object().put("model", model).put("max_tokens", 1);
        quota.set("messages", Json.array().add(Json.object().put("role", "user").put("content", "quota")));
        quota.set("metadata", Json.object().put("user_id", "user_0"));
        HttpResponse<InputStream> allowed = post("/v1/messages?beta=true", RunningGateway.TOKEN, quota);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(json(allowed).path("type").asString("")).isEqualTo("message");

        ObjectNode count = turn(model, "How many?");
        for (String member : new String[] {"stream", "max_tokens", "metadata", "context_management"}) {
            count.remove(member);
        }
        HttpResponse<InputStream> counted = post("/v1/messages/count_tokens?beta=true", RunningGateway.TOKEN, count);
        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(json(counted).path("input_tokens").asInt(0)).isBetween(100, 700);

        ObjectNode title = turn(model, "[[sim:say {\"title\":\"A talk\"}]]");
        title.remove("tools");
        title.remove("thinking");
        title.put("temperature", 1);
        title.set("output_config", Json.parse(
                "{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}},\"required\":[\"title\"],\"additionalProperties\":false}}}"));
        Told named = tell(title);
        assertThat(Json.parse(named.content().get(named.content().size() - 1).path("text").asString("")).path("title").asString(""))
                .isEqualTo("A talk");
    }

    @Test
    void itsSearchOfTheWebIsAnsweredWithoutOne() throws Exception {
        ObjectNode search = turn("fast", "[[sim:say What I know.]]");
        search.set("tools", Json.parse("[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":8}]"));
        search.set("tool_choice", Json.parse("{\"type\":\"tool\",\"name\":\"web_search\"}"));
        Told told = tell(search);
        assertThat(told.content().get(told.content().size() - 1).path("text").asString("")).isEqualTo("What I know.");
        assertThat(told.reply().headers().firstValue("x-openclaw-adapted").orElse("")).contains("-tools.web_search_20250305");
    }

    @Test
    void itFindsTheModelsAndTheDoorOpen() throws Exception {
        HttpResponse<InputStream> models =
                client.send(request("/v1/models?limit=1000", RunningGateway.TOKEN).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        JsonNode list = json(models);
        assertThat(list.path("has_more").asBoolean(true)).isFalse();
        assertThat(list.path("data").values().stream().map(model -> model.path("id").asString(""))).containsAll(everybody());
        assertThat(list.path("data").get(0).path("type").asString("")).isEqualTo("model");
        // Before its first request it opens the connection with this.
        HttpRequest knock = HttpRequest.newBuilder(gateway.address().resolve("/")).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
        assertThat(client.send(knock, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    @Test
    void itUnderstandsWhatWentWrong() throws Exception {
        assertFails(post("/v1/messages?beta=true", "sk-ant-wrong", turn("fast", "x")), 401, "authentication_error", "gateway's token");
        assertFails(turn("claude-sonnet-4-5-20250929", "x"), 404, "not_found_error", "claude-sonnet-4-5-20250929");
        assertFails(turn(gateway.spare(), "[[sim:overload 3]]"), 429, "overloaded_error", "overloaded");
        assertFails(turn(gateway.spare(), "[[sim:529]]"), 529, "overloaded_error", "verload");
        assertFails(turn(gateway.spare(), "[[sim:500]]"), 500, "api_error", "500");
        // By these very words it knows that it must compact the conversation.
        assertFails(turn(gateway.spare(), "[[sim:overflow]]"), 400, "invalid_request_error", "prompt is too long");
        ObjectNode bad = turn("fast", "x");
        bad.put("messages", "x");
        assertFails(bad, 400, "invalid_request_error", "");
    }

    private static void assertFails(ObjectNode body, int status, String type, String words) throws IOException, InterruptedException {
        assertFails(post("/v1/messages?beta=true", RunningGateway.TOKEN, body), status, type, words);
    }

    private static void assertFails(HttpResponse<InputStream> reply, int status, String type, String words) throws IOException {
        JsonNode body = json(reply);
        assertThat(reply.statusCode()).as(Json.write(body)).isEqualTo(status);
        assertThat(body.path("type").asString("")).isEqualTo("error");
        assertThat(body.path("error").path("type").asString("")).isEqualTo(type);
        assertThat(body.path("error").path("message").asString("")).contains(words);
    }
}
