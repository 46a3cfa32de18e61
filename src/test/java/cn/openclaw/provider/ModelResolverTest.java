package cn.openclaw.provider;

import static cn.openclaw.provider.TestConfig.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Language;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.ModelResolver.Because;
import cn.openclaw.provider.Resolution.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From words to a model: a fixed order, no invented provider, and errors that say what to do. */
class ModelResolverTest {
    @TempDir
    Path cache;

    private ModelResolver resolver(TestConfig config) {
        return resolver(config, "main");
    }

    private ModelResolver resolver(TestConfig config, String agent) {
        ClawConfig built = config.build();
        return new ModelResolver(built, new ModelCatalog(built, cache), agent);
    }

    private Resolution resolve(TestConfig config, String text) {
        return resolver(config).resolve(text);
    }

    @Test
    @DisplayName("P14 an exact reference beats an alias of the same name")
    void anExactReferenceBeatsAnAliasOfTheSameName() {
        TestConfig config = new TestConfig().alias("moonshot/kimi-k2.6", "moonshot/kimi-k3");

        Resolution resolution = resolve(config, "moonshot/kimi-k3");

        assertThat(resolution.ref()).hasToString("moonshot/kimi-k3");
        assertThat(resolution.rule()).isEqualTo(Rule.EXACT);
    }

    @Test
    void anAliasMayHoldBlanksAndItsCaseDoesNotMatter() {
        TestConfig config = new TestConfig().alias("moonshot/kimi-k2-0905-preview", "Kimi K2");

        assertThat(resolve(config, " kimi k2 ").ref()).hasToString("moonshot/kimi-k2-0905-preview");
        assertThat(resolve(config, "KIMI K2").rule()).isEqualTo(Rule.ALIAS);
    }

    @Test
    void anAliasBeatsABareId() {
        TestConfig config = new TestConfig().alias("moonshot/kimi-k2.6", "deepseek-chat");

        assertThat(resolve(config, "deepseek-chat").ref()).hasToString("moonshot/kimi-k2.6");
    }

    @Test
    void aBareIdThatOneProviderHasIsThatOne() {
        assertThat(resolve(new TestConfig(), "deepseek-chat").ref()).hasToString("deepseek/deepseek-chat");
        assertThat(resolve(new TestConfig(), "KIMI-K3").ref()).hasToString("moonshot/kimi-k3");
        assertThat(resolve(new TestConfig(), "Qwen/Qwen2.5-32B-Instruct").ref())
                .hasToString("siliconflow/Qwen/Qwen2.5-32B-Instruct");
    }

    @Test
    void theConfigsOwnProvidersAreAskedFirstForABareId() {
        TestConfig config = new TestConfig().provider("moonshot", "https://api.moonshot.cn/v1");

        Resolution resolution = resolve(config, "kimi-k2-thinking");

        assertThat(resolution.ref()).hasToString("moonshot/kimi-k2-thinking");
        assertThat(resolution.rule()).isEqualTo(Rule.UNIQUE_CONFIGURED_ID);
    }

    @Test
    void aBareIdThatTwoHaveIsRefusedWithBoth() {
        assertThatThrownBy(() -> resolve(new TestConfig(), "kimi-k2-thinking"))
                .isInstanceOf(ModelRefException.class)
                .hasMessageContaining("kimi-code/kimi-k2-thinking")
                .hasMessageContaining("moonshot/kimi-k2-thinking");
    }

    @Test
    void everyNameOfAProviderLeadsToTheSameModel() {
        for (String name : List.of("kimi-code", "kimi-coding", "kimi")) {
            assertThat(resolve(new TestConfig(), name + "/kimi-for-coding").ref()).hasToString("kimi-code/kimi-for-coding");
        }
    }

    @Test
    void anUnknownModelIsAnErrorThatNamesTheNearest() {
        assertThatThrownBy(() -> resolve(new TestConfig(), "moonshot/kimi-k2-0950-preview"))
                .isInstanceOf(ModelRefException.class)
                .hasMessageContaining("moonshot/kimi-k2-0905-preview");
        assertThatThrownBy(() -> resolve(new TestConfig(), "kimi-k33"))
                .hasMessageContaining("moonshot/kimi-k3")
                .hasMessageNotContaining("anthropic");
    }

