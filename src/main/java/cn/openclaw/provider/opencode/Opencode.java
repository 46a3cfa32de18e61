package cn.openclaw.provider.opencode;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** OpenCode Zen: each model in its maker's own wire format. */
@AutoService(Provider.class)
public final class Opencode implements Provider {
    @Override
    public String id() {
        return "opencode";
    }

    @Override
    public List<String> aliases() {
        return List.of("opencode-zen");
    }

    @Override
    public Text label() {
        return new Text("OpenCode Zen", "OpenCode Zen");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("OpenCode Zen", "OpenCode Zen"),
                URI.create("https://opencode.ai/zen/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://opencode.ai/auth"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("OPENCODE_API_KEY", "OPENCODE_ZEN_API_KEY");
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
                ModelDraft.model("claude-opus-4-5", "Claude Opus 4.5")
                        .api(ModelApi.ANTHROPIC_MESSAGES)
                        .window(200_000, 64_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("gpt-5.2", "GPT-5.2")
                        .api(ModelApi.OPENAI_RESPONSES)
                        .window(400_000, 128_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE, "none", "low", "medium", "high", "xhigh")
                        .build(),
                ModelDraft.model("glm-4.7", "GLM-4.7")
                        .window(200_000, 128_000)
                        .thinks(Thinking.TOGGLE)
                        .build());
    }
}
