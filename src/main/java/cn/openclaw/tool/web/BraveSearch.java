package cn.openclaw.tool.web;

import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Brave's search, with a key of its own: {@code tools.web.search.apiKey} or {@code BRAVE_API_KEY}. */
final class BraveSearch implements Search {
    private static final String ADDRESS = "https://api.search.brave.com/res/v1/web/search";

    @Override
    public String id() {
        return "brave";
    }

    private static Optional<Secret> key(Tool.Context context, WebConfig config) {
        return Optional.ofNullable(config.text("apiKey"))
                .or(() -> context.world().snapshot().environment().get("BRAVE_API_KEY"))
                .map(key -> new Secret(key.strip()));
    }

    @Override
    public boolean isUsable(Tool.Context context, WebConfig config, Supplier<SideModels> side) {
        return key(context, config).isPresent();
    }

    @Override
    public Found find(Query query, Tool.Context context, WebConfig config) throws InterruptedException {
        Secret key = key(context, config).orElseThrow(() -> new SearchFailure("there is no key for Brave"));
        Map<String, String> words = new LinkedHashMap<>();
        words.put("q", query.words());
        words.put("count", Integer.toString(query.count()));
        words.put("country", query.country());
        words.put("search_lang", language(query.language()));
        words.put("ui_lang", query.uiLanguage());
        words.put("freshness", query.freshness());
        String base = Optional.ofNullable(config.text("brave", "baseUrl")).orElse(ADDRESS);
        SearchHttp http = SearchHttp.of("Brave", context.world(), config);
        JsonNode answer = http.good(http.get(SearchHttp.uri(base, words), Map.of("X-Subscription-Token", key.reveal())), key);
        List<Hit> hits = new ArrayList<>();
        JsonNode results = Json.at(answer, "web", "results");
        if (results != null) {
            results.forEach(result -> hits.add(hit(result)));
        }
        return new Found(hits.subList(0, Math.min(query.count(), hits.size())), "", Optional.empty());
    }

    /** Brave has its own words for Chinese. */
    private static String language(String language) {
        return switch (language.toLowerCase(java.util.Locale.ROOT)) {
            case "zh", "zh-cn", "zh-hans" -> "zh-hans";
            case "zh-tw", "zh-hk", "zh-hant" -> "zh-hant";
            default -> language;
        };
    }

    private static Hit hit(JsonNode result) {
        String age = Json.text(result, "page_age");
        String site = Json.text(result, "profile", "name");
        return Hit.of(
                Json.text(result, "title"),
                Json.text(result, "url"),
                Json.text(result, "description"),
                age == null ? Json.text(result, "age") : age,
                site == null ? Json.text(result, "meta_url", "hostname") : site);
    }
}
