package cn.openclaw.provider.xai;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** xAI. Its list changes too often to be kept here: {@code models refresh} reads it. */
@AutoService(Provider.class)
public final class Xai implements Provider {
    @Override
    public String id() {
        return "xai";
    }

    @Override
    public Text label() {
        return new Text("xAI", "xAI");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("xAI", "xAI"),
                URI.create("https://api.x.ai/v1"),
                Optional.of(Currency.USD),
                Optional.empty()));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("XAI_API_KEY");
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
