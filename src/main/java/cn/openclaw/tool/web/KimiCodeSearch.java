package cn.openclaw.tool.web;

import cn.openclaw.auth.Key;
import cn.openclaw.base.ClawException;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The search that belongs to a Kimi membership: {@code POST …/coding/v1/search}, with the key that chats use. */
final class KimiCodeSearch implements Search {
    private static final String PROVIDER = "kimi-code";

    @Override
    public String id() {
        return PROVIDER;
    }

    @Override
    public boolean isUsable(Tool.Context context, WebConfig config, Supplier<SideModels> side) {
        return side.get().hasKey(PROVIDER);
    }

    @Override
    public Found find(Query query, Tool.Context context, WebConfig config) throws InterruptedException {
        SideModels side = new SideModels(context);
        ObjectNode body = Json.object()
                .put("text_query", query.words())
                .put("limit", query.count())
                .put("enable_page_crawling", false)
                .put("timeout_seconds", config.number("timeoutSeconds", 30));
        try {
            CatalogProvider provider = side.catalog().provider(PROVIDER).orElseThrow();
            CatalogModel model = side.catalog().of(PROVIDER).getFirst();
            SearchHttp http = SearchHttp.of("Kimi Code's search", context.world(), config);
            List<Key> keys = side.keys(provider, "");
            for (int at = 0; ; at++) {
                Key key = keys.get(at);
                SearchHttp.Reply reply = ask(http, body, new Endpoints(side.catalog()).of(model, Optional.of(key.secret()), http.limits()));
                boolean another = (reply.status() == 401 || reply.status() == 402 || reply.status() == 429) && at < keys.size() - 1;
                if (!another) {
                    return new Found(hits(http.good(reply, key.secret()), query.count()), "", Optional.empty());
                }
            }
        } catch (ClawException e) {
            throw new SearchFailure(String.valueOf(e.getMessage()));
        }
    }

    private static SearchHttp.Reply ask(SearchHttp http, ObjectNode body, Endpoint endpoint) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(endpoint.headers());
        endpoint.key().ifPresent(key -> headers.put("Authorization", "Bearer " + key.reveal()));
        String base = endpoint.baseUrl().toString().replaceFirst("/+$", "");
        return http.post(URI.create(base + "/search"), headers, body, endpoint.proxy());
    }

    private static List<Hit> hits(JsonNode answer, int count) {
        List<Hit> hits = new ArrayList<>();
        JsonNode results = Json.at(answer, "search_results");
        if (results != null) {
            for (JsonNode result : results) {
                hits.add(Hit.of(
                        Json.text(result, "title"),
                        Json.text(result, "url"),
                        Json.text(result, "snippet"),
                        Json.text(result, "date"),
                        Json.text(result, "site_name")));
            }
        }
        return hits.subList(0, Math.min(count, hits.size()));
    }
}