    @Test
    void anUnknownProviderIsAnErrorThatNamesTheNearest() {
        ModelRefException error = catchThrowableOfType(
                ModelRefException.class, () -> resolve(new TestConfig(), "moonshto/kimi-k3"));

        assertThat(error.reason()).isEqualTo(ModelRefException.Reason.UNKNOWN_PROVIDER);
        assertThat(error.in(Language.EN)).contains("moonshot");
        assertThat(error.in(Language.ZH)).contains("您是不是想写：moonshot");
    }

    @Test
    void aModelThatOnlyTheConfigNamesIsTheirSay() {
        TestConfig config = new TestConfig().primary("moonshot/kimi-next-secret");

        assertThat(resolver(config).primary()).hasToString("moonshot/kimi-next-secret");
    }

    @Test
    void anAggregatorTakesAnyId() {
        Resolution resolution = resolve(new TestConfig(), "openrouter/moonshotai/kimi-k2.6");

        assertThat(resolution.ref()).isEqualTo(new ModelRef("openrouter", "moonshotai/kimi-k2.6"));
        assertThat(resolution.rule()).isEqualTo(Rule.OPEN_PROVIDER);
    }

    @Test
    void noEntriesAllowEverything() {
        assertThat(resolver(new TestConfig()).isAllowed(new ModelRef("deepseek", "deepseek-chat"))).isTrue();
    }

    @Test
    void entriesAllowWhatTheyNameAndTheDefaultModel() {
        ModelResolver resolver = resolver(new TestConfig().primary("moonshot/kimi-k3").allow("kimi/kimi-for-coding"));

        assertThat(resolver.isAllowed(new ModelRef("kimi-code", "kimi-for-coding"))).as("by another name").isTrue();
        assertThat(resolver.isAllowed(new ModelRef("moonshot", "kimi-k3"))).as("the default").isTrue();
        assertThat(resolver.isAllowed(new ModelRef("moonshot", "kimi-k2.6"))).isFalse();
    }

    @Test
    void starsAllowWholeFamilies() {
        ModelResolver all = resolver(new TestConfig().allow("*"));
        ModelResolver moonshot = resolver(new TestConfig().allow("moonshot/*"));
        ModelResolver k2 = resolver(new TestConfig().allow("moonshot/kimi-k2*"));
        ModelResolver old = resolver(new TestConfig().allow("kimi-coding/*"));

        assertThat(all.isAllowed(new ModelRef("deepseek", "deepseek-chat"))).isTrue();
        assertThat(moonshot.isAllowed(new ModelRef("moonshot", "kimi-k3"))).isTrue();
        assertThat(moonshot.isAllowed(new ModelRef("deepseek", "deepseek-chat"))).isFalse();
        assertThat(k2.isAllowed(new ModelRef("moonshot", "kimi-k2.6"))).isTrue();
        assertThat(k2.isAllowed(new ModelRef("moonshot", "kimi-k3"))).isFalse();
        assertThat(old.isAllowed(new ModelRef("kimi-code", "k3"))).isTrue();
    }

    @Test
    void anAgentsOwnListReplacesTheDefaultOne() {
        TestConfig config = new TestConfig().allow("moonshot/*").agent("coder", "kimi-code/*").agent("plain");

        assertThat(resolver(config, "coder").isAllowed(new ModelRef("moonshot", "kimi-k3"))).isFalse();
        assertThat(resolver(config, "coder").isAllowed(new ModelRef("kimi-code", "k3"))).isTrue();
        assertThat(resolver(config, "plain").isAllowed(new ModelRef("moonshot", "kimi-k3"))).isTrue();
    }

    @Test
    @DisplayName("P13 a refusal says the rule, the set and the command")
    void aRefusalSaysTheRuleTheSetAndTheCommand() {
        TestConfig config = new TestConfig().primary("moonshot/kimi-k3").alias("moonshot/kimi-k2.6", "Cheap");

        assertThatThrownBy(() -> resolver(config).require("deepseek-chat"))
                .hasMessageContaining("\"deepseek-chat\"")
                .hasMessageContaining("deepseek/deepseek-chat")
                .hasMessageContaining("agents.defaults.models has entries")
                .hasMessageContaining("Allowed: moonshot/kimi-k2.6, moonshot/kimi-k3")
                .hasMessageContaining("openclaw-cn config set 'agents.defaults.models[\"deepseek/deepseek-chat\"]' '{}'");
        assertThatThrownBy(() -> resolver(new TestConfig().agent("a").agent("coder", "kimi-code/*"), "coder")
                        .require("moonshot/kimi-k3"))
                .hasMessageContaining("agents.list[1].models[\"moonshot/kimi-k3\"]")
                .hasMessageContaining("agent \"coder\" has a models list of its own");
    }

