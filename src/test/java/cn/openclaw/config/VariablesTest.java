package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables: where they come from, which comes first, and what happens when one is not set. */
class VariablesTest {
    private static final String TWO_PROVIDERS = """
            {
              agents: { defaults: { model: { primary: "moonshot/k" } } },
              models: { providers: {
                moonshot: { baseUrl: "https://m", apiKey: "${MOONSHOT_API_KEY}", models: [] },
                other: { baseUrl: "https://o", apiKey: "${OTHER_API_KEY}", models: [] },
              } },
            }
            """;

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void anEmptyHome() {
        world = new World(home);
    }

    private String value(String pointer) {
        return world.read().config().tree().at(pointer).asString("");
    }

    @Test
    void theProcessCountsBeforeFilesAndFilesBeforeTheBlock() throws IOException {
        Files.createDirectories(home.resolve("here"));
        Files.writeString(home.resolve("here/.env"), "B=here\nA=here\nC=here\n");
        world.variable("A", "process").write(".env", "B=state\nC=state\nD=state\n");
        world.config("{ env: { A: 'block', C: 'block', D: 'block', E: 'block', vars: { E: 'vars', F: 'vars' } },"
                + " ui: { assistant: { name: '${A} ${B} ${C} ${D} ${E} ${F}' } } }");

        assertThat(value("/ui/assistant/name")).isEqualTo("process here here state block vars");
        assertThat(world.read().variables())
                .containsEntry("B", ConfigSnapshot.VariableSource.DOTENV_HERE)
                .containsEntry("D", ConfigSnapshot.VariableSource.DOTENV_STATE)
                .containsEntry("F", ConfigSnapshot.VariableSource.CONFIG)
                .doesNotContainKey("A");
        assertThat(world.read().environment().get("F")).contains("vars");
    }

    @Test
    void onlyProperReferencesAreReplaced() {
        world.variable("A", "1").config("{ ui: { assistant: { name: '$A ${a} ${A} $${A} ${A ${} ${1A} $$' } } }");

        assertThat(value("/ui/assistant/name")).isEqualTo("$A ${a} 1 ${A} ${A ${} ${1A} $$");
        assertThat(world.read().problems()).isEmpty();
    }

    @Test
    void theBlockMayReferToWhatIsSet() {
        world.variable("BASE", "sk").config("{ env: { KEY: '${BASE}-1' }, talk: { apiKey: '${KEY}' } }");

        assertThat(value("/talk/apiKey")).isEqualTo("sk-1");
    }

