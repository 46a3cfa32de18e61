package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything beside chat: Anthropic's words, money, counts, files, Kimi Code's own, the login, the control plane. */
class OtherRoutesTest {
    private Simulator simulator;
    private Talk talk;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().controlToken("open-sesame"));
        talk = new Talk(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Talk.Heard messages(Platform platform, String key, ObjectNode body) {
        return talk.as(platform, key).post(simulator.anthropicBase(platform) + "/v1/messages", Json.write(body));
    }

    private static ObjectNode claude(String model, String text) {
        return Talk.asks(model, text).put("max_tokens", 1000);
    }

    @Test
    void speaksAnthropicsWords() {
        Talk.Heard heard = messages(Platform.MOONSHOT_CN, SimulatorKey.CN, claude("kimi-k3", "[[sim:think t]][[sim:say s]]"));
        JsonNode content = heard.json().path("content");
        assertThat(content.get(0).path("thinking").asString()).isEqualTo("t");
        assertThat(content.get(1).path("text").asString()).isEqualTo("s");
        assertThat(heard.json().path("stop_reason").asString()).isEqualTo("end_turn");
        assertThat(heard.json().path("usage").propertyNames()).contains("input_tokens", "output_tokens", "cache_read_input_tokens");
    }

    @Test
    void streamsAnthropicsEvents() {
        ObjectNode body = claude("kimi-for-coding", "[[sim:think t]][[sim:say s]][[sim:tool read {\"path\":\"a\"}]]");
        String stream = messages(Platform.KIMI_CODE, SimulatorKey.KIMI, body.put("stream", true)).body();
        assertThat(stream).startsWith("event: message_start\ndata: ").endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        assertThat(stream).contains("thinking_delta", "signature_delta", "text_delta", "input_json_delta", "\"stop_reason\":\"tool_use\"");
    }

    @Test
    void carriesToolsAndThoughtsBothWays() {
        ObjectNode body = claude("kimi-k3", "look at a.txt");
        body.putArray("tools").addObject().put("name", "read").putObject("input_schema").put("type", "object").putObject("properties")
                .putObject("path").put("type", "string").put("format", "path");
        JsonNode first = messages(Platform.MOONSHOT_CN, SimulatorKey.CN, body).json();
        JsonNode use = first.path("content").get(1);
        assertThat(use.path("input").path("path").asString()).isEqualTo("a.txt");
        ObjectNode said = Talk.messages(body).addObject().put("role", "assistant");
        said.set("content", first.path("content"));
        ObjectNode result = Talk.messages(body).addObject().put("role", "user").putArray("content").addObject();
        result.put("type", "tool_result").put("tool_use_id", use.path("id").asString()).put("content", "inside");
        assertThat(messages(Platform.MOONSHOT_CN, SimulatorKey.CN, body).json().path("content").get(1).path("text").asString())
                .contains("read returned: \"inside\"");
        ((tools.jackson.databind.node.ArrayNode) said.get("content")).remove(0);
        assertThat(messages(Platform.MOONSHOT_CN, SimulatorKey.CN, body).errorMessage()).contains("reasoning_content is missing");
    }

    @Test
    void takesAnthropicsHeaderAndTheDoubledPath() {
        for (String path : List.of("/kimi/coding/v1/messages", "/kimi/coding/v1/v1/messages")) {
            HttpRequest request = HttpRequest.newBuilder(simulator.address().resolve(path))
                    .header("x-api-key", SimulatorKey.KIMI)
                    .header("User-Agent", "claude-code/2.0")
                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(claude("k3[1m]", "hi"))))
                    .build();
            assertThat(Talk.send(request).status()).isEqualTo(200);
        }
        assertThat(simulator.journal().toString()).doesNotContain(SimulatorKey.KIMI);
    }

    @Test
    void saysAnthropicsErrors() {
        assertThat(messages(Platform.MOONSHOT_CN, SimulatorKey.CN, Talk.asks("kimi-k3", "x")).errorMessage()).startsWith("max_tokens");
        assertThat(messages(Platform.MOONSHOT_CN, SimulatorKey.CN, claude("nope", "x")).errorType()).isEqualTo("not_found_error");
        simulator.next("overload");
        assertThat(messages(Platform.MOONSHOT_CN, SimulatorKey.CN, claude("kimi-k3", "x")).errorType()).isEqualTo("overloaded_error");
        assertThat(messages(Platform.MOONSHOT_CN, SimulatorKey.CN_EMPTY, claude("kimi-k3", "x")).errorType()).isEqualTo("rate_limit_error");
        assertThat(talk.as(Platform.MOONSHOT_CN, SimulatorKey.CN)
                        .post(simulator.anthropicBase(Platform.MOONSHOT_CN) + "/v1/messages/count_tokens",
                                Json.write(claude("kimi-k3", "字字字字字字字字字字")))
                        .json().path("input_tokens").asInt())
                .isGreaterThan(10);
    }

    @Test
    void showsMoneyAndCountsTokens() {
        JsonNode balance = talk.get("/users/me/balance").json();
        assertThat(balance.path("data").path("available_balance").asDouble()).isEqualTo(100);
        assertThat(balance.path("code").asInt(-1)).isZero();
        int estimated = talk.post("/tokenizers/estimate-token-count", Talk.asks("kimi-k3", "你好")).json().path("data").path("total_tokens").asInt();
        talk.chat(Talk.asks("kimi-k3", "你好"));
        assertThat(simulator.lastRequest().prompt()).isEqualTo(estimated);
        Talk.Heard bad = talk.post("/tokenizers/estimate-token-count", "{}");
        assertThat(bad.json().path("scode").asString()).isEqualTo("0x3");
        assertThat(talk.as(Platform.KIMI_CODE, SimulatorKey.KIMI).get("/users/me/balance").status()).isEqualTo(404);
    }

    @Test
    void keepsFiles() {
        Talk.Heard made = upload("video", "film.mp4", "frames");
        String id = made.json().path("id").asString();
        assertThat(made.json().path("object").asString()).isEqualTo("file");
        assertThat(talk.get("/files").json().path("data")).hasSize(1);
        assertThat(talk.get("/files/" + id).json().path("filename").asString()).isEqualTo("film.mp4");
        assertThat(talk.get("/files/" + id + "/content").json().path("content").asString()).isEqualTo("frames");
        String watch = "{\"model\":\"kimi-k3\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"video_url\",\"video_url\":{\"url\":\"ms://"
                + id + "\"}}]}]}";
        assertThat(talk.chat(Talk.with(watch)).status()).isEqualTo(200);
        assertThat(talk.delete("/files/" + id).json().path("deleted").asBoolean()).isTrue();
        assertThat(talk.get("/files/" + id).errorType()).isEqualTo("resource_not_found_error");
        assertThat(talk.chat(Talk.with(watch)).status()).isEqualTo(400);
        assertThat(upload("poem", "a", "b").errorMessage()).contains("Invalid purpose");
        assertThat(upload("image", "a", "").errorMessage()).contains("File size is zero");
    }

    private Talk.Heard upload(String purpose, String name, String text) {
        String body = "--xx\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose
                + "\r\n--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n--xx--\r\n";
        return Talk.send(HttpRequest.newBuilder(URI.create(simulator.moonshotCn() + "/files"))
                .header("Authorization", "Bearer " + SimulatorKey.CN)
                .header("Content-Type", "multipart/form-data; boundary=xx")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void searchesAndFetchesForKimiCode() {
        Talk kimi = talk.as(Platform.KIMI_CODE, SimulatorKey.KIMI);
        assertThat(kimi.post("/search", "{\"text_query\":\"x\"}").json().path("search_results").get(0).propertyNames())
                .contains("title", "url", "snippet", "date", "site_name");
        assertThat(kimi.post("/fetch", "{\"url\":\"https://example.com\"}").body()).contains("was not visited");
    }

    @Test
    void lostLoginsStayLost() {
        String base = simulator.address() + "/kimi/oauth/api/oauth/";
        Talk form = talk.as(Platform.KIMI_CODE, "");
        JsonNode begun = form.post(base + "device_authorization", "client_id=x").json();
        String poll = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=" + begun.path("device_code").asString();
        assertThat(form.post(base + "token", poll).body()).contains("authorization_pending");
        assertThat(form.post(base + "token", poll).body()).contains("slow_down");
        simulator.advance(java.time.Duration.ofMinutes(11));
        assertThat(form.post(base + "token", poll).body()).contains("expired_token");
        String denied = form.post(base + "device_authorization", "client_id=denied").json().path("device_code").asString();
        assertThat(form.post(base + "token", "device_code=" + denied).body()).contains("access_denied");
        assertThat(form.post(base + "token", "grant_type=refresh_token").body()).contains("invalid_grant");
    }

    private Talk.Heard control(String method, String what, String body) {
        return Talk.send(HttpRequest.newBuilder(simulator.address().resolve("/__sim/" + what))
                .header("X-Sim-Token", "open-sesame")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void isControlledWithItsTokenOnly() {
        assertThat(Talk.send(HttpRequest.newBuilder(simulator.address().resolve("/__sim/state")).build()).status()).isEqualTo(403);
        assertThat(Talk.send(HttpRequest.newBuilder(simulator.address().resolve("/__sim/state?token=open-sesame")).build()).status())
                .isEqualTo(200);
        talk.chat(Talk.asks("kimi-k3", "hi"));
        JsonNode requests = control("GET", "requests", "").json().path("requests");
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).path("body").path("model").asString()).isEqualTo("kimi-k3");
        assertThat(requests.get(0).path("decision").asString()).isEqualTo("rule");
        assertThat(control("GET", "requests?since=1", "").json().path("requests")).isEmpty();
        control("POST", "faults", "{\"faults\":[\"overload\"]}");
        assertThat(talk.chat(Talk.asks("kimi-k3", "hi")).status()).isEqualTo(429);
        control("POST", "scenario", "{\"turns\":[{\"reply\":{\"content\":\"scripted\"},\"loop\":true}]}");
        assertThat(talk.chat(Talk.asks("kimi-k3", "hi")).body()).contains("scripted");
        String time = control("POST", "clock", "{\"advanceMs\":3600000}").json().path("time").asString();
        assertThat(java.time.Instant.parse(time)).isAfter(java.time.Instant.now().plusSeconds(3500));
        assertThat(control("POST", "faults", "{\"faults\":[\"explode\"]}").errorMessage()).contains("There is no fault");
        assertThat(control("POST", "scenario", "{oops").status()).isEqualTo(400);
        assertThat(control("GET", "nothing", "").status()).isEqualTo(404);
        control("POST", "reset", "");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void remembersWhatWasAsked() {
        talk.chat(Talk.asks("kimi-k3", "hi", "{\"stream\":true}"));
        JournalEntry entry = simulator.lastRequest();
        assertThat(entry.sent("temperature")).isFalse();
        assertThat(entry.sent("stream")).isTrue();
        assertThat(entry.headers()).containsEntry("authorization", "ak-sim-cn").containsEntry("user-agent", "KimiCLI/0.77");
        assertThat(entry.frames()).isPositive();
        assertThat(entry.status()).isEqualTo(200);
    }

    @Test
    void saysWhenItsPortIsTaken() {
        assertThatThrownBy(() -> Simulator.start(SimulatorOptions.defaults().port(simulator.address().getPort())))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("Cannot listen on 127.0.0.1:" + simulator.address().getPort());
    }

    @Test
    void leavesNothingBehindWhenItCloses() throws Exception {
        URI address;
        try (Simulator other = Simulator.start(SimulatorOptions.defaults())) {
            address = other.address();
            other.next("stall 1 600000");
            Thread.ofVirtual().start(() -> new Talk(other).chat(Talk.asks("kimi-k3", "hi").put("stream", true)));
            while (other.journal().isEmpty() && Thread.activeCount() > 0) {
                if (new Talk(other).get("/models").status() == 200) {
                    break;
                }
            }
        }
        assertThat(Talk.send(HttpRequest.newBuilder(address.resolve("/")).build()).status()).isZero();
    }
}
