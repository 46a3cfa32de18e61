package cn.openclaw.provider.tencenttokenhub;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Tencent Cloud TokenHub, an aggregator. */
@AutoService(Provider.class)
public final class TencentTokenhub implements Provider {
    @Override
    public String id() {
        return "tencent-tokenhub";
    }

    @Override
    public List<String> aliases() {
        return List.of("tokenhub");
    }

    @Override
    public Text label() {
        return new Text("腾讯云 TokenHub", "Tencent Cloud TokenHub");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                "cn",
                new Text("TokenHub（中国大陆）", "TokenHub, mainland China"),
                URI.create("https://tokenhub.tencentmaas.com/v1"),
                Optional.of(Currency.CNY),
                Optional.empty()),
                new Region(
                "intl",
                new Text("TokenHub 国际", "TokenHub, international"),
                URI.create("https://tokenhub-intl.tencentmaas.com/v1"),
                Optional.of(Currency.USD),
                Optional.empty()));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("TOKENHUB_API_KEY", "TOKENPLAN_API_KEY");
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
