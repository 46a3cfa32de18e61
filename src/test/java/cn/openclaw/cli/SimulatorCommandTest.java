package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulatorCommandTest {
    @TempDir
    Path folder;

    /** Runs the command until it has said where it is, lets something be done with it, and interrupts it as Ctrl-C does. */
    private int run(TempHome home, Running todo, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("simulator", "--port", "0"));
        line.addAll(List.of(more));
        AtomicInteger code = new AtomicInteger(-1);
        Cli cli = home.cli();
        Thread thread = Thread.ofPlatform().start(() -> code.set(Main.run(cli, line.toArray(String[]::new))));
        while (thread.isAlive() && !home.out().contains("__sim/")) {
            Thread.sleep(10);
        }
        try {
            if (thread.isAlive()) {
                todo.with(home.out());
            }
        } finally {
            thread.interrupt();
            thread.join(10_000);
        }
        assertThat(thread.isAlive()).isFalse();
        return code.get();
    }

    private interface Running {
        void with(String printed) throws Exception;
    }

    private static HttpResponse<String> get(String uri, String header, String value) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(uri)).header(header, value).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void printsOneLineOfJsonAndAnswersUntilItIsInterrupted() throws Exception {
        TempHome home = new TempHome(folder);
        int code = run(home, printed -> {
            assertThat(printed.strip().lines()).hasSize(1);
            JsonNode tree = Json.parse(printed);
            assertThat(tree.path("isModel").asBoolean(true)).isFalse();
            for (String platform : List.of("moonshot-cn", "moonshot-ai")) {
                JsonNode place = tree.path("platforms").path(platform);
                assertThat(get(place.path("baseUrl").asString() + "/models", "Authorization", "Bearer " + place.path("apiKey").asString())
                                .statusCode())
                        .isEqualTo(200);
            }
            JsonNode control = tree.path("control");
            assertThat(get(control.path("url").asString() + "requests", "X-Sim-Token", control.path("token").asString()).body())
                    .contains("/moonshot-ai/v1/models");
        }, "--json");
        assertThat(code).isZero();
        assertThat(home.err()).isEmpty();
    }

    @Test
    void saysHowItIsUsedAndThatItIsNoModelInBothLanguages() throws Exception {
        TempHome home = new TempHome(folder);
        assertThat(run(home, _ -> {})).isZero();
        assertThat(home.out())
                .contains("is no model", "/moonshot-cn/v1", "/kimi/coding/v1", "sk-sim-cn-", "OPENCLAW_SIMULATOR=http://127.0.0.1:")
                .contains("openclaw-cn config set models.providers.moonshot.baseUrl http://127.0.0.1:", "--legacy-models");
        assertThat(run(home.language(Language.ZH), _ -> {}, "--legacy-models")).isZero();
        assertThat(home.out()).contains("不是模型", "按 Ctrl-C 结束").doesNotContain("请加 --legacy-models");
        assertThat(home.err()).contains("模拟器已结束");
    }

    @Test
    void showsEachRequestAsItIsAnswered() throws Exception {
        TempHome home = new TempHome(folder);
        run(home, printed -> {
            String url = printed.lines().filter(line -> line.contains("moonshot-ai")).findFirst().orElseThrow().strip().split(" +")[1];
            get(url + "/models", "Authorization", "Bearer sk-wrong");
        });
        assertThat(home.out()).contains("#1 GET /moonshot-ai/v1/models → 401 (incorrect_api_key_error)").doesNotContain("sk-wrong");
    }

    @Test
    void playsAScriptWithComments() throws Exception {
        TempHome home = new TempHome(folder).write("play.json5", "{turns: [ /* one */ {reply: {content: 'hi', fault: 'slow 1'}, loop: true}]}");
        assertThat(run(home, _ -> {}, "--script", "play.json5", "--json", "--profile", "messy", "--tier", "1", "--balance", "0.5", "--instant"))
                .isZero();
    }

    @Test
    void refusesWhatItCannotDoWithExitCode2() throws Exception {
        TempHome home = new TempHome(folder).write("bad.json5", "{turns:\n [{reply: {wrong: 1}}]}").write("broken.json5", "{\n  turns: [");
        for (List<String> wrong : List.of(
                List.of("--port", "70000"), List.of("--profile", "tidy"), List.of("--tier", "9"), List.of("--balance", "much"),
                List.of("--script", "none.json5"), List.of("--script", "bad.json5"), List.of("--script", "broken.json5"))) {
            List<String> line = new ArrayList<>(List.of("simulator"));
            line.addAll(wrong);
            assertThat(Main.run(home.cli(), line.toArray(String[]::new))).as(wrong.toString()).isEqualTo(2);
            assertThat(home.out()).isEmpty();
            assertThat(home.err().strip().lines()).hasSize(1);
        }
        assertThat(home.err()).startsWith("broken.json5:2:");
    }
}