    @Test
    void aMissingVariableOfTheProviderInUseIsOneProblemAndTheRestStands() {
        world.variable("OTHER_API_KEY", "x").config(TWO_PROVIDERS);

        ConfigSnapshot snapshot = world.read();

        assertThat(World.lines(snapshot.problems())).containsExactly("4:47 models.providers.moonshot.apiKey: "
                + "Missing env var \"MOONSHOT_API_KEY\" referenced at config path: models.providers.moonshot.apiKey. "
                + "Set it: export MOONSHOT_API_KEY=…, or add it to ~/.openclaw/.env");
        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.FILE);
        var key = snapshot.config().models().providers().get("moonshot").apiKey().orElseThrow();
        assertThat(key.written()).isEqualTo("${MOONSHOT_API_KEY}");
        assertThat(key.value()).isEmpty();
    }

    @Test
    void aMissingVariableOfAnUnusedProviderIsAWarning() {
        world.variable("MOONSHOT_API_KEY", "x").config(TWO_PROVIDERS);

        assertThat(world.read().isValid()).isTrue();
        assertThat(World.lines(world.read().warnings())).singleElement().asString().contains("OTHER_API_KEY");
    }

    @Test
    void aProviderWithAnAuthProfileNeedsNoVariable() {
        world.config(TWO_PROVIDERS.replace("agents:",
                "auth: { profiles: { 'moonshot:default': { provider: 'moonshot', mode: 'api_key' } } }, agents:"));

        assertThat(world.read().isValid()).isTrue();
        assertThat(world.read().warnings()).hasSize(2);
    }

    @Test
    void anUnsetVariableStopsNoRepair() {
        world.config(TWO_PROVIDERS);

        assertThat(world.set("gateway.port", "1").problems()).hasSize(1);
        assertThat(world.text("openclaw.json")).contains("${MOONSHOT_API_KEY}", "port: 1");
    }

    @Test
    void aHeaderWhoseVariableIsNotSetIsNotSent() {
        world.variable("SET", "1").config("{ models: { providers: { p: { baseUrl: 'https://x', models: [],"
                + " headers: { 'X-A': '${UNSET}', 'X-B': '${SET}', 'X-C': '$${SET}' } } } } }");

        assertThat(world.read().config().models().providers().get("p").headers())
                .containsOnlyKeys("X-B", "X-C")
                .containsEntry("X-C", "${SET}");
    }

    @Test
    void secretsAreNamedAsTheyAreWritten() {
        world.variable("K", "secret").config("""
                { models: { providers: {
                  a: { baseUrl: 'x', models: [], apiKey: '${K}' },
                  b: { baseUrl: 'x', models: [], apiKey: 'sk-literal' },
                  c: { baseUrl: 'x', models: [], apiKey: 'file:~/.keys/c' },
                  d: { baseUrl: 'x', models: [], apiKey: 'exec:pass show c' },
                  e: { baseUrl: 'x', models: [], apiKey: { source: 'env', id: 'K' } },
                  f: { baseUrl: 'x', models: [], apiKey: { source: 'exec', id: 'pass show f' } },
                  g: { baseUrl: 'x', models: [], apiKey: 'pre-${K}' },
                } } }""");

        var providers = world.read().config().models().providers();
        assertThat(providers.values()).extracting(provider -> provider.apiKey().orElseThrow().written()).containsExactly(
                "${K}", "(literal)", "file:~/.keys/c", "exec:pass show c", "${K}", "exec:pass show f", "${K}");
        assertThat(providers.get("a").apiKey().orElseThrow().value().orElseThrow().reveal()).isEqualTo("secret");
        assertThat(providers.get("g").apiKey().orElseThrow().value().orElseThrow().reveal()).isEqualTo("pre-secret");
        assertThat(providers.get("c").apiKey().orElseThrow().value()).isEmpty();
        assertThat(providers.toString()).doesNotContain("secret").doesNotContain("sk-literal");
    }

    @Test
    void theLoginShellIsAskedOnlyWhenAllowedAndNeeded() throws IOException {
        Path shell = home.resolve("shell");
        Files.writeString(shell, "#!/bin/sh\necho asked >> '" + home.resolve("asked") + "'\n"
                + "printf 'MOONSHOT_API_KEY=from-shell\\0UNRELATED=x\\0DASHSCOPE_API_KEY=q\\0'\n");
        shell.toFile().setExecutable(true);
        world.variable("SHELL", shell.toString()).variable("PATH", "/usr/bin:/bin");
        String text = TWO_PROVIDERS.replace("${OTHER_API_KEY}", "x");
        world.config(text);
        assertThat(world.read().isValid()).isFalse();
        assertThat(home.resolve("asked")).doesNotExist();

        world.config(text.replace("agents:", "env: { shellEnv: { enabled: true } }, agents:"));
        ConfigSnapshot snapshot = world.read();

        assertThat(snapshot.isValid()).isTrue();
        assertThat(snapshot.environment().variables())
                .containsEntry("MOONSHOT_API_KEY", "from-shell")
                .containsEntry("DASHSCOPE_API_KEY", "q")
                .doesNotContainKey("UNRELATED");
        assertThat(snapshot.variables()).containsEntry("MOONSHOT_API_KEY", ConfigSnapshot.VariableSource.SHELL);
        world.variable("MOONSHOT_API_KEY", "set");
        world.read();
        assertThat(home.resolve("asked")).content().hasLineCount(1);
    }
}
