package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The provider page's snippets, byte for byte as they stand there, drive a turn for each of the five models over real HTTP. The key
 * comes from the environment, which counts before the page's {@code env} block; the hosts lead to the simulator.
 */
class SeedPageTurnTest {
    @TempDir
    Path folder;

    private Simulator simulator;

    @BeforeEach
    void platforms() {
        simulator = Simulator.start(SimulatorOptions.defaults().legacyModelsAlive(true).instant(true));
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @TestFactory
    Stream<DynamicTest> everyModelOfThePageAnswers() {
        List<String> moonshot = List.of(
                "moonshot/kimi-k2-0905-preview",
                "moonshot/kimi-k2-turbo-preview",
                "moonshot/kimi-k2-thinking",
                "moonshot/kimi-k2-thinking-turbo");
        return Stream.concat(
                moonshot.stream().map(ref -> DynamicTest.dynamicTest(ref, () -> answers(0, ref, SimulatorKey.CN))),
                Stream.of(DynamicTest.dynamicTest(
                        "kimi-code/kimi-for-coding", () -> answers(1, "kimi-code/kimi-for-coding", SimulatorKey.KIMI))));
    }

    private void answers(int block, String ref, String key) {
        TempHome home = new TempHome(folder.resolve(ref.replace('/', '-')))
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString())
                .variable("MOONSHOT_API_KEY", key)
                .variable("KIMICODE_API_KEY", key)
                .config(snippet(block));
        assertThat(Main.run(home.cli(), "config", "validate")).isZero();
        int code = Main.run(home.cli(), "agent", "--local", "--agent", "main", "--model", ref, "-m", "你好", "--json");
        assertThat(home.err()).doesNotContain(key);
        assertThat(code).isZero();
        JsonNode answer = Json.parse(home.out());
        assertThat(Json.text(answer.get("payloads").get(0), "text")).isNotBlank();
        assertThat(Json.text(answer, "meta", "agentMeta", "model")).isEqualTo(ref.substring(ref.indexOf('/') + 1));
        JournalEntry asked = simulator.lastRequest();
        JsonNode body = asked.body().orElseThrow();
        assertThat(Json.text(body, "model")).isEqualTo(ref.substring(ref.indexOf('/') + 1));
        assertThat(body.get("messages").get(0).get("role").stringValue()).isEqualTo("system");
    }

    private static String snippet(int block) {
        Path page = Path.of(System.getProperty("shared.dir"), "seed/moonshot-provider-page.md");
        assumeTrue(Files.exists(page), "the provider page is not beside this checkout: its snippets are not tried");
        try {
            return Files.readString(page).split("```json5\n", -1)[block + 1].split("```", -1)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
