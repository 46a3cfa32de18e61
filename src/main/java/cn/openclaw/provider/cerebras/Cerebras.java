package cn.openclaw.provider.cerebras;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Cerebras. Its list changes too often to be kept here: {@code models refresh} reads it. */
@AutoService(Provider.class)
public final class Cerebras implements Provider {
    @Override
    public String id() {
        return "cerebras";
    }

    @Override
    public Text label() {
        return new Text("Cerebras", "Cerebras");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Cerebras", "Cerebras"),
                URI.create("https://api.cerebras.ai/v1"),
                Optional.of(Currency.USD),
                Optional.empty()));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("CEREBRAS_API_KEY");
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
