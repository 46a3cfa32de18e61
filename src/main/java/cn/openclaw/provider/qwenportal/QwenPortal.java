package cn.openclaw.provider.qwenportal;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Qwen accounts by token. */
@AutoService(Provider.class)
public final class QwenPortal implements Provider {
    @Override
    public String id() {
        return "qwen-portal";
    }

    @Override
    public List<String> aliases() {
        return List.of("qwen");
    }

    @Override
    public Text label() {
        return new Text("通义千问 Portal", "Qwen Portal");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("Qwen Portal", "Qwen Portal"),
                URI.create("https://portal.qwen.ai/v1"),
                Optional.empty(),
                Optional.of(URI.create("https://chat.qwen.ai"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("QWEN_OAUTH_TOKEN", "QWEN_PORTAL_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("coder-model", "Qwen Coder")
                        .window(128_000, 8_192)
                        .build(),
                ModelDraft.model("vision-model", "Qwen Vision")
                        .window(128_000, 8_192)
                        .takes("text", "image")
                        .build());
    }
}
