package cn.openclaw.provider;

import static cn.openclaw.provider.TestConfig.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in catalogue, and a person's config laid over it. */
class CatalogTest {
    @TempDir
    Path cache;

    private CatalogModel find(TestConfig config, String ref) {
        return new ModelCatalog(config.build(), cache)
                .find(ModelRef.parse(ref).orElseThrow())
                .orElseThrow();
    }

    @Test
    void holdsTheFourModelsOfThePageWithItsNumbers() {
        List<ModelDefinition> models = Providers.find("moonshot").orElseThrow().models().subList(0, 4);

        assertThat(models)
                .extracting(
                        ModelDefinition::id,
                        ModelDefinition::name,
                        ModelDefinition::reasoning,
                        ModelDefinition::input,
                        ModelDefinition::contextWindow,
                        ModelDefinition::maxTokens)
                .containsExactly(
                        tuple("kimi-k2-0905-preview", "Kimi K2 0905 Preview", false, List.of("text"), 256000, 8192),
                        tuple("kimi-k2-turbo-preview", "Kimi K2 Turbo", false, List.of("text"), 256000, 8192),
                        tuple("kimi-k2-thinking", "Kimi K2 Thinking", true, List.of("text"), 256000, 8192),
                        tuple("kimi-k2-thinking-turbo", "Kimi K2 Thinking Turbo", true, List.of("text"), 256000, 8192));
        assertThat(Providers.find("moonshot").orElseThrow().suggestedAliases())
                .containsEntry("kimi-k2-0905-preview", "Kimi K2")
                .containsEntry("kimi-k2-turbo-preview", "Kimi K2 Turbo")
                .containsEntry("kimi-k2-thinking", "Kimi K2 Thinking")
                .containsEntry("kimi-k2-thinking-turbo", "Kimi K2 Thinking Turbo");
    }

    @Test
    void marksThemRetiredAndSuggestsASuccessorThatIsServed() {
        List<ModelDefinition> models = Providers.find("moonshot").orElseThrow().models().subList(0, 4);

        assertThat(models).extracting(model -> model.lifecycle().status()).containsOnly(Lifecycle.Status.RETIRED);
        assertThat(models)
                .extracting(model -> model.lifecycle().successor().orElseThrow())
                .containsExactly("kimi-k2.6", "kimi-k2.7-code-highspeed", "kimi-k2.6", "kimi-k2.7-code-highspeed");
        assertThat(find(new TestConfig(), "moonshot/kimi-k2-thinking").ref())
                .as("never swapped")
                .isEqualTo(new ModelRef("moonshot", "kimi-k2-thinking"));
    }

    @Test
    void holdsKimiForCodingAsThePageWritesIt() {
        CatalogModel coding = find(new TestConfig(), "kimi-code/kimi-for-coding");

        assertThat(coding.definition().name()).isEqualTo("Kimi For Coding");
        assertThat(coding.definition().reasoning()).isTrue();
        assertThat(coding.definition().input()).containsExactly("text");
        assertThat(coding.definition().contextWindow()).isEqualTo(262144);
        assertThat(coding.definition().maxTokens()).isEqualTo(32768);
        assertThat(coding.headers()).containsExactly(Map.entry("User-Agent", "KimiCLI/0.77"));
        assertThat(coding.definition().compat().flag("supportsDeveloperRole")).contains(false);
        assertThat(coding.definition().included()).isTrue();
        assertThat(coding.price()).isEmpty();
        assertThat(coding.baseUrl()).hasToString("https://api.kimi.com/coding/v1");
        assertThat(coding.api()).isEqualTo(ModelApi.OPENAI_COMPLETIONS);
    }

