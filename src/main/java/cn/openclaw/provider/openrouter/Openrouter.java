package cn.openclaw.provider.openrouter;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** OpenRouter passes on to hundreds of models; any {@code vendor/model} may follow its id. */
@AutoService(Provider.class)
public final class Openrouter implements Provider {
    @Override
    public String id() {
        return "openrouter";
    }

    @Override
    public Text label() {
        return new Text("OpenRouter", "OpenRouter");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("OpenRouter", "OpenRouter"),
                URI.create("https://openrouter.ai/api/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://openrouter.ai/keys"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("OPENROUTER_API_KEY");
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
                ModelDraft.model("auto", "OpenRouter Auto")
                        .takes("text", "image")
                        .build());
    }
}
