package cn.openclaw.provider.minimax;

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

/** MiniMax, over its Anthropic-shaped route, which keeps its reasoning apart from its words. */
@AutoService(Provider.class)
public final class Minimax implements Provider {
    @Override
    public String id() {
        return "minimax";
    }

    @Override
    public Text label() {
        return new Text("MiniMax", "MiniMax");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("MiniMax 中国大陆", "MiniMax, mainland China"),
                URI.create("https://api.minimaxi.com/anthropic"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://platform.minimaxi.com"))),
                new Region(
                "intl",
                new Text("MiniMax 国际", "MiniMax, international"),
                URI.create("https://api.minimax.io/anthropic"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://platform.minimax.io"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("MINIMAX_API_KEY", "MINIMAX_OAUTH_TOKEN");
    }

    @Override
    public ModelApi api() {
        return ModelApi.ANTHROPIC_MESSAGES;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("MiniMax-M3", "MiniMax M3")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("MiniMax-M2.7", "MiniMax M2.7")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("MiniMax-M2.5", "MiniMax M2.5")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("MiniMax-M2.1", "MiniMax M2.1")
                        .thinks(Thinking.TOGGLE)
                        .build(),
                ModelDraft.model("MiniMax-M2.1-lightning", "MiniMax M2.1 Lightning")
                        .thinks(Thinking.TOGGLE)
                        .build());
    }
}
