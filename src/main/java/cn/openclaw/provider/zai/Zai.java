package cn.openclaw.provider.zai;

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

/** GLM models: the mainland platform and Z.AI abroad, each with a coding plan on a path of its own. */
@AutoService(Provider.class)
public final class Zai implements Provider {
    @Override
    public String id() {
        return "zai";
    }

    @Override
    public List<String> aliases() {
        return List.of("z.ai", "z-ai", "glm", "zhipu", "bigmodel");
    }

    @Override
    public Text label() {
        return new Text("智谱 GLM / Z.AI", "Z.AI / Zhipu GLM");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("智谱开放平台（中国大陆）", "Zhipu open platform, mainland China"),
                URI.create("https://open.bigmodel.cn/api/paas/v4"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://open.bigmodel.cn/usercenter/apikeys"))),
                new Region(
                "intl",
                new Text("Z.AI 国际平台", "Z.AI, international"),
                URI.create("https://api.z.ai/api/paas/v4"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://z.ai/manage-apikey/apikey-list"))),
                Region.of("coding-cn", new Text("智谱编程套餐（中国大陆）", "Zhipu coding plan, mainland China"), "https://open.bigmodel.cn/api/coding/paas/v4"),
                Region.of("coding-intl", new Text("Z.AI 编程套餐", "Z.AI coding plan"), "https://api.z.ai/api/coding/paas/v4"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("ZAI_API_KEY", "Z_AI_API_KEY", "GLM_API_KEY", "ZHIPU_API_KEY", "ZHIPUAI_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("glm-5.3", "GLM-5.3")
                        .thinks(Thinking.TOGGLE, "high", "max")
                        .build(),
                ModelDraft.model("glm-5.2", "GLM-5.2")
                        .thinks(Thinking.TOGGLE, "high", "max")
                        .build(),
                ModelDraft.model("glm-5.1", "GLM-5.1")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("glm-5", "GLM-5")
                        .window(200_000, 128_000)
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("glm-4.7", "GLM-4.7")
                        .window(200_000, 128_000)
                        .thinks(Thinking.TOGGLE)
                        .build());
    }
}
