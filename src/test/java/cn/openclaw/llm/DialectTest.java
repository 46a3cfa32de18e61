package cn.openclaw.llm;

import static cn.openclaw.llm.CompletionsSamples.on;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.llm.DialectRule.Origin;
import cn.openclaw.model.Compat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialect, row by row. */
class DialectTest {
    @ParameterizedTest(name = "{0} {1} {2}: {3} = {4} by {5}")
    @CsvSource(delimiter = '|', value = {
        "https://api.moonshot.cn/v1     | moonshot/kimi-k2-thinking | OLD_THINKING | system-role      | system                | HOST",
        "https://api.moonshot.cn/v1     | moonshot/kimi-k2-thinking | OLD_THINKING | thinking-format  | kimi-always           | MODEL",
        "https://api.moonshot.cn/v1     | moonshot/kimi-k2-thinking | OLD_THINKING | sampling         | open                  | DEFAULT",
        "https://api.moonshot.cn/v1     | moonshot/kimi-k2-thinking | OLD_THINKING | store            | omit                  | HOST",
        "https://api.moonshot.cn/v1     | moonshot/kimi-k2-thinking | OLD_THINKING | strict           | omit                  | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | thinking-format  | kimi-toggle           | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | sampling         | fixed-k25             | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | max-tokens-field | max_completion_tokens | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | prompt-cache-key | session               | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | schema           | mfjs                  | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | reasoning-replay | required              | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | empty-content    | omit                  | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | leaked-markup    | parse                 | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | builtin-tools    | dollar                | HOST",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | tool-choice      | kimi-toggle           | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | stream-options   | include_usage         | DEFAULT",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.6        | K26          | usage            | any                   | DEFAULT",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k3          | K3           | thinking-format  | kimi-effort           | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k3          | K3           | sampling         | fixed-k3              | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k3          | K3           | tool-choice      | kimi-k3               | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/kimi-k2.7-code   | K27          | tool-choice      | kimi-always           | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/moonshot-v1-8k   | PLAIN        | thinking-format  | none                  | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/moonshot-v1-8k   | PLAIN        | reasoning-replay | never                 | MODEL",
        "https://api.moonshot.ai/v1     | moonshot/moonshot-v1-8k   | PLAIN        | tool-choice      | kimi-none             | MODEL",
        "https://api.kimi.com/coding/v1 | kimi-code/kimi-for-coding | K27          | prompt-cache-key | session               | HOST",
        "https://api.kimi.com/coding/v1 | kimi-code/kimi-for-coding | K27          | system-role      | system                | HOST",
        "https://my.proxy.cn/v1         | mine/kimi-k2.6            | PLAIN        | schema           | mfjs                  | MODEL",
        "https://my.proxy.cn/v1         | mine/kimi-k2.6            | PLAIN        | thinking-format  | none                  | MODEL",
        "https://my.proxy.cn/v1         | mine/moonshotai-k2        | K26          | schema           | mfjs                  | MODEL",
        "https://my.proxy.cn/v1         | mine/qwen                 | TOGGLE       | schema           | openai                | DEFAULT",
        "https://my.proxy.cn/v1         | mine/qwen                 | TOGGLE       | system-role      | system                | DEFAULT",
        "https://my.proxy.cn/v1         | mine/qwen                 | TOGGLE       | reasoning-replay | same-model            | DEFAULT",
        "http://127.0.0.1:1/v1          | moonshot/anything         | PLAIN        | schema           | mfjs                  | MODEL",
        "https://api.openai.com/v1      | openai/gpt-6              | TOGGLE       | system-role      | developer             | HOST",
        "https://api.openai.com/v1      | openai/gpt-4              | PLAIN        | system-role      | system                | HOST",
        "https://api.openai.com/v1      | openai/gpt-6              | TOGGLE       | store            | false                 | HOST",
        "https://api.openai.com/v1      | openai/gpt-6              | TOGGLE       | thinking-format  | openai                | HOST",
        "https://open.bigmodel.cn/api/paas/v4 | zai/glm-5           | TOGGLE       | tool-choice      | auto-only             | HOST",
        "https://open.bigmodel.cn/api/paas/v4 | zai/glm-5           | TOGGLE       | tool-stream      | yes                   | HOST",
        "https://open.bigmodel.cn/api/paas/v4 | zai/glm-5           | TOGGLE       | max-tokens-field | max_tokens            | HOST",
        "https://api.z.ai/api/coding/paas/v4  | zai/glm-5           | TOGGLE       | thinking-format  | zai                   | HOST",
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1 | qwen/q | TOGGLE  | thinking-format  | qwen                  | HOST",
        "https://dashscope.aliyuncs.com/compatible-mode/v1 | qwen/q | TOGGLE       | tool-choice      | not-while-thinking    | HOST",
        "https://api.deepseek.com       | deepseek/d                | TOGGLE       | thinking-format  | deepseek              | HOST",
        "https://api.deepseek.com       | deepseek/d                | TOGGLE       | reasoning-replay | required              | HOST",
        "https://api.longcat.chat/openai | longcat/l                | TOGGLE       | thinking-format  | ark                   | HOST",
        "https://token-plan-cn.xiaomimimo.com/v1 | xiaomi/m         | TOGGLE       | thinking-format  | mimo                  | HOST",
        "https://api.mistral.ai/v1      | mistral/m                 | PLAIN        | call-ids         | mistral               | HOST",
        "https://api.mistral.ai/v1      | mistral/m                 | PLAIN        | tool-result-name | yes                   | HOST",
    })
    void decides(String base, String ref, String capability, String key, String value, Origin origin) {
        DialectRule rule = rule(Dialect.of(on(base, ref, CompletionsRequestsTest.capability(capability))), key);
        assertThat(rule.value()).isEqualTo(value);
        assertThat(rule.origin()).isEqualTo(origin);
    }

