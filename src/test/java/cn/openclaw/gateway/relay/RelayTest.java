package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.testing.TestGateway;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a program gets that asks a model by its name, with the strict simulator of the platform behind. */
class RelayTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private final Ask ask = new Ask();

    @AfterEach
    void close() {
        ask.close();
    }

    private URI at(String path) {
        return gateway.http(path);
    }

    private static String completions(String words, boolean stream) {
        return "{\"model\":\"moonshot/kimi-k2.6\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
    }

    @Test
    void aModelIsAskedByItsName() {
        Ask.Said said = ask.post(at("/v1/chat/completions"), completions("hello", false));
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.json().path("choices").get(0).path("message").path("content").asString("")).isNotEmpty();
        assertThat(said.header("x-openclaw-provider")).isEqualTo("moonshot");
        assertThat(said.header("x-openclaw-model")).isEqualTo("kimi-k2.6");
        assertThat(said.header("x-openclaw-attempts")).isEqualTo("1");
        assertThat(said.header("x-openclaw-cost")).isNotEmpty();
        assertThat(said.header("x-openclaw-request-id")).startsWith("req_");
    }

    @Test
    void aStreamComesThroughWithAllItsEvents() {
        Ask.Said said = ask.post(at("/v1/chat/completions"), completions("hello", true));
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.header("content-type")).startsWith("text/event-stream");
        assertThat(said.body()).endsWith("data: [DONE]\n\n");
        List<JsonNode> events = said.events();
        assertThat(events.getLast().path("choices").get(0).path("finish_reason").asString("")).isEqualTo("stop");
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    @Test
    void aClaudeStyleProgramAsksMoonshot() {
        String body =
                """
                {"model":"moonshot/kimi-k2.6","max_tokens":1024,"stream":true,
                 "system":[{"type":"text","text":"You are terse.","cache_control":{"type":"ephemeral"}}],
                 "thinking":{"type":"enabled","budget_tokens":2000},
                 "tools":[{"name":"get_weather","description":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}],
                 "messages":[{"role":"user","content":[{"type":"text","text":"[[sim:tool get_weather {\\"city\\":\\"Beijing\\"}]]","cache_control":{"type":"ephemeral"}}]}]}
                """;
        Ask.Said said = ask.post(at("/v1/messages"), body, "anthropic-version", "2023-06-01", "anthropic-beta", "x-1");
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        String types = said.events().stream().map(event -> event.path("type").asString("")).distinct().collect(Collectors.joining(" "));
        assertThat(types).isEqualTo("message_start content_block_start content_block_delta content_block_stop message_delta message_stop");
        assertThat(said.body()).contains("\"tool_use\"").contains("get_weather").contains("\"stop_reason\":\"tool_use\"");
        assertThat(said.header("x-openclaw-adapted")).contains("openai-completions");
    }

    @Test
    void aResponsesProgramAsksMoonshot() {
        String body = "{\"model\":\"moonshot/kimi-k2.6\",\"stream\":true,\"instructions\":\"Be terse\",\"input\":\"hello\"}";
        Ask.Said said = ask.post(at("/v1/responses"), body);
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.events().getFirst().path("type").asString("")).isEqualTo("response.created");
        JsonNode last = said.events().getLast();
        assertThat(last.path("type").asString("")).isEqualTo("response.completed");
        assertThat(last.path("response").path("usage").path("output_tokens").asInt(0)).isPositive();
        Ask.Said whole = ask.post(at("/v1/responses"), body.replace("\"stream\":true,", ""));
        assertThat(whole.json().path("output").toString()).contains("output_text");
    }

    @Test
    void whatKimiRefusesIsPutRight() {
        String body =
                """
                {"model":"moonshot/kimi-k2.6","temperature":0.2,"top_p":0.5,"store":true,"x_unknown":{"a":1.50},
                 "messages":[{"role":"developer","content":"be terse"},{"role":"user","content":"hello"},
                   {"role":"assistant","content":"","tool_calls":[{"id":"a:0","type":"function","function":{"name":"look","arguments":"{}"}}]},
                   {"role":"tool","tool_call_id":"a:0","content":"done"}],
                 "tools":[{"type":"function","function":{"name":"look","description":"d","parameters":{"$schema":"x","type":"object","properties":{"q":{"anyOf":[{"type":"string"},{"type":"null"}],"title":"Q"}}}}}]}
                """;
        Ask.Said said = ask.post(at("/v1/chat/completions"), body);
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.header("x-openclaw-adapted"))
                .isEqualTo("developer-role, empty-content, reasoning_content, store, temperature, tool-schema, top_p");
    }

    @Test
    void errorsAreInTheCallersWords() {
        Ask.Said unknown = ask.post(at("/v1/messages"), "{\"model\":\"moonshot/nothing-such\",\"max_tokens\":5,\"messages\":[]}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("type").asString("")).isEqualTo("error");
        assertThat(unknown.json().path("error").path("type").asString("")).isEqualTo("not_found_error");
        Ask.Said broken = ask.post(at("/v1/chat/completions"), "{\"model\":");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.json().path("error").path("message").asString("")).contains("line 1");
        Ask.Said missing = ask.post(at("/v1/chat/completions"), "{}");
        assertThat(missing.json().path("error").path("message").asString("")).contains("model");
        try (Ask stranger = new Ask("wrong")) {
            Ask.Said refused = stranger.post(at("/v1/chat/completions"), completions("hello", false));
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @Test
    void tokensAreCountedHere() {
        Ask.Said said = ask.post(
                at("/v1/messages/count_tokens"),
                "{\"model\":\"moonshot/kimi-k2.6\",\"messages\":[{\"role\":\"user\",\"content\":\"How many tokens are in these words?\"}]}");
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.json().path("input_tokens").asInt(0)).isBetween(8, 30);
    }
}
