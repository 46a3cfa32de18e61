package cn.openclaw.tool.web;

import cn.openclaw.http.PublicHttp;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Outside;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.ToolWorld;
import com.google.auto.service.AutoService;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads a page of the open internet. */
@AutoService(Tool.class)
public final class WebFetchTool implements Tool {
    private static final int MAX_CHARS = 50_000;
    private static final int MOST_CHARS = 200_000;

    /** Honest, in the form that sites let pass; {@code tools.web.fetch.userAgent} replaces it. */
    private static final String USER_AGENT = "Mozilla/5.0 (compatible; openclaw-cn)";

    @Override
    public String name() {
        return "web_fetch";
    }

    @Override
    public String description() {
        return "Fetch a web page and return its readable text as Markdown. Public http and https addresses only; scripts are not run.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .required("url", "string", "The address")
                .choice("extractMode", "markdown (default), or text without any signs", "markdown", "text")
                .number("maxChars", "Most characters to return; default " + MAX_CHARS, 100, MOST_CHARS)
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("uri", "url", "address", "url", "extract_mode", "extractMode", "max_chars", "maxChars");
    }

    @Override
    public boolean isOffered(Context context) {
        return WebConfig.of(context.world(), "fetch").enabled();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        ToolWorld world = context.world();
        WebConfig config = WebConfig.of(world, "fetch");
        String url = ArgumentsSchema.text(arguments, "url", "");
        boolean plain = ArgumentsSchema.text(arguments, "extractMode", "markdown").equals("text");
        int usual = Math.max(100, config.number("maxChars", MAX_CHARS));
        int maxChars = Math.min(ArgumentsSchema.number(arguments, "maxChars", usual), Math.max(usual, MOST_CHARS));
        PageCache cache = world.kept(PageCache.class, _ -> new PageCache());
        String key = "fetch " + plain + " " + maxChars + " " + url;
        Instant now = world.clock().instant();
        Optional<PageCache.Result> known = cache.get(key, now);
        if (known.isPresent()) {
            return marked(known.get(), context);
        }
        return switch (fetch(world, config).get(url, plain, maxChars)) {
            case Fetch.Answer.Page(PageCache.Result result) -> {
                cache.put(key, result, now, config.cacheTime());
                yield marked(result, context);
            }
            case Fetch.Answer.Nothing(String why, String source, String outside) -> new ToolOutcome.Failed(
                    outside.isBlank() ? why : why + "\n" + Outside.wrap(context.turn(), source, outside));
        };
    }

    private static Fetch fetch(ToolWorld world, WebConfig config) {
        PublicHttp http = new PublicHttp(world.snapshot().environment(), config.blocks("allowAddresses"));
        String userAgent = config.text("userAgent");
        return new Fetch(
                http,
                config.texts("allowHosts"),
                config.seconds("timeoutSeconds", 30),
                config.number("maxRedirects", 3),
                userAgent == null ? USER_AGENT : userAgent);
    }

    private static ToolOutcome marked(PageCache.Result result, Context context) {
        ToolOutcome.Done bare = result.outcome();
        return new ToolOutcome.Done(Outside.wrap(context.turn(), result.source(), bare.text()), bare.media(), bare.details());
    }
}
