package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code config}, as a person at a terminal and a script meet it. */
class ConfigCommandTest {
    private static final String KEY = "sk-canary-abcdefghijklmnopqrstuvwxyz";
    private static final String MINE = """
            // My own remarks stay.
            {
              agents: {
                defaults: { model: { primary: 'moonshot/kimi-k2-thinking' } }, // thinks
              },
              models: {
                providers: {
                  moonshot: {
                    baseUrl: 'https://api.moonshot.cn/v1',
                    apiKey: '${MOONSHOT_API_KEY}',
                    headers: { Authorization: 'Bearer sk-canary-in-a-header-00000000' },
                    models: [{ id: 'kimi-k2-thinking', name: 'K2', }],
                  },
                },
              },
            }
            """;

    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void aHomeWithAConfig() {
        home = new TempHome(folder).config(MINE).variable("MOONSHOT_API_KEY", KEY);
    }

    private int config(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "config";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return Main.run(home.cli(), line);
    }

    private String file() {
        return home.read(".openclaw/openclaw.json");
    }

    @Test
    void getPrintsScalarsPlainlyAndTheRestAsJson() {
        assertThat(config("get", "agents.defaults.model.primary")).isZero();
        assertThat(home.out()).isEqualTo("moonshot/kimi-k2-thinking\n");
        assertThat(config("get", "agents.defaults.model.primary", "--json")).isZero();
        assertThat(home.out()).isEqualTo("\"moonshot/kimi-k2-thinking\"\n");
        assertThat(config("get", "models.providers.moonshot.models")).isZero();
        JsonNode models = Json.parse(home.out());
        assertThat(models.get(0).get("name").stringValue()).isEqualTo("K2");
        assertThat(home.err()).isEmpty();
    }

    @Test
    void getFillsInDefaultsAndTheCatalogue() {
        assertThat(config("get", "agents.defaults.timeoutSeconds")).isZero();
        assertThat(home.out()).isEqualTo("600\n");
        assertThat(config("get", "models.providers.moonshot.models[0].reasoning")).isZero();
        assertThat(home.out()).isEqualTo("true\n");
        assertThat(config("get", "models.providers.moonshot")).isZero();
        assertThat(Json.parse(home.out()).get("models").get(0).get("contextWindow").isIntegralNumber()).isTrue();
        assertThat(file()).isEqualTo(MINE);
    }

    @Test
    void getOfNothingSaysSo() {
        assertThat(config("get", "agents.nothing.here")).isEqualTo(1);
        assertThat(home.err()).isEqualTo("Config path not found: agents.nothing.here\n");
        assertThat(home.out()).isEmpty();
        assertThat(config("get", "models.providers.deepseek.baseUrl")).isEqualTo(1);
        assertThat(config("get", "")).isEqualTo(2);
        assertThat(home.err()).isEqualTo("Path is empty.\n");
        assertThat(config("get", "a[0")).isEqualTo(2);
    }

    @Test
    @DisplayName("P24 secrets are masked in what is shown")
    void secretsAreMaskedUnlessAskedFor() {
        assertThat(config("get", "models.providers.moonshot.apiKey")).isZero();
        assertThat(home.out()).isEqualTo("sk-c…wxyz\n");
        assertThat(config("get", "models")).isZero();
        assertThat(home.out()).doesNotContain("canary");
        assertThat(config("get")).isZero();
        assertThat(home.out()).doesNotContain("canary");
        assertThat(config("explain", "models.providers.moonshot")).isZero();
        assertThat(home.out() + home.err()).doesNotContain("canary");
        assertThat(config("explain", "models", "--json")).isZero();
        assertThat(home.out() + home.err()).doesNotContain("canary");
        assertThat(config("get", "models.providers.moonshot.apiKey", "--reveal")).isZero();
        assertThat(home.out()).isEqualTo(KEY + "\n");
    }

