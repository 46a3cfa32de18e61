package cn.openclaw.llm;

import static cn.openclaw.llm.CompletionsSamples.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Errors row by row. The rows of moonshot and kimi-code are the platform's known answers; those of the other vendors were written
 * down from memory of their tables, so they prove how we sort such an answer and not that the vendor gives it.
 */
class LlmErrorsTest {
    private static final Endpoint CN = on("https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26);

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/golden/llm/errors.psv", delimiter = '|', quoteCharacter = '\u0001', numLinesToSkip = 1)
    void isSortedByWhatCanBeDoneAboutIt(String host, int status, String body, String failure) {
        LlmException thrown = failure(on(base(host), host + "/m", Capability.PLAIN), status, body == null ? "" : body,
                Map.of("content-type", "application/json"));
        assertThat(thrown.failure().getClass().getSimpleName()).isEqualTo(failure);
        for (Language language : Language.values()) {
            assertThat(thrown.in(language))
                    .contains(host + "/m")
                    .contains(java.net.URI.create(base(host)).getHost())
                    .doesNotContain("{0}", "{1}", "{2}", "{3}", "<html", "sk-test");
        }
    }

    private static String base(String host) {
        return switch (host) {
            case "moonshot" -> "https://api.moonshot.cn/v1";
            case "kimi-code" -> "https://api.kimi.com/coding/v1";
            case "zai" -> "https://open.bigmodel.cn/api/paas/v4";
            case "siliconflow" -> "https://api.siliconflow.cn/v1";
            case "minimax" -> "https://api.minimaxi.com/v1";
            case "qwen" -> "https://dashscope.aliyuncs.com/compatible-mode/v1";
            case "deepseek" -> "https://api.deepseek.com";
            case "volcengine" -> "https://ark.cn-beijing.volces.com/api/v3";
            case "openai" -> "https://api.openai.com/v1";
            case "anthropic" -> "https://api.anthropic.com";
            default -> "https://proxy.example.com/v1";
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "retry-after | 7 | PT7S",
        "retry-after | 0.5 | PT0.5S",
        "retry-after-ms | 250 | PT0.25S",
        "x-ratelimit-reset | 12 | PT12S",
        "x-ratelimit-reset-requests | 6m0s | PT6M",
        "x-ratelimit-reset-tokens | 20ms | PT0.02S",
        "x-nothing | 1 | -",
    })
    void knowsWhenToComeBack(String header, String value, String wait) {
        LlmException thrown = failure(CN, 429, "{\"error\":{\"type\":\"rate_limit_reached_error\",\"message\":\"slow down\"}}", Map.of(header, value));
        assertThat(thrown.failure()).isEqualTo(new LlmFailure.RateLimited(
                Optional.ofNullable(wait).map(Duration::parse), "HTTP 429: slow down"));
    }

    @Test
    void readsADateByTheHostsOwnClock() {
        LlmException thrown = failure(CN, 429, "{}", Map.of(
                "retry-after", "Sun, 22 Nov 2026 10:00:30 GMT", "date", "Sun, 22 Nov 2026 10:00:00 GMT"));
        assertThat(thrown.failure()).isInstanceOfSatisfying(
                LlmFailure.RateLimited.class, limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(30)));
        assertThat(thrown.in(Language.EN)).contains("30 s");
    }

    @ParameterizedTest
    @CsvSource({"try again after 1 seconds,PT1S", "try again in 1.5s,PT1.5S", "try again in 20ms,PT0.02S", "try again after 2 minutes,PT2M"})
    void readsTheWaitInTheSentence(String sentence, Duration wait) {
        assertThat(failure(CN, 429, "{\"error\":{\"type\":\"rate_limit_reached_error\",\"message\":\"please " + sentence + "\"}}", Map.of()).failure())
                .isInstanceOfSatisfying(LlmFailure.RateLimited.class, limited -> assertThat(limited.retryAfter()).contains(wait));
    }

    @Test
    void aWrongKeyOnAMoonshotHostHintsAtTheOtherPlatform() {
        String body = "{\"error\":{\"message\":\"Invalid Authentication\",\"type\":\"invalid_authentication_error\"}}";
        LlmException thrown = failure(CN, 401, body, Map.of());
        assertThat(thrown.in(Language.ZH)).contains("另一个平台", "openclaw-cn doctor");
        assertThat(thrown.in(Language.EN)).contains("another of them", "openclaw-cn doctor");
        assertThat(thrown.exitCode()).isEqualTo(ExitCode.AUTH);
        assertThat(failure(on("https://api.deepseek.com", "deepseek/x", Capability.PLAIN), 401, body, Map.of()).in(Language.EN))
                .doesNotContain("Moonshot");
    }

    @Test
    void aRetiredModelNamesItsSuccessor() {
        ModelDefinition now = CN.model();
        ModelDefinition retired = new ModelDefinition(
                "kimi-k2-0905-preview", "K2", Optional.empty(), false, List.of("text"), now.cost(), Map.of(), false, 1000, 100, Map.of(),
                Compat.NONE, Capability.PLAIN,
                new Lifecycle(Lifecycle.Status.RETIRED, Optional.of("2026-05-25"), Optional.of("kimi-k2.6")));
        Endpoint endpoint = new Endpoint(CN.ref(), CN.baseUrl(), CN.api(), retired, CN.key(), Map.of(), false, CN.limits());
        LlmException thrown = failure(endpoint, 404,
                "{\"error\":{\"message\":\"Not found the model kimi-k2-0905-preview or Permission denied\",\"type\":\"resource_not_found_error\"}}", Map.of());
        assertThat(thrown.in(Language.ZH)).contains("下线", "openclaw-cn models set moonshot/kimi-k2.6");
    }

    @Test
    void whatAHostSaysIsShortenedAndHoldsNoKeyNorControlCharacter() {
        String body = "{\"error\":{\"message\":\"bad key sk-test-0123456789 and sk-abcdefghijkl, Bearer abc.def.ghi \\u001b[31m"
                + "x".repeat(2000) + "\",\"type\":\"server_error\"}}";
        String said = failure(CN, 500, body, Map.of()).in(Language.EN);
        assertThat(said).doesNotContain("sk-", "abc.def", "\u001b").contains("***", "…").hasSizeLessThan(900);
    }

    @Test
    void aPageInHtmlIsNotPrinted() {
        String said = failure(CN, 502, "<html><body><h1>Bad Gateway</h1></body></html>", Map.of()).in(Language.EN);
        assertThat(said).contains("HTTP 502").doesNotContain("Bad Gateway");
    }

    private static LlmException failure(Endpoint endpoint, int status, String body, Map<String, String> headers) {
        CannedHttp http = new CannedHttp(status, body.getBytes(StandardCharsets.UTF_8), headers, new Random(1));
        LlmException thrown = catchThrowableOfType(LlmException.class, () -> WireFormats.open(endpoint, http)
                .chat(WireSamples.request(List.of(Message.User.of("hi")), ChatRequest.Options.NONE), _ -> {}));
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
