package cn.openclaw.provider.amazonbedrock;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Amazon Bedrock, over its OpenAI-shaped door with a Bedrock key; another region is another {@code baseUrl}. */
@AutoService(Provider.class)
public final class AmazonBedrock implements Provider {
    @Override
    public String id() {
        return "amazon-bedrock";
    }

    @Override
    public List<String> aliases() {
        return List.of("bedrock");
    }

    @Override
    public Text label() {
        return new Text("Amazon Bedrock", "Amazon Bedrock");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "us-west-2",
                new Text("美国西部（俄勒冈）", "US West (Oregon)"),
                URI.create("https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1"),
                Optional.of(Currency.USD),
                Optional.of(URI.create("https://console.aws.amazon.com/bedrock"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("AWS_BEARER_TOKEN_BEDROCK");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public Compat compat() {
        return new Compat(Map.of(), Map.of("maxTokensField", "max_tokens"), Map.of());
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
