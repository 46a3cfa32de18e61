package cn.openclaw.provider.siliconflow;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.KimiFamily;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** SiliconFlow, an aggregator of open-weight models. */
@AutoService(Provider.class)
public final class Siliconflow implements Provider {
    @Override
    public String id() {
        return "siliconflow";
    }

    @Override
    public Text label() {
        return new Text("硅基流动 SiliconFlow", "SiliconFlow");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("硅基流动（中国大陆）", "SiliconFlow, mainland China"),
                URI.create("https://api.siliconflow.cn/v1"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://cloud.siliconflow.cn/account/ak"))),
                new Region(
                "intl",
                new Text("SiliconFlow 国际", "SiliconFlow, international"),
                URI.create("https://api.siliconflow.com/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://cloud.siliconflow.com/account/ak"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("SILICONFLOW_API_KEY", "SILICONFLOW_CN_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public boolean openEnded() {
        return true;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("Qwen/Qwen2.5-32B-Instruct", "Qwen2.5 32B Instruct")
                        .window(128_000, 8_192)
                        .build(),
                ModelDraft.model("Pro/moonshotai/Kimi-K2.5", "Kimi K2.5")
                        .window(262_144, 32_768)
                        .takes("text", "image")
                        .kimi(KimiFamily.K2_5)
                        .build());
    }
}
