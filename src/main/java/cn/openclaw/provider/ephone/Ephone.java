package cn.openclaw.provider.ephone;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.List;

/** ePhone AI, an aggregator. */
@AutoService(Provider.class)
public final class Ephone implements Provider {
    @Override
    public String id() {
        return "ephone";
    }

    @Override
    public Text label() {
        return new Text("ePhone AI", "ePhone AI");
    }

    @Override
    public List<Region> regions() {
        return List.of(Region.of("cn", new Text("ePhone", "ePhone"), "https://api.ephone.ai/v1"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("EPHONE_API_KEY");
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
                ModelDraft.model("claude-sonnet-4-6", "Claude Sonnet 4.6")
                        .window(200_000, 8_192)
                        .build());
    }
}
