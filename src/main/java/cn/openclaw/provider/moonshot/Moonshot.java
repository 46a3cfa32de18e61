package cn.openclaw.provider.moonshot;

import static cn.openclaw.provider.ModelDraft.model;

import cn.openclaw.base.Text;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.KimiFamily;
import cn.openclaw.provider.ModelDraft;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moonshot AI's open platform. Its two regions are two companies' worth of accounts: keys, balances and currencies are separate.
 * The first four models are the ones of the provider page, with the page's numbers; the platform switched them off on 25 May
 * 2026 and they stay here so that an old config is understood and its owner told what to use instead.
 */
@AutoService(Provider.class)
public final class Moonshot implements Provider {
    /** The day the K2 series was switched off, from the platform's notice. */
    private static final String K2_OFF = "2026-05-25";

    @Override
    public String id() {
        return "moonshot";
    }

    @Override
    public Text label() {
        return new Text("Moonshot AI（月之暗面）", "Moonshot AI");
    }

    @Override
    public List<Region> regions() {
        return List.of(
                new Region(
                        "cn",
                        new Text("Moonshot 中国大陆平台", "Moonshot platform, mainland China"),
                        URI.create("https://api.moonshot.cn/v1"),
                        Optional.of(Currency.CNY),
                        Optional.of(URI.create("https://platform.kimi.com/console/api-keys"))),
                new Region(
                        "intl",
                        new Text("Moonshot 国际平台", "Moonshot platform, international"),
                        URI.create("https://api.moonshot.ai/v1"),
                        Optional.of(Currency.USD),
                        Optional.of(URI.create("https://platform.kimi.ai/console/api-keys"))));
    }

