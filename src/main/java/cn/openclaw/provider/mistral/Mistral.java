package cn.openclaw.provider.mistral;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Mistral AI. Its list changes too often to be kept here: {@code models refresh} reads it. */
@AutoService(Provider.class)
public final class Mistral implements Provider {
    @Override
    public String id() {
        return "mistral";
    }

    @Override
    public Text label() {
        return new Text("Mistral AI", "Mistral AI");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Mistral AI", "Mistral AI"),
                URI.create("https://api.mistral.ai/v1"),
                Optional.of(Currency.USD),
                Optional.empty()));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("MISTRAL_API_KEY");
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
