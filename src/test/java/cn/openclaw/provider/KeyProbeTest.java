package cn.openclaw.provider;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Secret;
import cn.openclaw.model.ModelApi;
import cn.openclaw.provider.KeyProbe.ProbeResult;
import cn.openclaw.provider.KeyProbe.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which host takes a key. */
class KeyProbeTest {
    private static final Secret KEY = new Secret("sk-canary-0123456789abcdef0123456789");
    private static final List<Provider.Region> REGIONS = Stream.of("moonshot", "kimi-code")
            .flatMap(id -> Providers.find(id).orElseThrow().regions().stream())
            .toList();

    @Test
    void tellsEachHostsAnswerInTheOrderAsked() throws InterruptedException {
        FakeHttp http = new FakeHttp()
                .answer("api.moonshot.cn", 401, "{\"error\":{\"message\":\"Invalid Authentication\",\"type\":\"invalid_authentication_error\"}}")
                .answer("api.moonshot.ai", 200, "{\"object\":\"list\",\"data\":[{\"id\":\"kimi-k3\"}]}")
                .answer("api.kimi.com", 403, "{\"error\":{\"message\":\"only for Coding Agents\",\"type\":\"access_terminated_error\"}}");

        List<ProbeResult> results = new KeyProbe(http).probe(KEY, REGIONS);

        assertThat(results)
                .extracting(ProbeResult::verdict)
                .containsExactly(Verdict.REFUSED, Verdict.ACCEPTED, Verdict.GATED, Verdict.UNREACHABLE);
        assertThat(results).extracting(ProbeResult::status).containsExactly(401, 200, 403, 0);
        assertThat(results.get(0).detail()).isEqualTo("Invalid Authentication");
        assertThat(results.get(1).models()).containsExactly("kimi-k3");
        assertThat(http.calls)
                .extracting(call -> call.uri().toString())
                .containsExactlyInAnyOrder(
                        "https://api.moonshot.cn/v1/models",
                        "https://api.moonshot.ai/v1/models",
                        "https://api.kimi.com/coding/v1/models",
                        "https://api.kimi.ai/coding/v1/models");
        assertThat(http.calls)
                .allSatisfy(call -> assertThat(call.headers()).containsEntry("Authorization", "Bearer " + KEY.reveal()));
    }

    @Test
    void aBusyHostSaysNothingAboutTheKeyAndAnEmptyAccountDoes() throws InterruptedException {
        FakeHttp http = new FakeHttp()
                .answer("api.moonshot.cn", 429, "{\"error\":{\"type\":\"exceeded_current_quota_error\",\"message\":\"x\"}}")
                .answer("api.moonshot.ai", 429, "{\"error\":{\"type\":\"rate_limit_reached_error\",\"message\":\"x\"}}")
                .answer("api.kimi.com", 402, "{}")
                .answer("api.kimi.ai", 200, "<html>welcome</html>");

        assertThat(new KeyProbe(http).probe(KEY, REGIONS))
                .extracting(ProbeResult::verdict)
                .containsExactly(Verdict.OUT_OF_CREDIT, Verdict.BUSY, Verdict.OUT_OF_CREDIT, Verdict.ODD);
    }

    @Test
    void aHostThatRepeatsTheKeyDoesNotGetItIntoTheAnswer() throws InterruptedException {
        FakeHttp http = new FakeHttp()
                .answer("api.moonshot.cn", 401, "{\"error\":{\"message\":\"bad key " + KEY.reveal() + "\"}}");

        assertThat(new KeyProbe(http).probe(KEY, REGIONS).toString()).doesNotContain("canary");
    }

    @Test
    void anthropicShapedHostsAreAskedTheirWay() {
        assertThat(KeyProbe.modelsUri(URI.create("https://api.anthropic.com"), ModelApi.ANTHROPIC_MESSAGES))
                .hasToString("https://api.anthropic.com/v1/models");
        assertThat(KeyProbe.modelsUri(URI.create("https://api.kimi.com/coding/"), ModelApi.ANTHROPIC_MESSAGES))
                .hasToString("https://api.kimi.com/coding/v1/models");
        assertThat(KeyProbe.modelsUri(URI.create("https://api.kimi.com/coding/v1/"), ModelApi.ANTHROPIC_MESSAGES))
                .hasToString("https://api.kimi.com/coding/v1/models");
        assertThat(KeyProbe.keyHeaders(KEY, ModelApi.ANTHROPIC_MESSAGES)).containsEntry("x-api-key", KEY.reveal());
        assertThat(Map.copyOf(KeyProbe.keyHeaders(KEY, ModelApi.OPENAI_RESPONSES))).containsOnlyKeys("Authorization");
    }
}
