package cn.openclaw.tool.web;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.Thinking;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Moonshot's own search, {@code $web_search}, which its platform runs inside a chat: a small model is told to search and to list what
 * it found. The platform wants the arguments of its tool handed back letter by letter as the tool's answer, and thinking switched off.
 */
final class KimiSearch implements Search {
    private static final String PROVIDER = "moonshot";
    private static final String TOOL = "$web_search";
    private static final int ROUNDS = 3;

    @Override
    public String id() {
        return "kimi";
    }

    @Override
    public boolean isUsable(Tool.Context context, WebConfig config, Supplier<SideModels> side) {
        return config.text("kimi", "apiKey") != null || side.get().hasKey(PROVIDER);
    }

    @Override
    public Found find(Query query, Tool.Context context, WebConfig config) throws InterruptedException {
        SideModels side = new SideModels(context);
        try {
            CatalogModel model = model(side, config);
            HttpLimits limits = SearchHttp.limits(config);
            String key = config.text("kimi", "apiKey");
            if (key == null) {
                return side.with(model, limits, opened -> find(query, opened));
            }
            // A key that is written for this search alone goes to the address written beside it, or to Moonshot's.
            Endpoint endpoint = new Endpoint(
                    model.ref(), model.baseUrl(), model.api(), model.definition(), Optional.of(new Secret(key)), model.headers(), false, limits);
            return find(query, side.opened(model, endpoint));
        } catch (ClawException e) {
            throw new SearchFailure("Kimi's search failed: " + e.getMessage());
        }
    }

    private static CatalogModel model(SideModels side, WebConfig config) {
        String written = config.text("kimi", "model");
        CatalogModel model = written == null
                ? usual(side)
                : side.model(written.indexOf('/') < 0 ? PROVIDER + "/" + written : written);
        String base = config.text("kimi", "baseUrl");
        return base == null
                ? model
                : new CatalogModel(
                        model.ref(), model.definition(), model.api(), URI.create(base), model.headers(), model.authHeader(), model.region(),
                        model.origins());
    }

    /** The platform searches only for models that can be kept from thinking; of those, one that it still serves. */
    private static CatalogModel usual(SideModels side) {
        return side.catalog().of(PROVIDER).stream()
                .filter(model -> model.definition().lifecycle().status() != Lifecycle.Status.RETIRED)
                .min(Comparator.comparingInt((CatalogModel model) -> thinking(model) == Thinking.TOGGLE ? 0 : 1)
                        .thenComparingInt(model -> thinking(model) == Thinking.ALWAYS ? 1 : 0)
                        .thenComparing(model -> model.definition().lifecycle().status()))
                .orElseThrow(() -> new SearchFailure("no model of " + PROVIDER + " is configured"));
    }

    private static Thinking thinking(CatalogModel model) {
        return model.definition().capability().thinking();
    }

    private static Found find(Query query, SideModels.Opened model) throws InterruptedException {
        List<Message> messages = new ArrayList<>(List.of(Message.User.of(question(query))));
        ChatRequest.Options options = new ChatRequest.Options(
                Optional.of(ThinkingLevel.OFF), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        List<ChatRequest.ToolDefinition> tools = List.of(new ChatRequest.ToolDefinition(TOOL, "", Json.object()));
        Usage usage = new Usage(0, 0, 0, 0, false);
        int searches = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            Message.Assistant answer = model.ask(new ChatRequest(instruction(query.count()), messages, tools, options));
            usage = usage.plus(answer.usage());
            if (answer.toolCalls().isEmpty()) {
                return found(answer.text(), query.count(), searches, SideModels.spent(model.model(), usage).put("searches", searches));
            }
            messages.add(answer);
            for (Part.ToolCall call : answer.toolCalls()) {
                searches++;
                messages.add(new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text(call.arguments())), false));
            }
        }
        throw new SearchFailure("the model went on searching and never answered");
    }

    private static String instruction(int count) {
        return "Search the web with $web_search, then answer with nothing but a JSON array of the best pages that it found, at most " + count
                + " of them: [{\"title\":\"\",\"url\":\"\",\"description\":\"\",\"published\":\"\",\"siteName\":\"\"}]."
                + " description: what the page says about the question, two sentences. published: YYYY-MM-DD or empty."
                + " Only pages that the search returned; never make up an address.";
    }

    private static String question(Query query) {
        String when = query.span().map(span -> "\nOnly what is at most one " + span + " old.").orElse(
                query.freshness().isEmpty() ? "" : "\nOnly what was published in " + query.freshness() + ".");
        String where = query.country().isEmpty() ? "" : "\nPages from or about the country " + query.country() + " first.";
        String language = query.language().isEmpty() ? "" : "\nPages in the language " + query.language() + " first.";
        return "Search the web for: " + query.words() + when + where + language;
    }

    /** An answer for which nothing was searched is made up, however good it looks. */
    private static Found found(String answer, int count, int searches, tools.jackson.databind.node.ObjectNode spent) {
        if (searches == 0) {
            throw new SearchFailure("the model answered without searching; ask again with plainer words");
        }
        List<Hit> hits = listed(answer);
        if (!hits.isEmpty()) {
            return new Found(hits.subList(0, Math.min(count, hits.size())), "", Optional.of(spent));
        }
        Set<String> urls = new LinkedHashSet<>();
        Matcher matcher = Addresses.PATTERN.matcher(answer);
        while (matcher.find() && urls.size() < count) {
            urls.add(matcher.group());
        }
        List<Hit> bare = urls.stream().map(url -> Hit.of("", url, "", "", SearxngSearch.host(url))).toList();
        return new Found(bare, answer.strip(), Optional.of(spent));
    }

    private static List<Hit> listed(String answer) {
        int from = answer.indexOf('[');
        int to = answer.lastIndexOf(']');
        List<Hit> hits = new ArrayList<>();
        if (from < 0 || to < from) {
            return hits;
        }
        try {
            for (JsonNode item : Json.parse(answer.substring(from, to + 1))) {
                String url = Json.text(item, "url");
                if (url != null && url.startsWith("http")) {
                    hits.add(Hit.of(Json.text(item, "title"), url, Json.text(item, "description"), Json.text(item, "published"), Json.text(item, "siteName")));
                }
            }
        } catch (JsonException e) {
            // Words instead of a list: they are shown as they are.
            hits.clear();
        }
        return hits;
    }

    /** Made when an answer needs it: a pattern costs a short command its milliseconds. */
    private static final class Addresses {
        static final Pattern PATTERN = Pattern.compile("https?://[^\\s\\])>\"'，。；、）】]+");
    }
}
