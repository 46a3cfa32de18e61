package cn.openclaw.provider.chutes;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Chutes, an aggregator of open-weight models. */
@AutoService(Provider.class)
public final class Chutes implements Provider {
    @Override
    public String id() {
        return "chutes";
    }

    @Override
    public Text label() {
        return new Text("Chutes", "Chutes");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Chutes", "Chutes"),
                URI.create("https://llm.chutes.ai/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://chutes.ai/app/api"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("CHUTES_OAUTH_TOKEN", "CHUTES_API_KEY");
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
