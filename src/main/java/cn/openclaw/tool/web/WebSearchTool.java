package cn.openclaw.tool.web;

import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Outside;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.ToolWorld;
import com.google.auto.service.AutoService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches the web with whoever is configured, else with whoever has what it needs: first what the person set up for searching alone,
 * then what a Kimi membership includes, then Moonshot's paid search. Not offered where nobody can.
 */
@AutoService(Tool.class)
public final class WebSearchTool implements Tool {
    private static final int MOST = 10;
    private static final List<Search> UNASKED =
            List.of(new SearxngSearch(), new BraveSearch(), new KimiCodeSearch(), new KimiSearch());

    @Override
    public String name() {
        return "web_search";
    }

    @Override
    public String description() {
        return "Search the web. Returns titles, addresses and short descriptions; read a page with web_fetch.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .required("query", "string", "What to look for")
                .number("count", "Most results; default 5", 1, MOST)
                .optional("country", "string", "Two letters, such as CN")
                .optional("search_lang", "string", "Language of the pages, such as zh")
                .optional("ui_lang", "string", "Language of the interface, such as zh-CN")
                .optional("freshness", "string", "pd, pw, pm or py (past day, week, month, year), or YYYY-MM-DDtoYYYY-MM-DD")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("q", "query", "limit", "count", "max_results", "count", "language", "search_lang");
    }

    @Override
    public boolean isOffered(Context context) {
        return searcher(context, WebConfig.of(context.world(), "search")).isPresent();
    }

    /** Looking for keys reads files: once is enough for all who ask. */
    private static <T> Supplier<T> once(Supplier<T> make) {
        List<T> made = new ArrayList<>(1);
        return () -> {
            if (made.isEmpty()) {
                made.add(make.get());
            }
            return made.getFirst();
        };
    }

    private static Optional<Search> searcher(Context context, WebConfig config) {
        if (!config.enabled()) {
            return Optional.empty();
        }
        String wanted = config.text("provider");
        Supplier<SideModels> side = once(() -> new SideModels(context));
        if (wanted != null && wanted.equals("perplexity")) {
            return Optional.<Search>of(new PerplexitySearch()).filter(search -> search.isUsable(context, config, side));
        }
        return UNASKED.stream()
                .filter(search -> wanted == null || wanted.equals(search.id()))
                .filter(search -> search.isUsable(context, config, side))
                .findFirst();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        ToolWorld world = context.world();
        WebConfig config = WebConfig.of(world, "search");
        Optional<Search> searcher = searcher(context, config);
        if (searcher.isEmpty()) {
            return new ToolOutcome.Failed("nobody is set up to search; the user can add a key with: openclaw-cn models auth add --provider moonshot");
        }
        int usual = Math.clamp(config.number("maxResults", 5), 1, MOST);
        Search.Query query = new Search.Query(
                ArgumentsSchema.text(arguments, "query", "").strip(),
                ArgumentsSchema.number(arguments, "count", usual),
                ArgumentsSchema.text(arguments, "country", ""),
                ArgumentsSchema.text(arguments, "search_lang", ""),
                ArgumentsSchema.text(arguments, "ui_lang", ""),
                ArgumentsSchema.text(arguments, "freshness", ""));
        if (query.words().isEmpty()) {
            return new ToolOutcome.Failed("query is empty");
        }
        PageCache cache = world.kept(PageCache.class, _ -> new PageCache());
        String key = "search " + searcher.get().id() + " " + query;
        Instant now = world.clock().instant();
        try {
            Optional<PageCache.Result> known = cache.get(key, now);
            PageCache.Result result = known.isPresent() ? known.get() : found(searcher.get(), query, context, config);
            if (known.isEmpty()) {
                cache.put(key, free(result), now, config.cacheTime());
            }
            ToolOutcome.Done bare = result.outcome();
            return new ToolOutcome.Done(Outside.wrap(context.turn(), result.source(), bare.text()), bare.media(), bare.details());
        } catch (SearchFailure e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static PageCache.Result found(Search search, Search.Query query, Context context, WebConfig config) throws InterruptedException {
        Search.Found found = search.find(query, context, config);
        return new PageCache.Result(
                "web_search (" + search.id() + ")", new ToolOutcome.Done(found.text(), found.details(search.id(), query.words())));
    }

    /** What comes from the cache costs nothing. */
    private static PageCache.Result free(PageCache.Result result) {
        ObjectNode details = result.outcome().details().orElseThrow().deepCopy();
        details.remove("spent");
        return new PageCache.Result(result.source(), new ToolOutcome.Done(result.outcome().text(), details.put("cached", true)));
    }
}
