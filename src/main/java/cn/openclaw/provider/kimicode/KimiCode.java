package cn.openclaw.provider.kimicode;

import static cn.openclaw.provider.ModelDraft.model;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.KimiFamily;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Kimi Code, the API of a Kimi membership: no price a token, keys of its own, and a gate that looks at the client's
 * {@code User-Agent}. The header below is the provider page's. It names another client, which the platform's terms do not
 * like; so it is never hidden ({@code models explain} shows it) and a config's {@code headers} replace it.
 */
@AutoService(Provider.class)
public final class KimiCode implements Provider {
    private static final String PAGE_USER_AGENT = "KimiCLI/0.77";
    private static final Compat NO_DEVELOPER_ROLE =
            new Compat(Map.of("supportsDeveloperRole", false), Map.of(), Map.of());

    @Override
    public String id() {
        return "kimi-code";
    }

    @Override
    public List<String> aliases() {
        return List.of("kimi-coding", "kimi", "moonshot-coding-plan");
    }

    @Override
    public Text label() {
        return new Text("Kimi Code（会员）", "Kimi Code (membership)");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                        "cn",
                        new Text("Kimi Code", "Kimi Code"),
                        URI.create("https://api.kimi.com/coding/v1"),
                        Optional.empty(),
                        Optional.of(URI.create("https://www.kimi.com/code/console"))),
                new Region(
                        "intl",
                        new Text("Kimi Code 国际版", "Kimi Code, international"),
                        URI.create("https://api.kimi.ai/coding/v1"),
                        Optional.empty(),
                        Optional.of(URI.create("https://www.kimi.ai/code/console"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("KIMICODE_API_KEY", "KIMI_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public Map<String, String> suggestedAliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        aliases.put("kimi-for-coding", "Kimi Code");
        aliases.put("kimi-for-coding-highspeed", "Kimi Code HighSpeed");
        aliases.put("k3", "Kimi Code K3");
        return aliases;
    }

    @Override
    public List<ModelDefinition> models() {
        return Stream.concat(current(), former()).map(KimiCode::asMembership).toList();
    }

    private static Stream<ModelDraft> current() {
        return Stream.of(
                model("kimi-for-coding", "Kimi For Coding").window(262_144, 32_768).kimi(KimiFamily.K2_7_CODE),
                media("kimi-for-coding-highspeed", "Kimi For Coding HighSpeed")
                        .window(262_144, 32_768)
                        .kimi(KimiFamily.K2_7_CODE),
                media("k3", "Kimi K3").window(1_048_576, 131_072).kimi(KimiFamily.K3).effort("high"),
                media("k3-256k", "Kimi K3 (256k)").window(262_144, 131_072).kimi(KimiFamily.K3).effort("high"),
                media("k3.1-pro", "Kimi K3.1 Pro").window(1_048_576, 131_072).kimi(KimiFamily.K3));
    }

    /** Ids of earlier years that the platform still maps to something. */
    private static Stream<ModelDraft> former() {
        return Stream.of(
                media("k2p5", "Kimi K2.5").window(262_144, 32_768).kimi(KimiFamily.K2_5).legacy("kimi-for-coding"),
                media("k2p6", "Kimi K2.6").window(262_144, 32_768).kimi(KimiFamily.K2_6).legacy("kimi-for-coding"),
                media("k2p7", "Kimi K2.7 Code")
                        .window(262_144, 32_768)
                        .kimi(KimiFamily.K2_7_CODE)
                        .legacy("kimi-for-coding"),
                model("kimi-k2-thinking", "Kimi K2 Thinking")
                        .window(262_144, 32_768)
                        .kimi(KimiFamily.K2_7_CODE)
                        .legacy("kimi-for-coding"),
                media("kimi-code", "Kimi Code").window(262_144, 32_768).kimi(KimiFamily.K2_5).legacy("kimi-for-coding"));
    }

    private static ModelDraft media(String id, String name) {
        return model(id, name).takes("text", "image", "video");
    }

    private static ModelDefinition asMembership(ModelDraft draft) {
        return draft.included().header("User-Agent", PAGE_USER_AGENT).compat(NO_DEVELOPER_ROLE).build();
    }
}
