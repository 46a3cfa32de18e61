package cn.openclaw.provider.vercelaigateway;

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

/** Vercel's gateway, asked as Anthropic is. */
@AutoService(Provider.class)
public final class VercelAiGateway implements Provider {
    @Override
    public String id() {
        return "vercel-ai-gateway";
    }

    @Override
    public Text label() {
        return new Text("Vercel AI Gateway", "Vercel AI Gateway");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Vercel", "Vercel"),
                URI.create("https://ai-gateway.vercel.sh"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://vercel.com/docs/ai-gateway"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("AI_GATEWAY_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.ANTHROPIC_MESSAGES;
    }

    @Override
    public boolean openEnded() {
        return true;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("anthropic/claude-opus-4.5", "Claude Opus 4.5")
                        .window(200_000, 64_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE)
                        .build());
    }
}
