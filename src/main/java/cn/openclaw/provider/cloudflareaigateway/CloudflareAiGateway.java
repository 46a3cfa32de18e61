package cn.openclaw.provider.cloudflareaigateway;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Cloudflare's gateway. Account and gateway are part of its address, so a config must give the {@code baseUrl}. */
@AutoService(Provider.class)
public final class CloudflareAiGateway implements Provider {
    @Override
    public String id() {
        return "cloudflare-ai-gateway";
    }

    @Override
    public Text label() {
        return new Text("Cloudflare AI Gateway", "Cloudflare AI Gateway");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "default",
                new Text("baseUrl 中须写明账号与网关", "account and gateway belong into baseUrl"),
                URI.create("https://gateway.ai.cloudflare.com/v1"),
                Optional.empty(),
                Optional.of(URI.create("https://dash.cloudflare.com"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("CLOUDFLARE_AI_GATEWAY_API_KEY");
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