    @Test
    void pricesFollowTheHostsCurrency() {
        CatalogModel home = find(new TestConfig(), "moonshot/kimi-k3");
        CatalogModel abroad = find(new TestConfig().provider("moonshot", "https://api.moonshot.ai/v1"), "moonshot/kimi-k3");

        assertThat(home.currency()).contains(Currency.CNY);
        assertThat(home.price()).contains(new Cost(20, 100, 2, 0));
        assertThat(abroad.currency()).contains(Currency.USD);
        assertThat(abroad.price()).contains(new Cost(3, 15, 0.3, 0));
        assertThat(abroad.origins()).containsEntry("cost", "catalogue").containsEntry("baseUrl", "config");
    }

    @Test
    void anUnknownPriceIsUnknownAndNotNothing() {
        TestConfig zeros = new TestConfig()
                .provider(
                        "moonshot",
                        "https://api.moonshot.cn/v1",
                        model(
                                "kimi-k3",
                                Map.of("input", 0.0, "output", 0.0, "cacheRead", 0.0, "cacheWrite", 0.0),
                                Optional.empty(),
                                Optional.empty()));

        assertThat(find(zeros, "moonshot/kimi-k3").price()).as("four zeros state nothing").contains(new Cost(20, 100, 2, 0));
        assertThat(find(new TestConfig(), "moonshot/kimi-k3.1-pro-highspeed").price()).isEmpty();
        assertThat(find(new TestConfig(), "moonshot/kimi-k3.1-pro").price()).as("no yuan price known").isEmpty();
        assertThat(find(new TestConfig().provider("moonshot", "https://proxy.example/v1"), "moonshot/kimi-k3").price())
                .as("a proxy bills what it likes")
                .isEmpty();
    }

    @Test
    void whatThePersonWritesCountsFieldByField() {
        TestConfig config = new TestConfig()
                .provider(
                        "moonshot",
                        "https://api.moonshot.cn/v1",
                        model("kimi-k3", Map.of("input", 18.0), Optional.of(500_000), Optional.empty()));

        CatalogModel model = find(config, "moonshot/kimi-k3");

        assertThat(model.definition().contextWindow()).isEqualTo(500_000);
        assertThat(model.definition().maxTokens()).isEqualTo(131_072);
        assertThat(model.definition().name()).isEqualTo("Kimi K3");
        assertThat(model.price()).contains(new Cost(18, 100, 2, 0));
        assertThat(model.origins())
                .containsEntry("contextWindow", "config")
                .containsEntry("maxTokens", "catalogue")
                .containsEntry("cost", "config")
                .containsEntry("name", "catalogue");
    }

    @Test
    void theAnswerNeverExceedsTheWindow() {
        TestConfig config = new TestConfig()
                .provider(
                        "mine",
                        "https://proxy.example/v1",
                        model("small", Map.of(), Optional.of(4_000), Optional.empty()),
                        model("plain"));

        assertThat(find(config, "mine/small").definition().maxTokens()).isEqualTo(4_000);
        assertThat(find(config, "mine/plain").definition().contextWindow()).isEqualTo(200_000);
        assertThat(find(config, "mine/plain").definition().maxTokens()).isEqualTo(8_192);
        assertThat(find(config, "mine/plain").api()).isEqualTo(ModelApi.OPENAI_COMPLETIONS);
    }

    @Test
    void replaceLeavesOnlyWhatThePersonWrote() {
        TestConfig config = new TestConfig()
                .replace()
                .provider("moonshot", "https://api.moonshot.cn/v1", model("kimi-k3"));
        ModelCatalog catalog = new ModelCatalog(config.build(), cache);

        assertThat(catalog.all()).extracting(CatalogModel::ref).containsExactly(new ModelRef("moonshot", "kimi-k3"));
        CatalogModel model = catalog.all().getFirst();
        assertThat(model.definition().contextWindow()).isEqualTo(200_000);
        assertThat(model.definition().maxTokens()).isEqualTo(8_192);
        assertThat(model.definition().capability().efforts()).as("what the host wants stays").contains("max");
        assertThat(catalog.find(new ModelRef("deepseek", "deepseek-chat"))).isEmpty();
    }

