package cn.openclaw.agent;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.llm.PaceLimits;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What {@code models.providers.<id>} says about pacing. */
final class ProviderSettings {
    private final @Nullable JsonNode pacing;

    private ProviderSettings(@Nullable JsonNode pacing) {
        this.pacing = pacing;
    }

    /** @param provider its canonical id; the person may have written another one that means the same */
    static ProviderSettings of(ClawConfig config, String provider) {
        String id = config.models().providers().values().stream()
                .map(ClawConfig.Provider::id)
                .filter(written -> Providers.find(written).map(Provider::id).orElse(written).equals(provider))
                .findFirst()
                .orElse(provider);
        return new ProviderSettings(
                Json.at(config.tree(), "models", "providers", id, "pacing"));
    }

    PaceLimits pace(CatalogModel model) {
        PaceLimits known = host(model).equals("api.kimi.com") || host(model).equals("api.kimi.ai")
                ? PaceLimits.KIMI_CODE
                : PaceLimits.NONE;
        PaceLimits tier = PaceLimits.tier((int) number("tier", -1)).orElse(PaceLimits.NONE);
        return known.and(tier)
                .and(new PaceLimits(
                        number("concurrency", Long.MAX_VALUE),
                        number("requestsPerMinute", Long.MAX_VALUE),
                        number("tokensPerMinute", Long.MAX_VALUE)));
    }

    private long number(String name, long otherwise) {
        JsonNode written = pacing == null ? null : pacing.get(name);
        return written == null || !written.isNumber() ? otherwise : written.asLong();
    }

    /** Moonshot and Kimi Code count an organisation's requests, whatever the model; whoever states a tier means Moonshot. */
    boolean countsWholeAccount(CatalogModel model) {
        boolean family = host(model).endsWith(".moonshot.cn") || host(model).endsWith(".moonshot.ai")
                || host(model).endsWith(".kimi.com") || host(model).endsWith(".kimi.ai");
        return family || model.ref().provider().equals("moonshot") || model.ref().provider().equals("kimi-code")
                || number("tier", -1) >= 0;
    }

    private static String host(CatalogModel model) {
        return String.valueOf(model.baseUrl().getHost()).toLowerCase(Locale.ROOT);
    }
}
