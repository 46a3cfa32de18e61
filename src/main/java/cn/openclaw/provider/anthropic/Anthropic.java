package cn.openclaw.provider.anthropic;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Anthropic, asked in its own wire format. */
@AutoService(Provider.class)
public final class Anthropic implements Provider {
    @Override
    public String id() {
        return "anthropic";
    }

    @Override
    public Text label() {
        return new Text("Anthropic", "Anthropic");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Anthropic", "Anthropic"),
                URI.create("https://api.anthropic.com"),
                Optional.empty(),
                Optional.of(URI.create("https://console.anthropic.com/settings/keys"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("ANTHROPIC_OAUTH_TOKEN", "ANTHROPIC_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.ANTHROPIC_MESSAGES;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("claude-opus-4-6", "Claude Opus 4.6")
                        .window(200_000, 128_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE)
                        .dollars(0.5, 5, 25)
                        .cacheWrite(6.25)
                        .build(),
                ModelDraft.model("claude-opus-4-5", "Claude Opus 4.5")
                        .window(200_000, 64_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE)
                        .dollars(0.5, 5, 25)
                        .cacheWrite(6.25)
                        .build(),
                ModelDraft.model("claude-sonnet-4-5", "Claude Sonnet 4.5")
                        .window(200_000, 64_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE)
                        .dollars(0.3, 3, 15)
                        .cacheWrite(3.75)
                        .build(),
                ModelDraft.model("claude-haiku-4-5", "Claude Haiku 4.5")
                        .window(200_000, 64_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE)
                        .dollars(0.1, 1, 5)
                        .cacheWrite(1.25)
                        .build());
    }
}