    @Test
    void compatDecidesFirstKeyByKey() {
        Compat compat = new Compat(
                Map.of("supportsDeveloperRole", true, "requiresReasoningReplay", false, "supportsToolChoiceRequired", false),
                Map.of("samplingProfile", "open", "thinkingFormat", "none"),
                Map.of());
        Dialect dialect = Dialect.of(on("https://api.moonshot.cn/v1", "moonshot/kimi-k3", WireSamples.K3, compat));
        assertThat(dialect.rules()).filteredOn(rule -> rule.origin() == Origin.COMPAT)
                .extracting(rule -> rule.key().id() + "=" + rule.value())
                .containsExactly("system-role=developer", "thinking-format=none", "sampling=open", "tool-choice=auto-only", "reasoning-replay=never");
        assertThat(rule(dialect, "schema").origin()).isEqualTo(Origin.HOST);
    }

    @Test
    void everyQuestionIsDecidedWithAReasonInBothLanguages() {
        Dialect dialect = Dialect.of(on("https://api.moonshot.cn/v1", "moonshot/kimi-k3", WireSamples.K3));
        assertThat(dialect.rules()).extracting(DialectRule::key).containsExactly(DialectKey.values());
        assertThat(dialect.rules()).allSatisfy(rule -> {
            assertThat(rule.reason().in(Language.ZH)).isNotBlank();
            assertThat(rule.reason().in(Language.EN)).isNotBlank();
        });
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', value = {
        "https://api.moonshot.cn/v1 | K3     | low low low high high max max",
        "https://api.openai.com/v1  | TOGGLE | minimal minimal low medium high high high",
        "https://api.deepseek.com   | TOGGLE | high high high high high max max",
        "https://api.stepfun.com/v1 | TOGGLE | low low low medium high high high",
        "https://api.moonshot.cn/v1 | K26    | - - - - - - -",
    })
    void mapsEveryLevelToAnEffort(String base, String capability, String efforts) {
        Dialect dialect = Dialect.of(on(base, "moonshot/x", CompletionsRequestsTest.capability(capability)));
        List<String> words = new ArrayList<>();
        for (ThinkingLevel level : ThinkingLevel.values()) {
            words.add(dialect.effort(level).orElse("-"));
        }
        assertThat(String.join(" ", words)).isEqualTo(efforts);
    }

    @Test
    void knowsWhetherACallThinks() {
        Dialect toggle = Dialect.of(on("https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26));
        Dialect always = Dialect.of(on("https://api.moonshot.cn/v1", "moonshot/kimi-k3", WireSamples.K3));
        assertThat(toggle.thinks(Optional.empty())).isTrue();
        assertThat(toggle.thinks(Optional.of(ThinkingLevel.OFF))).isFalse();
        assertThat(always.thinks(Optional.of(ThinkingLevel.OFF))).isTrue();
        assertThat(always.canStopThinking()).isFalse();
    }

    private static DialectRule rule(Dialect dialect, String key) {
        return dialect.rules().stream().filter(rule -> rule.key().id().equals(key)).findFirst().orElseThrow();
    }
}
