package cn.openclaw.provider.longcat;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Meituan LongCat. */
@AutoService(Provider.class)
public final class Longcat implements Provider {
    @Override
    public String id() {
        return "longcat";
    }

    @Override
    public Text label() {
        return new Text("美团 LongCat", "Meituan LongCat");
    }

    @Override
    public List<Region> regions() {
        return List.of(new Region(
                "cn",
                new Text("LongCat", "LongCat"),
                URI.create("https://api.longcat.chat/openai"),
                Optional.empty(),
                Optional.of(URI.create("https://longcat.chat/platform"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("LONGCAT_API_KEY");
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
