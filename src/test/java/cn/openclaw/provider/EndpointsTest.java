package cn.openclaw.provider;

import static cn.openclaw.provider.TestConfig.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.model.ModelRef;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A key goes where its owner lets it go, and nowhere else. */
class EndpointsTest {
    private static final Optional<Secret> KEY = Optional.of(new Secret("sk-canary-0123456789abcdef"));

    @TempDir
    Path cache;

    private Endpoint open(TestConfig config, String ref) {
        ModelCatalog catalog = new ModelCatalog(config.build(), cache);
        CatalogModel model = catalog.find(ModelRef.parse(ref).orElseThrow()).orElseThrow();
        return new Endpoints(catalog).of(model, KEY, HttpLimits.CHAT);
    }

    @Test
    void anEndpointHoldsEverythingTheWireNeeds() {
        Endpoint endpoint = open(
                new TestConfig().provider("moonshot", Optional.of("https://api.moonshot.ai/v1"), Optional.empty(), Map.of("X-A", "1")),
                "moonshot/kimi-k3");

        assertThat(endpoint.baseUrl()).hasToString("https://api.moonshot.ai/v1");
        assertThat(endpoint.headers()).containsExactly(Map.entry("X-A", "1"));
        assertThat(endpoint.key()).isEqualTo(KEY);
        assertThat(endpoint.limits()).isEqualTo(HttpLimits.CHAT);
        assertThat(endpoint.toString()).doesNotContain("canary");
    }

    /** P01: the address a person wrote is asked, by every way that asks; no other host hears of the key. */
    @TestFactory
    Stream<DynamicTest> everyWayOutGoesToTheConfiguredHostAlone() {
        TestConfig config = new TestConfig().provider("moonshot", "https://relay.example/v1", model("kimi-k3"));
        ClawConfig built = config.build();
        ModelCatalog catalog = new ModelCatalog(built, cache);
        CatalogProvider provider = catalog.provider("moonshot").orElseThrow();
        return Stream.of("endpoint", "open guess", "refresh").map(way -> DynamicTest.dynamicTest(way, () -> {
            FakeHttp http = new FakeHttp().answer("relay.example", 200, "{\"data\":[{\"id\":\"kimi-k3\"}]}");
            switch (way) {
                case "endpoint" -> assertThat(open(config, "moonshot/kimi-k3").baseUrl().getHost()).isEqualTo("relay.example");
                case "open guess" -> assertThat(catalog.assume(new ModelRef("moonshot", "kimi-new")).orElseThrow().baseUrl().getHost())
                        .isEqualTo("relay.example");
                default -> {
                    new LiveModels(http, cache, InstantSource.fixed(Instant.EPOCH)).refresh(provider, KEY);
                    assertThat(http.calls).extracting(call -> call.uri().getHost()).containsOnly("relay.example");
                }
            }
        }));
    }

    /** P15c: another vendor's address got into a provider's entry by a default or a derived file. */
    @Test
    void aKeyDoesNotLeaveItsProvidersHostsUnlessThePersonWroteThatAddress() {
        ModelCatalog catalog = new ModelCatalog(new TestConfig().build(), cache);
        CatalogModel model = catalog.find(new ModelRef("moonshot", "kimi-k3")).orElseThrow();
        for (String foreign : List.of(
                "https://api.openai.com/v1", "https://api.moonshot.cn.evil.example/v1", "http://127.0.0.1:9999/v1")) {
            CatalogModel moved = new CatalogModel(
                    model.ref(), model.definition(), model.api(), URI.create(foreign), model.headers(), false, model.region(), Map.of());

            assertThatThrownBy(() -> new Endpoints(catalog).of(moved, KEY, HttpLimits.CHAT))
                    .as(foreign)
                    .isInstanceOf(ClawException.class)
                    .hasMessageContaining("moonshot")
                    .hasMessageContaining("api.moonshot.cn")
                    .hasMessageNotContaining("canary");
        }
        assertThat(open(new TestConfig().provider("moonshot", "http://127.0.0.1:9999/v1"), "moonshot/kimi-k3").baseUrl())
                .hasToString("http://127.0.0.1:9999/v1");
    }

    @Test
    void withoutAKeyThereIsNothingToGuard() {
        ModelCatalog catalog = new ModelCatalog(new TestConfig().build(), cache);
        CatalogModel model = catalog.find(new ModelRef("ollama", "qwen3")).orElseThrow();

        assertThat(new Endpoints(catalog).of(model, Optional.empty(), HttpLimits.CHAT).baseUrl().getHost()).isEqualTo("127.0.0.1");
    }
}
