package cn.openclaw.provider.volcengine;

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

/** Volcengine Ark; besides the models, a person's own endpoint ids ({@code ep-…}) are models too. */
@AutoService(Provider.class)
public final class Volcengine implements Provider {
    @Override
    public String id() {
        return "volcengine";
    }

    @Override
    public List<String> aliases() {
        return List.of("doubao", "ark");
    }

    @Override
    public Text label() {
        return new Text("火山引擎方舟 / 豆包", "Volcengine Ark / Doubao");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("方舟", "Ark"),
                URI.create("https://ark.cn-beijing.volces.com/api/v3"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://console.volcengine.com/ark"))),
                Region.of("coding-cn", new Text("方舟编程套餐", "Ark coding plan"), "https://ark.cn-beijing.volces.com/api/coding/v3"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("VOLCENGINE_API_KEY", "VOLCANO_ENGINE_API_KEY", "ARK_API_KEY");
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
                ModelDraft.model("doubao-seed-2-1-pro-260628", "Doubao Seed 2.1 Pro")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("doubao-seed-2-1-turbo-260628", "Doubao Seed 2.1 Turbo")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("doubao-seed-2.0-code", "Doubao Seed 2.0 Code")
                        .thinks(Thinking.TOGGLE)
                        .build());
    }
}
