package cn.openclaw.tool.web;

import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Perplexity, direct or by way of OpenRouter: an answer in words with the pages it rests on. */
final class PerplexitySearch implements Search {
    private static final String DIRECT = "https://api.perplexity.ai";
    private static final String ROUTED = "https://openrouter.ai/api/v1";

    @Override
    public String id() {
        return "perplexity";
    }

    private static Optional<Secret> key(Tool.Context context, WebConfig config) {
        var environment = context.world().snapshot().environment();
        return Optional.ofNullable(config.text("perplexity", "apiKey"))
                .or(() -> environment.get("PERPLEXITY_API_KEY"))
                .or(() -> environment.get("OPENROUTER_API_KEY"))
                .map(key -> new Secret(key.strip()));
    }

    @Override
    public boolean isUsable(Tool.Context context, WebConfig config, Supplier<SideModels> side) {
        return key(context, config).isPresent();
    }

    @Override
    public Found find(Query query, Tool.Context context, WebConfig config) throws InterruptedException {
        Secret key = key(context, config).orElseThrow(() -> new SearchFailure("there is no key for Perplexity"));
        boolean routed = key.reveal().startsWith("sk-or-");
        String base = Optional.ofNullable(config.text("perplexity", "baseUrl")).orElse(routed ? ROUTED : DIRECT).replaceFirst("/+$", "");
        String model = Optional.ofNullable(config.text("perplexity", "model")).orElse("perplexity/sonar-pro");
        boolean direct = URI.create(base).getHost() != null && URI.create(base).getHost().endsWith("perplexity.ai");
        ObjectNode body = Json.object().put("model", direct ? model.replaceFirst("^perplexity/", "") : model);
        body.putArray("messages").addObject().put("role", "user").put("content", query.words());
        query.span().ifPresent(span -> body.put("search_recency_filter", span));
        SearchHttp http = SearchHttp.of("Perplexity", context.world(), config);
        SearchHttp.Reply reply =
                http.post(URI.create(base + "/chat/completions"), Map.of("Authorization", "Bearer " + key.reveal()), body, Optional.empty());
        JsonNode answer = http.good(reply, key);
        List<Hit> hits = new ArrayList<>();
        JsonNode citations = Json.at(answer, "citations");
        if (citations != null) {
            citations.forEach(url -> hits.add(Hit.of("", url.asString(""), "", "", SearxngSearch.host(url.asString("")))));
        }
        JsonNode first = Json.at(answer, "choices") == null ? null : answer.get("choices").get(0);
        String words = first == null ? null : Json.text(first, "message", "content");
        return new Found(hits.subList(0, Math.min(query.count(), hits.size())), words == null ? "" : words.strip(), Optional.empty());
    }
}
