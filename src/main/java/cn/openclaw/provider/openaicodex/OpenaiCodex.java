package cn.openclaw.provider.openaicodex;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.List;

/** ChatGPT accounts by OAuth. No models of our own are listed: what an account may use differs, so a config names them. */
@AutoService(Provider.class)
public final class OpenaiCodex implements Provider {
    @Override
    public String id() {
        return "openai-codex";
    }

    @Override
    public Text label() {
        return new Text("OpenAI Codex（ChatGPT 账号）", "OpenAI Codex (ChatGPT account)");
    }

    @Override
    public List<Region> regions() {
        return List.of(Region.of("default", new Text("ChatGPT", "ChatGPT"), "https://chatgpt.com/backend-api"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of();
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_RESPONSES;
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
