package cn.openclaw.provider.ollama;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;

/** Ollama on this machine; it serves what its owner pulled. */
@AutoService(Provider.class)
public final class Ollama implements Provider {
    @Override
    public String id() {
        return "ollama";
    }

    @Override
    public Text label() {
        return new Text("Ollama（本机）", "Ollama (local)");
    }

    @Override
    public List<Region> regions() {
        return List.of(Region.of("local", new Text("本机", "this machine"), "http://127.0.0.1:11434/v1"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of();
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public Compat compat() {
        return new Compat(Map.of(), Map.of("maxTokensField", "max_tokens"), Map.of());
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