    @Test
    void theDefaultIsTheConfiguredOneElseTheFirstWithAKey() {
        TestConfig nothing = new TestConfig();
        TestConfig deepseek = new TestConfig().provider("deepseek", "https://api.deepseek.com/v1").key("deepseek", "sk-x");
        TestConfig both = new TestConfig()
                .provider("deepseek", "https://api.deepseek.com/v1")
                .key("deepseek", "sk-x")
                .provider("moonshot", "https://api.moonshot.cn/v1")
                .key("moonshot", "sk-y");

        assertThat(resolver(nothing).explainedPrimary().because()).isEqualTo(Because.NOTHING);
        assertThat(resolver(nothing).primary()).as("one that is still served").hasToString("moonshot/kimi-k3");
        assertThat(resolver(deepseek).explainedPrimary())
                .isEqualTo(new ModelResolver.Primary(
                        new ModelRef("deepseek", "deepseek-chat"), "deepseek/deepseek-chat", Because.HAS_KEY));
        assertThat(resolver(both).primary()).hasToString("moonshot/kimi-k3");
        assertThat(resolver(both.primary("deepseek-chat")).explainedPrimary().because()).isEqualTo(Because.DEFAULTS);
    }

    @Test
    void theUnconfiguredDefaultObeysTheAllowList() {
        TestConfig config = new TestConfig()
                .allow("moonshot/kimi-k2.6")
                .provider("moonshot", "https://api.moonshot.cn/v1")
                .key("moonshot", "sk-y");

        assertThat(resolver(config).primary()).hasToString("moonshot/kimi-k2.6");
    }

    @Test
    void fallbacksAreThoseThatResolveAndAreAllowed() {
        TestConfig config = new TestConfig()
                .allow("moonshot/*")
                .primary("moonshot/kimi-k3", "moonshot/kimi-k2.6", "nosuch/x", "deepseek-chat", "kimi-k2.6", "moonshot/kimi-k3");

        assertThat(resolver(config).fallbacks()).containsExactly(new ModelRef("moonshot", "kimi-k2.6"));
    }

    /** The law behind P13: what listing shows is what every enforcement accepts, for any list. */
    @Test
    @DisplayName("P13 what is listed is what is accepted, for any list")
    void listingAndEnforcingAgreeForAnyList() {
        Random random = new Random(13);
        List<String> entries = List.of(
                "*", "moonshot/*", "kimi/*", "moonshot/kimi-k3", "kimi-code/k3", "deepseek/*", "zai/glm-*", "kimi-k2.6");
        for (int round = 0; round < 40; round++) {
            TestConfig config = new TestConfig();
            for (String entry : entries) {
                if (random.nextInt(4) == 0) {
                    config.allow(entry);
                }
            }
            ClawConfig built = config.build();
            ModelCatalog catalog = new ModelCatalog(built, cache);
            ModelResolver resolver = new ModelResolver(built, catalog, "main");
            for (CatalogModel model : catalog.all()) {
                if (random.nextInt(8) != 0) {
                    continue;
                }
                boolean listed = resolver.allowance(model.ref()).allowed();
                boolean accepted;
                try {
                    accepted = resolver.require(model.ref().toString()).ref().equals(model.ref());
                } catch (ModelRefException e) {
                    accepted = false;
                }
                assertThat(accepted).as(model.ref() + " under " + config.models.keySet()).isEqualTo(listed);
            }
        }
    }

    @Test
    void printingAndResolvingAModelGivesItBack() {
        ClawConfig built = new TestConfig().provider("mine", "https://x.example/v1", model("a/b c")).build();
        ModelCatalog catalog = new ModelCatalog(built, cache);
        ModelResolver resolver = new ModelResolver(built, catalog, "main");

        assertThat(catalog.all())
                .allSatisfy(model -> assertThat(resolver.resolve(model.ref().toString()).ref()).isEqualTo(model.ref()));
    }

    @Test
    void globsAreLiteralButForTheirStars() {
        assertThat(AllowList.glob("kimi-k2*", "kimi-k2.6")).isTrue();
        assertThat(AllowList.glob("*-preview", "kimi-k2-0905-preview")).isTrue();
        assertThat(AllowList.glob("a*b*c", "aXbXbYc")).isTrue();
        assertThat(AllowList.glob("kimi.k2", "kimi-k2")).isFalse();
        assertThat(AllowList.glob("", "")).isTrue();
        assertThat(AllowList.glob("a", "")).isFalse();
    }
}
