package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void showsThinkingAToolAnAnswerTokensAndCostAndLeavesNothing() throws IOException {
        TempHome home = new TempHome(folder).screen(new Screen(true, true, true, true, 80)).language(Language.ZH);
        long before = leftovers();

        assertThat(Main.run(home.cli(), "demo")).isZero();

        assertThat(home.out())
                .contains("模拟器")
                .contains("\u001b[2m用户想知道")
                .contains("→ read {\"path\":\"demo.txt\"}")
                .contains("月之暗面，亦有光。")
                .contains("moonshot/kimi-k2-thinking")
                .contains("¥")
                .contains("openclaw-cn onboard");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(leftovers()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kimi K2", "moonshot/kimi-k2-turbo-preview", "kimi-k2-thinking-turbo", "Kimi Code", "moonshot/kimi-k3"})
    void everyModelOfThePageAnswers(String model) {
        TempHome home = new TempHome(folder);

        assertThat(Main.run(home.cli(), "demo", "--json", "--model", model)).as(home.out()).isZero();

        JsonNode report = Json.parse(home.out());
        assertThat(report.get("payloads")).hasSize(2);
        assertThat(Json.text(report, "payloads")).isNull();
        assertThat(report.at("/payloads/1/text").asString("")).contains("dark side");
    }

    @Test
    void anUnknownModelIsRefusedAndLeavesNothingEither() throws IOException {
        TempHome home = new TempHome(folder);
        long before = leftovers();

        assertThat(Main.run(home.cli(), "demo", "--model", "no/such")).isEqualTo(2);
        assertThat(leftovers()).isEqualTo(before);
    }

    private static long leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("openclaw-cn-demo")).count();
        }
    }
}
