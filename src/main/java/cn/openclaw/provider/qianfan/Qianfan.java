package cn.openclaw.provider.qianfan;

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

/** Baidu Qianfan. */
@AutoService(Provider.class)
public final class Qianfan implements Provider {
    @Override
    public String id() {
        return "qianfan";
    }

    @Override
    public Text label() {
        return new Text("百度千帆", "Baidu Qianfan");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "cn",
                new Text("千帆", "Qianfan"),
                URI.create("https://qianfan.baidubce.com/v2"),
                Optional.of(Currency.CNY),
                Optional.of(URI.create("https://console.bce.baidu.com/iam/#/iam/apikey/list"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("QIANFAN_API_KEY");
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
        return List.of(
                ModelDraft.model("ernie-5.0", "ERNIE 5.0").build());
    }
}