    @Test
    void setChangesOnlyThatValue() {
        assertThat(config("set", "agents.defaults.model.primary", "moonshot/kimi-k2.5")).isZero();
        assertThat(home.out()).isEqualTo("Updated agents.defaults.model.primary. Applies at once.\n");
        assertThat(file()).isEqualTo(MINE.replace("'moonshot/kimi-k2-thinking' }", "\"moonshot/kimi-k2.5\" }"));
        assertThat(config("set", "gateway.port", "18790")).isZero();
        assertThat(home.out()).isEqualTo("Updated gateway.port. Restart the gateway to apply.\n");
        assertThat(file()).endsWith("  gateway: {\n    port: 18790,\n  },\n}\n").contains("// thinks", "${MOONSHOT_API_KEY}");
    }

    @Test
    void setSpeaksChinese() {
        home.language(Language.ZH);
        assertThat(config("set", "gateway.port", "18790")).isZero();
        assertThat(home.out()).isEqualTo("已更新 gateway.port。重启网关后生效。\n");
    }

    @Test
    void aValueThatIsNoJson5IsAStringUnlessStrict() {
        assertThat(config("set", "models.providers.moonshot.apiKey", "${OTHER_KEY}")).isZero();
        assertThat(file()).contains("apiKey: \"${OTHER_KEY}\",");
        assertThat(config("set", "models.providers.moonshot.models[0].name", "Kimi K2")).isZero();
        assertThat(file()).contains("name: \"Kimi K2\",");
        for (String strict : new String[] {"--json", "--strict-json"}) {
            assertThat(config("set", "models.providers.moonshot.models[0].name", "Kimi K3", strict)).isEqualTo(2);
            assertThat(home.err()).startsWith("Failed to parse JSON5 value: not valid JSON5: found text without quotes");
        }
        assertThat(file()).contains("Kimi K2").doesNotContain("K3");
    }

    @Test
    void aNumberWhereOnlyAStringMayStandIsTakenForOne() {
        assertThat(config("set", "models.providers.moonshot.models[0].name", "2026")).isZero();
        assertThat(file()).contains("name: \"2026\",");
        assertThat(config("set", "models.providers.moonshot.models[0].name", "2027", "--json")).isEqualTo(2);
    }

    @Test
    void aValueMayBeginWithADashOrAnAtSign() {
        assertThat(config("set", "models.providers.moonshot.models[0].name", "@bot")).isZero();
        assertThat(file()).contains("name: \"@bot\",");
        assertThat(config("set", "agents.defaults.models['moonshot/kimi-k2.5'].params.penalty", "-1.5")).isZero();
        assertThat(file()).contains("penalty: -1.5");
        assertThat(config("set", "agents.defaults.timeoutSeconds", "-1")).isEqualTo(2);
        assertThat(config("set", "agents.defaults.timeoutSeconds", "1", "--jsn")).isEqualTo(2);
    }

    @Test
    void setRefusesWhatIsNotValidAndLeavesTheFile() {
        assertThat(config("set", "agents.defaults.timeoutSeconds", "soon")).isEqualTo(2);
        assertThat(home.err()).contains("openclaw.json:", "agents.defaults.timeoutSeconds");
        assertThat(config("set", "agents.defaults.modell", "x")).isEqualTo(2);
        assertThat(config("set", "agents.defaults.model.primary.more", "x")).isEqualTo(2);
        assertThat(config("set", "models.providers.moonshot.models[7]", "{id: 'a', name: 'b'}")).isEqualTo(2);
        assertThat(home.err()).contains("has 1 items");
        assertThat(file()).isEqualTo(MINE);
        assertThat(home.out()).isEmpty();
    }

