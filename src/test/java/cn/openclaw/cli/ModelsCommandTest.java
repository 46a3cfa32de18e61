package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.testing.Golden;
import cn.openclaw.testing.TempHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** {@code models}, as people and scripts meet it. */
class ModelsCommandTest {
    private static final String KEY = "sk-canary0123456789abcdef0123456789wxyz";
    private static final String PAGE = """
            // mine
            {
              env: { MOONSHOT_API_KEY: "%s" },
              agents: {
                defaults: {
                  model: { primary: "moonshot/kimi-k2-0905-preview" }, // the default
                  models: {
                    "moonshot/kimi-k2-0905-preview": { alias: "Kimi K2" },
                    "moonshot/kimi-k2-thinking": { alias: "Kimi K2 Thinking" },
                  },
                },
              },
              models: {
                providers: {
                  moonshot: {
                    baseUrl: "https://api.moonshot.cn/v1",
                    apiKey: "${MOONSHOT_API_KEY}",
                    models: [
                      { id: "kimi-k2-0905-preview", name: "Kimi K2 0905 Preview", contextWindow: 256000, maxTokens: 8192 },
                    ],
                  },
                },
              },
            }
            """.formatted(KEY);

    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void home() {
        home = new TempHome(folder);
    }

    private int models(String... words) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(words));
        int code = Main.run(home.cli(), all.toArray(String[]::new));
        assertThat(home.out() + home.err()).doesNotContain(KEY).doesNotContain("canary").doesNotContain("\tat ");
        return code;
    }

    private JsonNode json() {
        return Json.parse(home.out());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void listsWhatIsUsed(Language language) {
        home.config(PAGE).language(language);

        assertThat(models("list")).isZero();

        Golden.check("cli/models-list." + language.name().toLowerCase(java.util.Locale.ROOT) + ".txt", home.out());
    }

    @Test
    void listsAsJsonWithTheOriginalsKeys() {
        home.config(PAGE);

        assertThat(models("list", "--json")).isZero();

        assertThat(json().get("count").intValue()).isEqualTo(2);
        JsonNode first = json().get("models").get(0);
        assertThat(first.propertyNames())
                .startsWith("key", "name", "input", "contextWindow", "local", "available", "tags", "missing");
        assertThat(first.get("key").stringValue()).isEqualTo("moonshot/kimi-k2-0905-preview");
        assertThat(first.get("tags").toString()).isEqualTo("[\"default\",\"configured\",\"alias:Kimi K2\",\"retired:kimi-k2.6\"]");
        assertThat(home.err()).isEmpty();
    }

    @Test
    void anEmptyListIsJsonToo() {
        assertThat(models("list", "--local", "--json")).isZero();

        assertThat(json().get("count").intValue()).isZero();
        models("list", "--local");
        assertThat(home.out()).isEqualTo("No models found.\n");
    }

    @Test
    void listsEverythingOrOneProvider() {
        home.config(PAGE);

        models("list", "--all", "--plain");
        assertThat(home.out()).contains("moonshot/kimi-k3\n", "kimi-code/kimi-for-coding\n", "deepseek/deepseek-chat\n");
        models("list", "--all", "--provider", "kimi", "--plain");
        assertThat(home.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("kimi-code/"));
        assertThat(models("list", "--provider", "nosuch")).isEqualTo(2);
        assertThat(models("list", "--json", "--plain")).isEqualTo(2);
        assertThat(home.err()).contains("Choose either --json or --plain, not both.");
    }

    @Test
    void wordsThatLeadNowhereAreListedAsMissing() {
        home.config("{ agents: { defaults: { model: { primary: \"nosuch/x\", fallbacks: [\"moonshot/kimi-typo\"] } } } }");

        models("list", "--json");

        assertThat(json().get("models").get(0).get("missing").booleanValue()).isTrue();
        assertThat(json().get("models").get(0).get("contextWindow").isNull()).isTrue();
        assertThat(json().get("models").get(1).get("tags").toString()).contains("missing");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void showsTheStatus(Language language) {
        home.config(PAGE).language(language);

        assertThat(models("status")).isZero();

        Golden.check("cli/models-status." + language.name().toLowerCase(java.util.Locale.ROOT) + ".txt", home.out());
        assertThat(models()).as("models alone is the status").isZero();
    }

    @Test
    void theStatusIsJsonWithTheOriginalsKeys() {
        home.config(PAGE);

        assertThat(models("status", "--json")).isZero();

        assertThat(json().propertyNames())
                .containsExactly(
                        "configPath",
                        "agentDir",
                        "defaultModel",
                        "resolvedDefault",
                        "fallbacks",
                        "imageModel",
                        "imageFallbacks",
                        "aliases",
                        "allowed",
                        "auth");
        assertThat(json().get("auth").propertyNames())
                .containsExactly(
                        "storePath",
                        "shellEnvFallback",
                        "providersWithOAuth",
                        "missingProvidersInUse",
                        "providers",
                        "unusableProfiles",
                        "oauth");
        JsonNode moonshot = json().get("auth").get("providers").get(0);
        assertThat(moonshot.get("env").get("value").stringValue()).isEqualTo("sk-c…wxyz");
        assertThat(moonshot.get("modelsJson").get("value").stringValue()).isEqualTo("${MOONSHOT_API_KEY}");
        assertThat(models("--status-json")).isZero();
        assertThat(json().get("resolvedDefault").stringValue()).isEqualTo("moonshot/kimi-k2-0905-preview");
        models("status", "--plain");
        assertThat(home.out()).isEqualTo("moonshot/kimi-k2-0905-preview\n");
    }

    @Test
    void theCheckTellsByExitCode() {
        assertThat(models("status", "--check")).as("no key at all").isEqualTo(1);
        home.config(PAGE);
        assertThat(models("status", "--check")).isZero();
    }

    @Test
    void withoutAnyConfigTheDefaultIsExplained() {
        assertThat(models("status")).isZero();
        assertThat(home.out()).contains("Default       : moonshot/kimi-k3 (no default is configured, and no key is at hand)");
        home.variable("DEEPSEEK_API_KEY", "sk-0123456789012345678901234");
        models("status");
        assertThat(home.out()).contains("deepseek/deepseek-chat (no default is configured; deepseek has a key)");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void explainsAReference(Language language) {
        home.config(PAGE).language(language);

        assertThat(models("explain", "Kimi", "K2")).isZero();

        int rules = home.out().indexOf("\n\n");
        Golden.check(
                "cli/models-explain." + language.name().toLowerCase(java.util.Locale.ROOT) + ".txt",
                home.out().substring(0, rules + 1));
        assertThat(home.out().substring(rules)).contains("system-role = system", "sampling = open", "schema = mfjs");
    }

    @Test
    void explainsKeysHeadersAndRests() {
        home.config("{ models: { providers: { \"kimi-code\": { baseUrl: \"https://api.kimi.com/coding/v1\","
                + " headers: { \"X-Secret-Token\": \"" + KEY + "\" }, models: [] } } } }");
        AuthProfileStore store = new AuthProfileStore(
                home.path(".openclaw/agents/main/agent/auth-profiles.json"), home.cli().clock(), home.environment());
        store.put(AuthProfile.apiKey("kimi-code", new Secret(KEY)));
        store.failed("kimi-code:default", "kimi-for-coding", AuthFailure.RATE_LIMIT, Optional.of(java.time.Duration.ofMinutes(3)));
        assertThat(store.flush()).isTrue();

        assertThat(models("explain", "kimi/kimi-for-coding", "--json")).isZero();

        assertThat(json().get("resolved").stringValue()).isEqualTo("kimi-code/kimi-for-coding");
        assertThat(json().get("keys").get(0).get("masked").stringValue()).isEqualTo("sk-c…wxyz");
        assertThat(json().get("keys").get(0).get("restsUntil").isNumber()).isTrue();
        assertThat(json().get("headers").get("User-Agent").stringValue()).isEqualTo("KimiCLI/0.77");
        assertThat(json().get("headers").get("X-Secret-Token").stringValue()).isEqualTo("sk-c…wxyz");
        assertThat(json().get("price").get("includedInMembership").booleanValue()).isTrue();
        assertThat(json().get("rules")).isNotEmpty();
        models("explain", "kimi/kimi-for-coding");
        assertThat(home.out()).contains("[rests 3m: rate_limit]").contains("included in the membership").contains("its terms name the clients");
    }

    @Test
    void setChangesOneValueAndNothingElse() {
        home.config(PAGE);

        assertThat(models("set", "kimi", "k2", "THINKING")).isZero();

        assertThat(home.out()).isEqualTo("Updated ~/.openclaw/openclaw.json\nDefault model: moonshot/kimi-k2-thinking\n");
        assertThat(home.err()).contains("was retired on 2026-05-25").contains("moonshot/kimi-k2.6");
        assertThat(home.read(".openclaw/openclaw.json"))
                .isEqualTo(PAGE.replace("primary: \"moonshot/kimi-k2-0905-preview\"", "primary: \"moonshot/kimi-k2-thinking\""));
    }

    @Test
    void aModelCanBeSpeltOutForTheOriginal() {
        home.config(PAGE.replaceFirst("\\{", "{ meta: { lastTouchedVersion: '2026.1.31' },"));

        assertThat(models("set", "moonshot/kimi-k2.6")).isZero();
        assertThat(home.err()).contains("models set moonshot/kimi-k2.6 --spell-out");
        assertThat(models("set", "moonshot/kimi-k2.6", "--spell-out")).isZero();
        assertThat(home.err()).doesNotContain("--spell-out");
        String written = home.read(".openclaw/openclaw.json");
        assertThat(written).contains("\"id\": \"kimi-k2.6\"", "\"supportsDeveloperRole\": false").doesNotContain("video");
        assertThat(models("set", "moonshot/kimi-k2.6", "--spell-out")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo(written);
        assertThat(models("explain", "moonshot/kimi-k2.6")).isZero();
        assertThat(home.out()).contains("video").contains("¥");

        assertThat(models("set", "deepseek/deepseek-chat", "--spell-out")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).contains("deepseek: {", "\"id\": \"deepseek-chat\"");
        assertThat(Main.run(home.cli(), "config", "validate")).isZero();
    }

    @Test
    void setOfAnUnknownModelIsRefusedWithWhatIsNear() {
        home.config(PAGE);

        assertThat(models("set", "moonshot/kimi-k33")).isEqualTo(2);
        assertThat(home.err()).contains("moonshot/kimi-k3").contains("--force");
        assertThat(models("set", "nosuch/x")).isEqualTo(2);
        assertThat(models("set", "nosuch/x", "--force")).as("no provider, no force").isEqualTo(2);
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo(PAGE);
        assertThat(models("set", "moonshot/kimi-k33", "--force")).isZero();
        models("status", "--plain");
        assertThat(home.out()).isEqualTo("moonshot/kimi-k33\n");
    }

    @Test
    void setDoesNotBeginAnAllowListAndExtendsOneThatIsThere() {
        models("set", "moonshot/kimi-k3");
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain("models");
        models("status", "--json");
        assertThat(json().get("allowed")).isEmpty();

        home.config(PAGE);
        models("set", "deepseek-chat");
        models("status", "--json");
        assertThat(json().get("allowed").toString()).contains("deepseek/deepseek-chat");
    }

    @Test
    void aliasesAreAddedListedAndRemoved() {
        assertThat(models("aliases", "add", "fast", "moonshot/kimi-k2.7-code-highspeed")).isZero();
        assertThat(home.out()).contains("Alias fast -> moonshot/kimi-k2.7-code-highspeed");
        assertThat(home.err()).contains("\"*\"");
        models("aliases", "list", "--json");
        assertThat(json().toString()).isEqualTo("{\"aliases\":{\"fast\":\"moonshot/kimi-k2.7-code-highspeed\"}}");
        models("aliases");
        assertThat(home.out()).isEqualTo("Aliases (1):\n- fast -> moonshot/kimi-k2.7-code-highspeed\n");
        models("explain", "deepseek-chat", "--json");
        assertThat(json().get("allowed").get("allowed").booleanValue()).as("all stay allowed").isTrue();

        assertThat(models("aliases", "add", "FAST", "moonshot/kimi-k3")).isEqualTo(2);
        assertThat(home.err()).contains("already points to");
        assertThat(models("aliases", "add", "moonshot/kimi-k3", "moonshot/kimi-k2.6")).as("a reference is no alias").isEqualTo(2);
        assertThat(models("aliases", "remove", "fast")).isZero();
        assertThat(home.out()).contains("No aliases configured.");
        assertThat(models("aliases", "remove", "fast")).isEqualTo(2);
    }

    @Test
    void fallbacksKeepTheirOrderAndTheirComments() {
        home.config("{ agents: { defaults: { model: { primary: \"moonshot/kimi-k3\", fallbacks: [\n  \"moonshot/kimi-k2.6\", // cheap\n] } } } }\n");

        assertThat(models("fallbacks", "add", "deepseek-chat")).isZero();
        assertThat(home.out()).endsWith("Fallbacks: moonshot/kimi-k2.6, deepseek/deepseek-chat\n");
        assertThat(home.read(".openclaw/openclaw.json")).contains("// cheap");
        String before = home.read(".openclaw/openclaw.json");
        models("fallbacks", "add", "kimi-k2.6");
        assertThat(home.read(".openclaw/openclaw.json")).as("a duplicate changes nothing").isEqualTo(before);
        models("fallbacks", "list", "--json");
        assertThat(json().toString()).isEqualTo("{\"fallbacks\":[\"moonshot/kimi-k2.6\",\"deepseek/deepseek-chat\"]}");
        assertThat(models("fallbacks", "remove", "kimi-k2.6")).isZero();
        assertThat(home.out()).endsWith("Fallbacks: deepseek/deepseek-chat\n");
        assertThat(models("fallbacks", "remove", "kimi-k2.6")).isEqualTo(2);
        assertThat(models("fallbacks", "clear")).isZero();
        assertThat(home.out()).endsWith("Fallback list cleared.\n");
        models("image-fallbacks", "add", "moonshot/kimi-k2.6");
        assertThat(home.out()).endsWith("Image fallbacks: moonshot/kimi-k2.6\n");
        assertThat(home.read(".openclaw/openclaw.json")).contains("imageModel");
    }

    @Test
    void aBrokenConfigIsNamedAndTheListStillComes() {
        home.config("{ models: { providers: { moonshot: { baseUrl: 5 } } } }");

        assertThat(models("list", "--json")).isZero();

        assertThat(home.err()).contains("openclaw.json:1:");
        assertThat(json().get("count").intValue()).isPositive();
    }
}
