package cn.openclaw.gateway.compat;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A program goes on with a conversation where it was, also with the next process. */
class AnswersTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private HttpResponse<String> post(String path, ObjectNode body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.http(path))
                .header("authorization", "Bearer " + TestGateway.TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-openclaw-session-key").orElse(answer.body());
    }

    private static ObjectNode input(String words) {
        return Json.object().put("model", "openclaw").put("input", words);
    }

    @Test
    void anAnswerIsKnownToTheNextProcess() throws Exception {
        HttpResponse<String> first = post("/v1/responses", input("[[sim:say one]]"));
        String id = String.valueOf(Json.text(Json.parse(first.body()), "id"));

        gateway.restart();

        HttpResponse<String> second = post("/v1/responses", input("[[sim:say two]]").put("previous_response_id", id));
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(session(second)).isEqualTo(session(first));
        assertThat(post("/v1/responses", input("x").put("previous_response_id", "resp_nobody")).statusCode()).isEqualTo(404);
        Path file = Runs.file(gateway.server().world(), "answers", ".jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void whatAToolGaveReachesItsConversationThoughTheProcessThatAskedIsGone() throws Exception {
        ObjectNode body = Json.object().put("model", "openclaw");
        ObjectNode user = body.putArray("messages").addObject().put("role", "user");
        user.put("content", "weather? [[sim:tool get_weather {\"city\":\"north\"}]] [[sim:then]] [[sim:say thanks]]");
        ObjectNode function = Json.object().put("name", "get_weather");
        function.set("parameters", Json.parse("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"));
        body.putArray("tools").addObject().put("type", "function").set("function", function);
        HttpResponse<String> first = post("/v1/chat/completions", body);
        JsonNode message = Json.parse(first.body()).at("/choices/0/message");
        String call = message.at("/tool_calls/0/id").asString("");
        assertThat(call).as(first.body()).startsWith("call_");

        gateway.restart();
        body.withArray("messages").add(message);
        body.withArray("messages").addObject().put("role", "tool").put("tool_call_id", call).put("content", "sunny [[sim:say noted]]");
        HttpResponse<String> second = post("/v1/chat/completions", body);

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(session(second)).isEqualTo(session(first));
        assertThat(second.body()).contains("noted");
    }

    @Test
    void othersDoNotGoOnWithIt() {
        Answers answers = Answers.of(gateway.server().world());
        answers.remember("resp_1", "agent:main:key:laptop:x", "key:laptop", "");
        assertThat(answers.find("resp_1", "key:laptop")).isPresent();
        assertThat(answers.find("resp_1", "key:phone")).isEmpty();
        assertThat(answers.find("resp_1", "")).isEmpty();
        answers.remember("resp_2", "x".repeat(10_000), "", "");
        assertThat(answers.find("resp_2", "")).as("endless names").isEmpty();
    }

    @Test
    void theNewestAreKeptAndTheOldGo() throws Exception {
        Path file = Runs.file(gateway.server().world(), "answers", ".jsonl");
        long now = System.currentTimeMillis();
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < 6_000; at++) {
            lines.add("{\"id\":\"resp_" + at + "\",\"session\":\"agent:main:x\",\"payer\":\"\",\"tool\":\"\",\"at\":" + now + "}");
        }
        lines.add("{\"id\":\"resp_old\",\"session\":\"agent:main:x\",\"payer\":\"\",\"tool\":\"\",\"at\":" + (now - 40L * 86_400_000) + "}");
        lines.add("{\"id\":\"resp_cut\",\"sess");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines));

        Answers answers = Answers.of(gateway.server().world());

        assertThat(answers.find("resp_0", "")).isEmpty();
        assertThat(answers.find("resp_5999", "")).isPresent();
        assertThat(answers.find("resp_old", "")).isEmpty();
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(5_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
}
