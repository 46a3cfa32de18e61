package cn.openclaw.provider.litellm;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.List;

/** Somebody's own LiteLLM proxy; on this machine unless a config says where. */
@AutoService(Provider.class)
public final class Litellm implements Provider {
    @Override
    public String id() {
        return "litellm";
    }

    @Override
    public Text label() {
        return new Text("LiteLLM（自建代理）", "LiteLLM (own proxy)");
    }

    @Override
    public List<Region> regions() {
        return List.of(Region.of("local", new Text("本机", "this machine"), "http://127.0.0.1:4000/v1"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("LITELLM_API_KEY");
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
        return List.of();
    }
}
