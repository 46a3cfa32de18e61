package cn.openclaw.provider.google;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gemini, over the OpenAI-shaped door that Google keeps beside its own format. */
@AutoService(Provider.class)
public final class Google implements Provider {
    @Override
    public String id() {
        return "google";
    }

    @Override
    public Text label() {
        return new Text("Google Gemini", "Google Gemini");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Gemini API", "Gemini API"),
                URI.create("https://generativelanguage.googleapis.com/v1beta/openai"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://aistudio.google.com/apikey"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("GEMINI_API_KEY", "GOOGLE_API_KEY");
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
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("gemini-3-pro-preview", "Gemini 3 Pro")
                        .window(1_048_576, 65_536)
                        .takes("text", "image")
                        .thinks(Thinking.ALWAYS, "low", "high")
                        .dollars(0.2, 2, 12)
                        .build(),
                ModelDraft.model("gemini-3-flash-preview", "Gemini 3 Flash")
                        .window(1_048_576, 65_536)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE, "minimal", "low", "medium", "high")
                        .dollars(0.05, 0.5, 3)
                        .build());
    }
}
