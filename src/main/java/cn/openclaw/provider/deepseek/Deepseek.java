package cn.openclaw.provider.deepseek;

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

/** DeepSeek. */
@AutoService(Provider.class)
public final class Deepseek implements Provider {
    @Override
    public String id() {
        return "deepseek";
    }

    @Override
    public Text label() {
        return new Text("DeepSeek（深度求索）", "DeepSeek");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("DeepSeek", "DeepSeek"),
                URI.create("https://api.deepseek.com/v1"),
                Optional.empty(),
                Optional.of(URI.create("https://platform.deepseek.com/api_keys"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("DEEPSEEK_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("deepseek-chat", "DeepSeek Chat")
                        .window(128_000, 8_192)
                        .build(),
                ModelDraft.model("deepseek-reasoner", "DeepSeek Reasoner")
                        .window(128_000, 8_192)
                        .thinks(Thinking.ALWAYS)
                        .build(),
                ModelDraft.model("deepseek-v4-pro", "DeepSeek V4 Pro")
                        .window(1_000_000, 384_000)
                        .thinks(Thinking.TOGGLE, "high", "max")
                        .build(),
                ModelDraft.model("deepseek-v4-flash", "DeepSeek V4 Flash")
                        .window(1_000_000, 384_000)
                        .thinks(Thinking.TOGGLE, "high", "max")
                        .build());
    }
}
