package cn.openclaw.provider.dashscope;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Qwen models on Alibaba Cloud. */
@AutoService(Provider.class)
public final class Dashscope implements Provider {
    @Override
    public String id() {
        return "dashscope";
    }

    @Override
    public List<String> aliases() {
        return List.of("modelstudio", "alibaba", "bailian");
    }

    @Override
    public Text label() {
        return new Text("阿里云百炼 DashScope", "Alibaba Cloud DashScope");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("百炼（中国大陆）", "DashScope, mainland China"),
                URI.create("https://dashscope.aliyuncs.com/compatible-mode/v1"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://bailian.console.aliyun.com"))),
                new Region(
                "intl",
                new Text("百炼国际", "DashScope, international"),
                URI.create("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://modelstudio.console.alibabacloud.com"))),
                Region.of("coding-cn", new Text("百炼编程套餐", "DashScope coding plan"), "https://coding.dashscope.aliyuncs.com/v1"),
                Region.of("coding-intl", new Text("百炼编程套餐（国际）", "DashScope coding plan, international"), "https://coding-intl.dashscope.aliyuncs.com/v1"),
                Region.of("token-plan-cn", new Text("百炼 Token 套餐", "DashScope token plan"), "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1"),
                Region.of("token-plan-intl", new Text("百炼 Token 套餐（国际）", "DashScope token plan, international"), "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("DASHSCOPE_API_KEY", "QWEN_API_KEY", "MODELSTUDIO_API_KEY", "QWEN_TOKEN_PLAN_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("qwen3.7-max", "Qwen3.7 Max")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("qwen3.7-plus", "Qwen3.7 Plus")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("qwen3.6-flash", "Qwen3.6 Flash")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("qwen-plus", "Qwen Plus")
                        .window(128_000, 8_192)
                        .build());
    }
}
