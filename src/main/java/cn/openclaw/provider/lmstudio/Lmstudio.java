package cn.openclaw.provider.lmstudio;

import cn.openclaw.base.Text;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.List;

/** LM Studio's server on this machine; it serves what its owner loaded. */
@AutoService(Provider.class)
public final class Lmstudio implements Provider {
    @Override
    public String id() {
        return "lmstudio";
    }

    @Override
    public Text label() {
        return new Text("LM Studio（本机）", "LM Studio (local)");
    }

    @Override
    public List<Region> regions() {
        return List.of(Region.of("local", new Text("本机", "this machine"), "http://127.0.0.1:1234/v1"));
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
        return List.of(
                ModelDraft.model("minimax-m2.1-gs32", "MiniMax M2.1 GS32")
                        .window(196_608, 8_192)
                        .thinks(Thinking.ALWAYS)
                        .build());
    }
}