    @Test
    void setWithoutAFileMakesOne() throws IOException {
        Files.delete(home.config());
        assertThat(config("set", "agents.defaults.model.primary", "moonshot/kimi-k2.5")).isZero();
        assertThat(Json.parse(file()).at("/agents/defaults/model/primary").stringValue()).isEqualTo("moonshot/kimi-k2.5");
        assertThat(Files.getPosixFilePermissions(home.config())).hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @Test
    void unsetTakesAKeyAway() {
        assertThat(config("unset", "models.providers.moonshot.headers")).isZero();
        assertThat(home.out()).isEqualTo("Removed models.providers.moonshot.headers. Applies at once.\n");
        assertThat(file()).isEqualTo(MINE.replaceAll(".*headers:.*\n", ""));
        assertThat(config("unset", "models.providers.moonshot.headers")).isEqualTo(1);
        assertThat(home.err()).isEqualTo("Config path not found: models.providers.moonshot.headers\n");
    }

    @Test
    void pathsMayQuoteKeys() {
        assertThat(config("set", "agents.defaults.models[\"moonshot/kimi-k2.5\"].alias", "k25")).isZero();
        assertThat(file()).contains("\"moonshot/kimi-k2.5\": {");
        assertThat(config("get", "agents.defaults.models.[moonshot/kimi-k2.5].alias")).isZero();
        assertThat(home.out()).isEqualTo("k25\n");
        assertThat(config("get", "agents.defaults.models.moonshot/kimi-k2\\.5.alias")).isZero();
        assertThat(home.out()).isEqualTo("k25\n");
    }

    @Test
    void patchMergesAndRemoves() {
        assertThat(config("patch", "{ agents: { defaults: { timeoutSeconds: 0x384 } }, models: { providers: { moonshot: { headers: null } } },"
                        + " gateway: { port: 18790, bind: null } }"))
                .isZero();
        assertThat(home.out()).isEqualTo("Updated ~/.openclaw/openclaw.json\n");
        assertThat(file()).contains("// thinks", "timeoutSeconds: 0x384").doesNotContain("headers", "bind");
        assertThat(config("get", "gateway.port")).isZero();
        assertThat(home.out()).isEqualTo("18790\n");
    }

    @Test
    void patchComesFromAFileOrStandardInput() {
        home.write("change.json5", "// why\n{ gateway: { port: 18791 } }");
        assertThat(config("patch", "--file", "change.json5", "--json")).isZero();
        assertThat(Json.parse(home.out()).get("updated").get(0).stringValue()).isEqualTo("gateway");
        home.input("{ gateway: { port: 18792 } }");
        assertThat(config("patch", "-f", "-")).isZero();
        assertThat(file()).contains("port: 18792");
        home.input("");
        assertThat(config("patch")).isEqualTo(2);
        assertThat(config("patch", "--file", "absent.json5")).isEqualTo(1);
        assertThat(config("patch", "[1]")).isEqualTo(2);
        assertThat(config("patch", "{ gateway: ")).isEqualTo(2);
        assertThat(home.err()).contains("<patch>:1:12: not valid JSON5");
        assertThat(config("patch", "{ agents: { defaults: { model: { primary: 'moonshot/kimi-k2-thinking' } } } }")).isZero();
        assertThat(home.out()).isEqualTo("~/.openclaw/openclaw.json is unchanged\n");
    }

    @Test
    void aPatchIsAppliedAsAWholeOrNotAtAll() {
        assertThat(config("patch", "{ gateway: { port: 18790 }, agents: { defaults: { timeoutSeconds: 'never' } } }")).isEqualTo(2);
        assertThat(file()).isEqualTo(MINE);
    }

    @Test
    void validateListsEveryProblemWithItsPlace() {
        assertThat(config("validate")).isZero();
        assertThat(home.out()).isEqualTo("~/.openclaw/openclaw.json is valid\n");
        home.config("{\n  agents: { defaults: { timeoutSeconds: 'x' } },\n  nonsense: 1,\n}\n");
        assertThat(config("validate")).isEqualTo(2);
        assertThat(home.out().lines()).hasSize(2);
        assertThat(home.out()).contains("openclaw.json:2:41: agents.defaults.timeoutSeconds: ", "openclaw.json:3:3: ", "nonsense");
        assertThat(config("validate", "--json")).isEqualTo(2);
        JsonNode report = Json.parse(home.out());
        assertThat(report.get("valid").booleanValue()).isFalse();
        assertThat(report.get("problems").get(0).get("line").intValue()).isEqualTo(2);
    }

    @Test
    void aBrokenFileIsNamedAndTheLastGoodOneCounts() {
        assertThat(config("get", "agents.defaults.model.primary")).isZero();
        home.config("{\n  agents: {{\n}");
        assertThat(config("get", "agents.defaults.model.primary")).isEqualTo(2);
        assertThat(home.out()).isEqualTo("moonshot/kimi-k2-thinking\n");
        assertThat(home.err()).contains("Config invalid at ~/.openclaw/openclaw.json.", "openclaw.json:2:12: ", "last copy that was valid");
        assertThat(config("set", "gateway.port", "1")).isEqualTo(2);
        assertThat(home.err()).contains("openclaw.json:2:12");
        assertThat(config("validate")).isEqualTo(2);
    }

    @Test
    void anUnsetVariableBlocksNoOtherAnswer() {
        home.config(MINE.replace("MOONSHOT_API_KEY", "NOT_SET_ANYWHERE"));
        assertThat(config("get", "agents.defaults.model.primary")).isZero();
        assertThat(home.out()).isEqualTo("moonshot/kimi-k2-thinking\n");
        assertThat(config("set", "gateway.port", "18790")).isZero();
        assertThat(file()).contains("${NOT_SET_ANYWHERE}");
    }

    @Test
    void undoTakesTheLastChangeBackAndForth() {
        assertThat(config("undo")).isEqualTo(2);
        assertThat(config("set", "gateway.port", "18790")).isZero();
        String changed = file();
        assertThat(config("undo")).isZero();
        assertThat(file()).isEqualTo(MINE);
        assertThat(config("undo")).isZero();
        assertThat(file()).isEqualTo(changed);
    }

    @Test
    void fileAndSchemaAreForOtherPrograms() {
        assertThat(config("file")).isZero();
        assertThat(home.out()).isEqualTo(home.config() + "\n");
        assertThat(config("file", "--json")).isZero();
        assertThat(Json.parse(home.out()).get("exists").booleanValue()).isTrue();
        assertThat(config("schema")).isZero();
        assertThat(Json.parse(home.out()).get("$schema").stringValue()).contains("2020-12");
    }

    @Test
    void explainSaysWhereAValueComesFrom() {
        assertThat(config("explain", "models.providers.moonshot.apiKey")).isZero();
        assertThat(home.out()).contains(
                "models.providers.moonshot.apiKey = \"sk-c…wxyz\"", "~/.openclaw/openclaw.json:10:17", "${MOONSHOT_API_KEY}: from the environment");
        assertThat(config("explain", "agents.defaults.timeoutSeconds")).isZero();
        assertThat(home.out()).contains("= 600", "built-in default", "integer");
        assertThat(config("explain", "models.providers.moonshot.models[0].contextWindow")).isZero();
        assertThat(home.out()).contains("built-in catalogue");
        assertThat(config("explain", "models.providers.moonshot.models[0].contextWindow", "--json")).isZero();
        assertThat(Json.parse(home.out()).get("origin").stringValue()).isEqualTo("catalogue");
        assertThat(config("explain", "agents.nothing")).isEqualTo(1);
        assertThat(config("explain")).isZero();
        assertThat(home.out()).contains("agents", "models");
    }

    @Test
    void explainNamesAnIncludedFile() {
        home.config("{ agents: { $include: './agents.json5' } }").write(".openclaw/agents.json5", "{\n  defaults: { timeoutSeconds: 30 },\n}");
        assertThat(config("explain", "agents.defaults.timeoutSeconds")).isZero();
        assertThat(home.out()).contains("= 30", "~/.openclaw/agents.json5:2:31 (an included file)");
    }

    @Test
    void theQuickWayAnswersAsTheLongOne() {
        for (String path : new String[] {"agents", "agents.defaults.model.primary", "models.providers.moonshot.apiKey", "no.such", "", "a[0"}) {
            int quick = config("get", path);
            String said = home.out() + home.err();
            assertThat(config("get", "--", path)).as(path).isEqualTo(quick);
            assertThat(home.out() + home.err()).as(path).isEqualTo(said);
        }
    }

    @Test
    void aloneItListsWhatItCanDo() {
        assertThat(config()).isZero();
        assertThat(home.out()).contains("get", "set", "unset", "patch", "validate", "schema", "file", "explain", "undo");
        assertThat(config("nonsense")).isEqualTo(2);
        assertThat(config("get", "a", "b")).isEqualTo(2);
    }
}
