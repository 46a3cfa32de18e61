package cn.openclaw.tool.web;

import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A SearXNG that the person runs; it must allow the {@code json} format. */
final class SearxngSearch implements Search {

    @Override
    public String id() {
        return "searxng";
    }

    private static @Nullable String base(Tool.Context context, WebConfig config) {
        String written = config.text("searxng", "baseUrl");
        return written != null ? written : context.world().snapshot().environment().get("SEARXNG_URL").orElse(null);
    }

    @Override
    public boolean isUsable(Tool.Context context, WebConfig config, Supplier<SideModels> side) {
        return base(context, config) != null;
    }

    @Override
    public Found find(Query query, Tool.Context context, WebConfig config) throws InterruptedException {
        String base = String.valueOf(base(context, config)).replaceFirst("/+$", "");
        Map<String, String> words = new LinkedHashMap<>();
        words.put("q", query.words());
        words.put("format", "json");
        words.put("language", query.language());
        words.put("time_range", query.span().orElse(""));
        SearchHttp http = SearchHttp.of("SearXNG", context.world(), config);
        SearchHttp.Reply reply = http.get(SearchHttp.uri(base.endsWith("/search") ? base : base + "/search", words), Map.of());
        if (reply.status() == 403 || (reply.status() < 400 && reply.json() == null)) {
            throw new SearchFailure("SearXNG does not answer in JSON: the user should add json to search.formats in its settings.yml");
        }
        List<Hit> hits = new ArrayList<>();
        JsonNode results = Json.at(http.good(reply, new Secret("")), "results");
        if (results != null) {
            results.forEach(result -> hits.add(hit(result)));
        }
        return new Found(hits.subList(0, Math.min(query.count(), hits.size())), "", Optional.empty());
    }

    private static Hit hit(JsonNode result) {
        String url = Json.text(result, "url");
        return Hit.of(Json.text(result, "title"), url, Json.text(result, "content"), Json.text(result, "publishedDate"), host(url));
    }

    static String host(@Nullable String url) {
        try {
            String host = url == null ? null : URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
