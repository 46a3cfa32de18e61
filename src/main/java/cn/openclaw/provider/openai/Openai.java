package cn.openclaw.provider.openai;

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

/** OpenAI, asked through its Responses API. */
@AutoService(Provider.class)
public final class Openai implements Provider {
    @Override
    public String id() {
        return "openai";
    }

    @Override
    public Text label() {
        return new Text("OpenAI", "OpenAI");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("OpenAI", "OpenAI"),
                URI.create("https://api.openai.com/v1"),
                Optional.empty(),
                Optional.of(URI.create("https://platform.openai.com/api-keys"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("OPENAI_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_RESPONSES;
    }

    @Override
    public List<ModelDefinition> models() {
        return List.of(
                ModelDraft.model("gpt-5.2", "GPT-5.2")
                        .window(400_000, 128_000)
                        .takes("text", "image")
                        .thinks(Thinking.TOGGLE, "none", "low", "medium", "high", "xhigh")
                        .dollars(0.175, 1.75, 14)
                        .build(),
                ModelDraft.model("gpt-5-mini", "GPT-5 mini")
                        .window(400_000, 128_000)
                        .takes("text", "image")
                        .thinks(Thinking.ALWAYS, "minimal", "low", "medium", "high")
                        .dollars(0.025, 0.25, 2)
                        .build());
    }
}
