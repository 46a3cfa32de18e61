package cn.openclaw.provider.venice;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Venice AI. */
@AutoService(Provider.class)
public final class Venice implements Provider {
    @Override
    public String id() {
        return "venice";
    }

    @Override
    public Text label() {
        return new Text("Venice AI", "Venice AI");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Venice", "Venice"),
                URI.create("https://api.venice.ai/api/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://venice.ai/settings/api"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("VENICE_API_KEY");
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
        return List.of(
                ModelDraft.model("llama-3.3-70b", "Llama 3.3 70B")
                        .window(131_072, 8_192)
                        .build());
    }
}
