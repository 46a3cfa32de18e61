package cn.openclaw.provider.stepfun;

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

/** StepFun. */
@AutoService(Provider.class)
public final class Stepfun implements Provider {
    @Override
    public String id() {
        return "stepfun";
    }

    @Override
    public Text label() {
        return new Text("阶跃星辰 StepFun", "StepFun");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("阶跃星辰（中国大陆）", "StepFun, mainland China"),
                URI.create("https://api.stepfun.com/v1"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://platform.stepfun.com"))),
                new Region(
                "intl",
                new Text("StepFun 国际", "StepFun, international"),
                URI.create("https://api.stepfun.ai/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://platform.stepfun.ai"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("STEPFUN_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("step-3.7-flash", "Step 3.7 Flash")
                        .thinks(Thinking.ALWAYS, "low", "medium", "high")
                        .build(),
                ModelDraft.model("step-3.5-flash", "Step 3.5 Flash")
                        .thinks(Thinking.ALWAYS, "low", "medium", "high")
                        .build());
    }
}
