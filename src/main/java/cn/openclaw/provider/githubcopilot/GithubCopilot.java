package cn.openclaw.provider.githubcopilot;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.List;

/** GitHub Copilot. What an account may use differs, so no models are listed here. */
@AutoService(Provider.class)
public final class GithubCopilot implements Provider {
    @Override
    public String id() {
        return "github-copilot";
    }

    @Override
    public Text label() {
        return new Text("GitHub Copilot", "GitHub Copilot");
    }

    @Override
    public List<Region> regions() {
        return List.of(Region.of("default", new Text("GitHub Copilot", "GitHub Copilot"), "https://api.githubcopilot.com"));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("COPILOT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN");
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
        return List.of();
    }
}
