package cn.openclaw.provider;

import static cn.openclaw.provider.TestConfig.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import cn.openclaw.model.Thinking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform says it serves, kept beside the config and laid between it and our catalogue. */
class LiveModelsTest {
    private static final Optional<Secret> KEY = Optional.of(new Secret("sk-canary-0123456789abcdef"));
    private static final String ANSWER = """
            {"object":"list","data":[
              {"id":"kimi-k3","context_length":900000,"supports_image_in":true,"supports_video_in":false,"supports_reasoning":true},
              {"id":"kimi-k9","display_name":"Kimi K9","context_length":4194304},
              {"id":"kimi-k2-thinking","context_length":262144},
              {"object":"model"}]}
            """;

    @TempDir
    Path cache;

    private LiveList refresh(TestConfig config, String provider, FakeHttp http) throws InterruptedException {
        CatalogProvider from = new ModelCatalog(config.build(), cache).provider(provider).orElseThrow();
        return new LiveModels(http, cache, InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"))).refresh(from, KEY);
    }

    @Test
    void theLiveListStandsBetweenTheCatalogueAndTheConfig() throws InterruptedException {
        FakeHttp http = new FakeHttp().answer("api.moonshot.cn", 200, ANSWER);
        TestConfig config = new TestConfig()
                .provider(
                        "moonshot",
                        "https://api.moonshot.cn/v1",
                        model("kimi-k9", Map.of(), Optional.of(1000), Optional.empty()));

        LiveList list = refresh(config, "moonshot", http);
        ModelCatalog catalog = new ModelCatalog(config.build(), cache);

        assertThat(list.models()).containsOnlyKeys("kimi-k3", "kimi-k9", "kimi-k2-thinking");
        CatalogModel k3 = catalog.find(new ModelRef("moonshot", "kimi-k3")).orElseThrow();
        assertThat(k3.definition().contextWindow()).isEqualTo(900_000);
        assertThat(k3.definition().input()).containsExactly("text", "image");
        assertThat(k3.definition().maxTokens()).isEqualTo(131_072);
        assertThat(k3.origins()).containsEntry("contextWindow", "live").containsEntry("maxTokens", "catalogue");
        CatalogModel k9 = catalog.find(new ModelRef("moonshot", "kimi-k9")).orElseThrow();
        assertThat(k9.definition().contextWindow()).as("the person's word counts").isEqualTo(1000);
        assertThat(k9.definition().capability().thinking()).as("the newest family").isEqualTo(Thinking.ALWAYS);
        assertThat(catalog.find(new ModelRef("moonshot", "kimi-k2-thinking")).orElseThrow().definition().lifecycle())
                .as("served again")
                .isEqualTo(Lifecycle.CURRENT);
    }

    @Test
    void itIsOneFileAHostReadableByItsOwnerAlone() throws Exception {
        refresh(new TestConfig(), "moonshot", new FakeHttp().answer("api.moonshot.cn", 200, ANSWER));

        Path file = cache.resolve("models/moonshot-api.moonshot.cn.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain("canary").contains("\"fetchedAt\": \"2026-11-22T08:00:00Z\"");
        assertThat(Json.parse(Files.readString(file)).get("data")).hasSize(4);
        assertThat(new ModelCatalog(new TestConfig().provider("moonshot", "https://api.moonshot.ai/v1").build(), cache)
                        .find(new ModelRef("moonshot", "kimi-k9")))
                .as("another host's list is not this one's")
                .isEmpty();
    }

    @Test
    void kimiCodeTellsItsThinkingSwitchAndEfforts() throws InterruptedException {
        String answer = """
                {"data":[{"id":"k3","context_length":262144,"supports_thinking_type":"only",
                  "think_efforts":{"support":true,"valid_efforts":["low","max"],"default_effort":"low"}}]}
                """;
        refresh(new TestConfig(), "kimi-code", new FakeHttp().answer("api.kimi.com", 200, answer));

        var capability = new ModelCatalog(new TestConfig().build(), cache)
                .find(new ModelRef("kimi-code", "k3"))
                .orElseThrow()
                .definition()
                .capability();
        assertThat(capability.thinking()).isEqualTo(Thinking.ALWAYS);
        assertThat(capability.efforts()).containsExactly("low", "max");
        assertThat(capability.defaultEffort()).contains("low");
    }

    @Test
    void aRefusalNamesTheHostAndTheReason() {
        FakeHttp http = new FakeHttp().answer("api.moonshot.cn", 401, "{\"error\":{\"message\":\"Invalid Authentication\"}}");

        assertThatThrownBy(() -> refresh(new TestConfig(), "moonshot", http))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("api.moonshot.cn")
                .hasMessageContaining("401")
                .hasMessageContaining("Invalid Authentication");
        assertThatThrownBy(() -> refresh(new TestConfig(), "moonshot", new FakeHttp().answer("api.moonshot.cn", 200, "<html>")))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void aBrokenCacheIsAsGoodAsNone() throws IOException {
        Path file = cache.resolve("models/moonshot-api.moonshot.cn.json");
        Files.createDirectories(file.getParent());
        for (String broken : new String[] {"", "{", "[]", "{\"data\":5}", "{\"data\":[],\"fetchedAt\":\"yesterday\",\"baseUrl\":\"https://api.moonshot.cn/v1\"}"}) {
            Files.writeString(file, broken);

            assertThat(new ModelCatalog(new TestConfig().build(), cache).find(new ModelRef("moonshot", "kimi-k3"))).isPresent();
        }
    }
}
