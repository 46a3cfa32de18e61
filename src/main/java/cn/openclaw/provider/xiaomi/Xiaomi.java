package cn.openclaw.provider.xiaomi;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Xiaomi MiMo; token plans have hosts of their own. */
@AutoService(Provider.class)
public final class Xiaomi implements Provider {
    @Override
    public String id() {
        return "xiaomi";
    }

    @Override
    public List<String> aliases() {
        return List.of("mimo");
    }

    @Override
    public Text label() {
        return new Text("小米 MiMo", "Xiaomi MiMo");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "default",
                new Text("小米 MiMo", "Xiaomi MiMo"),
                URI.create("https://api.xiaomimimo.com/v1"),
                Optional.empty(),
                Optional.of(URI.create("https://platform.xiaomimimo.com"))),
                Region.of("token-plan-cn", new Text("Token 套餐（中国大陆）", "token plan, mainland China"), "https://token-plan-cn.xiaomimimo.com/v1"),
                Region.of("token-plan-sgp", new Text("Token 套餐（新加坡）", "token plan, Singapore"), "https://token-plan-sgp.xiaomimimo.com/v1"),
                Region.of("token-plan-ams", new Text("Token 套餐（阿姆斯特丹）", "token plan, Amsterdam"), "https://token-plan-ams.xiaomimimo.com/v1"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("XIAOMI_API_KEY", "XIAOMI_TOKEN_PLAN_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("mimo-v2.5-pro", "MiMo V2.5 Pro")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("mimo-v2.5", "MiMo V2.5")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("mimo-v2-flash", "MiMo V2 Flash")
                        .window(262_144, 8_192)
                        .thinks(Thinking.TOGGLE)
                        .build());
    }
}
