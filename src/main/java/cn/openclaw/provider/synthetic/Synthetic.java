package cn.openclaw.provider.synthetic;

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

/** Synthetic, open-weight models over an Anthropic-shaped route. */
@AutoService(Provider.class)
public final class Synthetic implements Provider {
    @Override
    public String id() {
        return "synthetic";
    }

    @Override
    public Text label() {
        return new Text("Synthetic", "Synthetic");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Synthetic", "Synthetic"),
                URI.create("https://api.synthetic.new/anthropic"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://synthetic.new"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("SYNTHETIC_API_KEY");
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
                ModelDraft.model("hf:MiniMaxAI/MiniMax-M2.1", "MiniMax M2.1")
                        .window(192_000, 65_536)
                        .build());
    }
}
