package cn.openclaw.provider.huggingface;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Hugging Face's router over many hosts. */
@AutoService(Provider.class)
public final class Huggingface implements Provider {
    @Override
    public String id() {
        return "huggingface";
    }

    @Override
    public Text label() {
        return new Text("Hugging Face", "Hugging Face");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Hugging Face", "Hugging Face"),
                URI.create("https://router.huggingface.co/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://huggingface.co/settings/tokens"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("HUGGINGFACE_HUB_TOKEN", "HF_TOKEN");
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