    @Test
    void aProviderOfOnesOwnOnMoonshotsHostBehavesLikeMoonshot() {
        CatalogModel model = find(
                new TestConfig().provider("work", "https://api.moonshot.ai/v1", model("kimi-k2.6")), "work/kimi-k2.6");

        assertThat(model.definition().capability().thinking()).isEqualTo(Thinking.TOGGLE);
        assertThat(model.definition().capability().sampling()).isEqualTo(Sampling.FIXED_K25);
        assertThat(model.definition().contextWindow()).isEqualTo(262_144);
        assertThat(model.price()).contains(new Cost(0.95, 4, 0.16, 0));
    }

    @Test
    void aKimiModelKeepsItsRulesBehindAProxy() {
        TestConfig config = new TestConfig()
                .provider("proxy", "https://proxy.example/v1", model("kimi-k3"), model("moonshotai/Kimi-K2.5"), model("gpt-x"));

        assertThat(find(config, "proxy/kimi-k3").definition().capability().sampling()).isEqualTo(Sampling.FIXED_K3);
        assertThat(find(config, "proxy/moonshotai/Kimi-K2.5").definition().capability().thinking()).isEqualTo(Thinking.TOGGLE);
        assertThat(find(config, "proxy/gpt-x").definition().capability().sampling()).isEqualTo(Sampling.OPEN);
        assertThat(find(config, "proxy/kimi-k3").definition().lifecycle()).isEqualTo(Lifecycle.CURRENT);
    }

    @Test
    void oneBadProviderDoesNotRejectTheRest() {
        TestConfig config = new TestConfig()
                .provider("broken", "not an address", model("x"))
                .provider("nowhere", Optional.empty(), Optional.empty(), Map.of(), model("y"))
                .provider("good", "https://good.example/v1", model("z"));
        ModelCatalog catalog = new ModelCatalog(config.build(), cache);

        assertThat(catalog.find(new ModelRef("good", "z"))).isPresent();
        assertThat(catalog.find(new ModelRef("broken", "x"))).isEmpty();
        assertThat(catalog.all()).extracting(model -> model.ref().provider()).contains("good", "moonshot");
        assertThat(catalog.problems()).extracting(ModelCatalog.Problem::provider).containsExactly("broken", "nowhere");
    }

    @Test
    void anEntryUnderAnOldNameIsKimiCode() {
        TestConfig config = new TestConfig().provider("kimi-coding", "https://api.kimi.com/coding/v1");
        ModelCatalog catalog = new ModelCatalog(config.build(), cache);

        for (String name : List.of("kimi-code", "kimi-coding", "kimi")) {
            assertThat(catalog.find(new ModelRef(name, "kimi-for-coding")).orElseThrow().ref().provider())
                    .isEqualTo("kimi-code");
        }
        assertThat(catalog.provider("kimi").orElseThrow().otherIds()).startsWith("kimi-coding");
    }

    @Test
    void twoEntriesUnderTwoNamesStayTwoProviders() {
        TestConfig config = new TestConfig()
                .provider("zai", "https://open.bigmodel.cn/api/paas/v4")
                .provider("glm", "https://open.bigmodel.cn/api/coding/paas/v4");
        ModelCatalog catalog = new ModelCatalog(config.build(), cache);

        assertThat(catalog.provider("zai").orElseThrow().baseUrl().getPath()).isEqualTo("/api/paas/v4");
        assertThat(catalog.provider("glm").orElseThrow().baseUrl().getPath()).isEqualTo("/api/coding/paas/v4");
    }

    @Test
    void headersOfTheModelCountOverThoseOfTheProvider() {
        TestConfig config = new TestConfig()
                .provider(
                        "kimi-code",
                        Optional.of("https://api.kimi.com/coding/v1"),
                        Optional.empty(),
                        Map.of("user-agent", "mine/1", "X-Team", "a"));

        assertThat(find(config, "kimi-code/kimi-for-coding").headers())
                .containsOnly(Map.entry("User-Agent", "KimiCLI/0.77"), Map.entry("X-Team", "a"));
    }
}