    @Override
    public List<String> apiKeyEnv() {
        return List.of("MOONSHOT_API_KEY");
    }

    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public Map<String, String> suggestedAliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        aliases.put("kimi-k2-0905-preview", "Kimi K2");
        aliases.put("kimi-k2-turbo-preview", "Kimi K2 Turbo");
        aliases.put("kimi-k2-thinking", "Kimi K2 Thinking");
        aliases.put("kimi-k2-thinking-turbo", "Kimi K2 Thinking Turbo");
        aliases.put("kimi-k3", "Kimi K3");
        aliases.put("kimi-k3.1-pro", "Kimi K3.1 Pro");
        aliases.put("kimi-k2.7-code", "Kimi K2.7 Code");
        aliases.put("kimi-k2.6", "Kimi K2.6");
        return aliases;
    }

    @Override
    public List<ModelDefinition> models() {
        List<ModelDraft> all = new ArrayList<>(pageModels());
        all.addAll(currentModels());
        all.addAll(formerModels());
        return all.stream().map(ModelDraft::build).toList();
    }

    private static List<ModelDraft> pageModels() {
        return List.of(
                model("kimi-k2-0905-preview", "Kimi K2 0905 Preview")
                        .window(256_000, 8_192)
                        .kimi(KimiFamily.PLAIN)
                        .dollars(0.15, 0.60, 2.50)
                        .yuan(1, 4, 16)
                        .retired(K2_OFF, "kimi-k2.6"),
                model("kimi-k2-turbo-preview", "Kimi K2 Turbo")
                        .window(256_000, 8_192)
                        .kimi(KimiFamily.PLAIN)
                        .dollars(0.15, 1.15, 8)
                        .yuan(1, 8, 58)
                        .retired(K2_OFF, "kimi-k2.7-code-highspeed"),
                model("kimi-k2-thinking", "Kimi K2 Thinking")
                        .window(256_000, 8_192)
                        .kimi(KimiFamily.K2_THINKING)
                        .dollars(0.15, 0.60, 2.50)
                        .yuan(1, 4, 16)
                        .retired(K2_OFF, "kimi-k2.6"),
                model("kimi-k2-thinking-turbo", "Kimi K2 Thinking Turbo")
                        .window(256_000, 8_192)
                        .kimi(KimiFamily.K2_THINKING)
                        .dollars(0.15, 1.15, 8)
                        .yuan(1, 8, 58)
                        .retired(K2_OFF, "kimi-k2.7-code-highspeed"));
    }

    /** The answer limits are what the platform itself takes when told none: asking for the whole window would leave no room for the question. */
    private static List<ModelDraft> currentModels() {
        return List.of(
                k3("kimi-k3", "Kimi K3").dollars(0.30, 3, 15).yuan(2, 20, 100),
                k3("kimi-k3.1-pro", "Kimi K3.1 Pro").dollars(0.20, 2, 10),
                k3("kimi-k3.1-pro-highspeed", "Kimi K3.1 Pro HighSpeed"),
                k2("kimi-k2.7-code", "Kimi K2.7 Code", KimiFamily.K2_7_CODE)
                        .dollars(0.19, 0.95, 4)
                        .yuan(1.3, 6.5, 27),
                k2("kimi-k2.7-code-highspeed", "Kimi K2.7 Code HighSpeed", KimiFamily.K2_7_CODE)
                        .dollars(0.38, 1.90, 8),
                k2("kimi-k2.6", "Kimi K2.6", KimiFamily.K2_6).dollars(0.16, 0.95, 4).yuan(1.1, 6.5, 27));
    }

    private static ModelDraft k3(String id, String name) {
        return model(id, name)
                .window(1_048_576, 131_072)
                .takes("text", "image", "video")
                .kimi(KimiFamily.K3);
    }

    private static ModelDraft k2(String id, String name, KimiFamily family) {
        return model(id, name)
                .window(262_144, 32_768)
                .takes("text", "image", "video")
                .kimi(family);
    }

    private static List<ModelDraft> formerModels() {
        return List.of(
                k2("kimi-k2.5", "Kimi K2.5", KimiFamily.K2_5)
                        .dollars(0.10, 0.60, 3)
                        .yuan(0.7, 4, 21)
                        .retired("2026-07..2026-09", "kimi-k2.6"),
                model("kimi-k2-0711-preview", "Kimi K2 0711 Preview")
                        .window(131_072, 16_384)
                        .kimi(KimiFamily.PLAIN)
                        .dollars(0.15, 0.60, 2.50)
                        .yuan(1, 4, 16)
                        .retired(K2_OFF, "kimi-k2.6"),
                model("kimi-latest", "Kimi Latest")
                        .window(131_072, 8_192)
                        .takes("text", "image")
                        .kimi(KimiFamily.PLAIN)
                        .retired("2026", "kimi-k2.6"),
                model("kimi-thinking-preview", "Kimi Thinking Preview")
                        .window(131_072, 8_192)
                        .takes("text", "image")
                        .kimi(KimiFamily.K2_THINKING)
                        .retired("2025-11-11", "kimi-k2.6"),
                v1("moonshot-v1-8k", "Moonshot v1 8k", 8_192).dollars(0.2, 0.2, 2).yuan(2, 2, 10),
                v1("moonshot-v1-32k", "Moonshot v1 32k", 32_768).dollars(1, 1, 3).yuan(5, 5, 20),
                v1("moonshot-v1-128k", "Moonshot v1 128k", 131_072).dollars(2, 2, 5).yuan(10, 10, 30),
                v1("moonshot-v1-8k-vision-preview", "Moonshot v1 8k Vision Preview", 8_192)
                        .takes("text", "image")
                        .dollars(0.2, 0.2, 2)
                        .yuan(2, 2, 10),
                v1("moonshot-v1-32k-vision-preview", "Moonshot v1 32k Vision Preview", 32_768)
                        .takes("text", "image")
                        .dollars(1, 1, 3)
                        .yuan(5, 5, 20),
                v1("moonshot-v1-128k-vision-preview", "Moonshot v1 128k Vision Preview", 131_072)
                        .takes("text", "image")
                        .dollars(2, 2, 5)
                        .yuan(10, 10, 30),
                v1("moonshot-v1-auto", "Moonshot v1 Auto", 131_072));
    }

    /** The answer may take at most half of the smallest window: the rest is for the question. */
    private static ModelDraft v1(String id, String name, int context) {
        return model(id, name)
                .window(context, Math.min(8_192, context / 2))
                .kimi(KimiFamily.PLAIN)
                .legacy();
    }
}
