package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.model.ModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider page's examples mean what the page says. */
class SeedPageTest {
    @TempDir
    Path home;

    private ConfigSnapshot read(String text) throws IOException {
        Environment environment = new Environment(Map.of(), home, home);
        Places places = Places.of(environment);
        Files.createDirectories(places.stateDir());
        Files.writeString(places.configFile(), text);
        return new ConfigFile(places, environment).read();
    }

    @Test
    void theMoonshotExampleLoads() throws IOException {
        ConfigSnapshot snapshot = read(Pages.seed().get(0));

        assertThat(snapshot.problems()).extracting(problem -> problem.in(Language.EN)).isEmpty();
        assertThat(snapshot.warnings()).isEmpty();
        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.FILE);
        ClawConfig config = snapshot.config();
        assertThat(config.agents().defaults().model().primary()).contains("moonshot/kimi-k2-0905-preview");
        assertThat(config.agents().defaults().models()).hasSize(4);
        assertThat(config.agents().defaults().models().get("moonshot/kimi-k2-thinking").alias()).contains("Kimi K2 Thinking");
        ClawConfig.Provider moonshot = config.models().providers().get("moonshot");
        assertThat(moonshot.baseUrl()).contains("https://api.moonshot.cn/v1");
        assertThat(moonshot.api()).contains(ModelApi.OPENAI_COMPLETIONS);
        assertThat(moonshot.apiKey().orElseThrow().written()).isEqualTo("${MOONSHOT_API_KEY}");
        assertThat(moonshot.apiKey().orElseThrow().value().orElseThrow().reveal()).isEqualTo("sk-...");
        assertThat(moonshot.models()).extracting(ClawConfig.Model::id).containsExactly(
                "kimi-k2-0905-preview", "kimi-k2-turbo-preview", "kimi-k2-thinking", "kimi-k2-thinking-turbo");
        assertThat(moonshot.models()).allSatisfy(model -> {
            assertThat(model.contextWindow()).contains(256_000);
            assertThat(model.maxTokens()).contains(8_192);
        });
        assertThat(snapshot.environment().get("MOONSHOT_API_KEY")).contains("sk-...");
        assertThat(snapshot.variables()).containsEntry("MOONSHOT_API_KEY", ConfigSnapshot.VariableSource.CONFIG);
    }

    @Test
    void theKimiCodeExampleLoads() throws IOException {
        ConfigSnapshot snapshot = read(Pages.seed().get(1));

        assertThat(snapshot.problems()).extracting(problem -> problem.in(Language.EN)).isEmpty();
        ClawConfig.Model model = snapshot.config().models().providers().get("kimi-code").models().getFirst();
        assertThat(model.headers()).containsEntry("User-Agent", "KimiCLI/0.77");
        assertThat(model.compat().flag("supportsDeveloperRole")).isEqualTo(Optional.of(false));
        assertThat(model.contextWindow()).contains(262_144);
        assertThat(model.maxTokens()).contains(32_768);
    }
}
