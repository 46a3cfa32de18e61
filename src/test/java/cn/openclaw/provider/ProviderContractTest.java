package cn.openclaw.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every provider must keep, run for each one found: a new provider brings no test file. */
class ProviderContractTest {
    @TestFactory
    Stream<DynamicNode> everyProvider() {
        return Providers.all().stream().map(provider -> dynamicContainer(provider.id(), rules(provider)));
    }

    private static Stream<DynamicNode> rules(Provider provider) {
        List<ModelDefinition> models = provider.models();
        Set<String> ids = models.stream().map(ModelDefinition::id).collect(Collectors.toSet());
        return Stream.of(
                dynamicTest("is found by its class name, so that a short command loads it alone", () -> {
                    String type = Providers.className(provider.id());
                    assertThat(provider.getClass().getName()).isEqualTo(type);
                }),
                dynamicTest("is found by each of its names", () -> assertThat(
                                Stream.concat(Stream.of(provider.id()), provider.aliases().stream()))
                        .allSatisfy(name -> assertThat(Providers.canonical(name)).isEqualTo(provider.id()))),
                dynamicTest("has a home, over https unless it is this machine", () -> assertThat(provider.regions())
                        .isNotEmpty()
                        .allMatch(region -> region.baseUrl().getScheme().equals("https") || Hosts.isLocal(region.baseUrl()))
                        .extracting(Provider.Region::id)
                        .doesNotHaveDuplicates()),
                dynamicTest("names its keys as a shell would", () -> assertThat(provider.apiKeyEnv())
                        .doesNotHaveDuplicates()
                        .allMatch(name -> name.matches("[A-Z][A-Z0-9_]*"))),
                dynamicTest("names each model once", () -> assertThat(models)
                        .extracting(ModelDefinition::id)
                        .doesNotHaveDuplicates()),
                dynamicTest("has models that can answer", () -> assertThat(models).allSatisfy(model -> {
                    assertThat(model.name()).isNotBlank();
                    assertThat(model.input()).contains("text");
                    assertThat(model.maxTokens()).isPositive().isLessThanOrEqualTo(model.contextWindow());
                })),
                dynamicTest("never prices a model at nothing", () -> assertThat(models)
                        .allSatisfy(model -> assertThat(model.prices().values()).allMatch(cost -> cost.isStated()))),
                dynamicTest("suggests a model that it still serves for each one that it does not", () -> assertThat(models)
                        .allSatisfy(model -> {
                            assertThat(model.lifecycle().successor().stream()).allSatisfy(id -> assertThat(current(models)).contains(id));
                            assertThat(model.lifecycle().status() == Lifecycle.Status.RETIRED
                                            && model.lifecycle().successor().isEmpty())
                                    .isFalse();
                        })),
                dynamicTest("suggests aliases for its own models, each once", () -> {
                    assertThat(ids).containsAll(provider.suggestedAliases().keySet());
                    assertThat(provider.suggestedAliases().values()).doesNotHaveDuplicates();
                }),
                dynamicTest("is open or has a model to begin with", () -> assertThat(
                                provider.openEnded() || provider.defaultModel().isPresent())
                        .isTrue()));
    }

    private static Set<String> current(List<ModelDefinition> models) {
        return models.stream()
                .filter(model -> model.lifecycle().status() == Lifecycle.Status.CURRENT)
                .map(ModelDefinition::id)
                .collect(Collectors.toSet());
    }

    @Test
    void theRegistryIsSorted() {
        assertThat(Providers.all()).extracting(Provider::id).isSorted().contains("moonshot", "kimi-code", "zai", "deepseek");
    }

    @Test
    void theRegistryRefusesTwoOfAName() {
        Provider moonshot = Providers.find("moonshot").orElseThrow();

        assertThatThrownBy(() -> Providers.checked(List.of(moonshot, moonshot)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two providers are called moonshot");
    }

    @Test
    void kimiCodeIsTheNameAndTheOthersLeadToIt() {
        for (String name : List.of("kimi-code", "kimi-coding", "kimi", "moonshot-coding-plan", " Kimi ", "KIMI-CODING")) {
            assertThat(Providers.canonical(name)).isEqualTo("kimi-code");
        }
        assertThat(Providers.canonical("z.ai")).isEqualTo("zai");
        assertThat(Providers.canonical("z-ai")).isEqualTo("zai");
        assertThat(Providers.canonical("opencode-zen")).isEqualTo("opencode");
        assertThat(Providers.canonical("qwen")).isEqualTo("qwen-portal");
        assertThat(Providers.canonical("my-proxy")).isEqualTo("my-proxy");
    }

    @Test
    void noIdLeadsOutsideTheProviders() {
        for (String id : List.of("", "-", "a-", "a--b", "../x", "a.b", "provider$region", "9x", "Provider/x")) {
            assertThat(Providers.className(id.toLowerCase(java.util.Locale.ROOT))).isEmpty();
        }
    }
}
