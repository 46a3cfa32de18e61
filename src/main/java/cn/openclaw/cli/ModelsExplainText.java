package cn.openclaw.cli;

import cn.openclaw.auth.Key;
import cn.openclaw.auth.Rest;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.DialectRule;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelExplanation;
import cn.openclaw.provider.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code models explain} for people. */
final class ModelsExplainText {
    private static final int LABEL = 12;

    private final ModelsContext context;
    private final ModelExplanation found;
    private final Language language;

    ModelsExplainText(ModelsContext context, ModelExplanation found) {
        this.context = context;
        this.found = found;
        this.language = context.cli.language();
    }

    void print() {
        reference();
        host();
        keys();
        headers();
        numbers();
        allowed();
        dialect();
    }

    private void line(Text label, String value) {
        String name = label.in(language);
        context.cli.out().println(name + " ".repeat(Math.max(0, LABEL - Columns.cells(name))) + ": " + value);
    }

    private void more(String value) {
        context.cli.out().println(" ".repeat(LABEL + 2) + value);
    }

    private void reference() {
        CatalogModel model = found.model();
        Text why = found.because()
                .map(ModelsExplain::because)
                .orElseGet(() -> ModelsExplain.rule(found.resolution().rule()));
        line(ModelsText.E_REFERENCE, found.resolution().asked().strip());
        line(ModelsText.E_RESOLVED, model.ref() + " " + why.in(language, model.ref().provider()));
        line(ModelsText.E_NAME, model.definition().name() + " " + origin("name"));
        Lifecycle life = model.definition().lifecycle();
        line(ModelsText.E_LIFE, life(life));
        if (model.isOnlyNamed()) {
            more(ModelsText.E_ONLY_NAMED.in(language));
        }
    }

    private String life(Lifecycle life) {
        String successor = life.successor().map(id -> found.model().ref().provider() + "/" + id).orElse("-");
        return switch (life.status()) {
            case CURRENT -> ModelsText.LIFE_CURRENT.in(language);
            case LEGACY -> ModelsText.LIFE_LEGACY.in(language, successor);
            case RETIRED -> ModelsText.LIFE_RETIRED.in(language, life.since().orElse("?"), successor);
        };
    }

    private void host() {
        String region = found.model().region()
                .map(Provider.Region::label)
                .map(label -> label.in(language))
                .orElseGet(() -> ModelsText.E_OTHER_HOST.in(language));
        line(ModelsText.E_HOST, ModelExplanation.shown(found.model().baseUrl()) + " " + origin("baseUrl") + " " + region);
        found.hostTrouble().ifPresent(trouble -> more(trouble.in(language)));
        line(ModelsText.E_API, found.model().api().id() + " " + origin("api"));
        Endpoints.proxy(found.provider()).ifPresent(proxy -> line(ModelsText.E_PROXY, proxy.shown() + " (" + proxy.source() + ")"));
        HttpLimits limits = Endpoints.limits(Optional.of(found.provider()));
        if (!limits.equals(HttpLimits.CHAT)) {
            line(ModelsText.E_LIMITS, "connect " + limits.connect().toMillis() + " ms, first byte " + limits.firstByte().toMillis()
                    + " ms, stall " + limits.stall().toMillis() + " ms, total " + limits.total().toMillis() + " ms");
        }
    }

    private void keys() {
        if (found.keyTrouble().isPresent()) {
            line(ModelsText.E_KEY, found.keyTrouble().get().in(language));
            return;
        }
        List<Key> keys = found.keys();
        for (int at = 0; at < keys.size(); at++) {
            String text = keys.size() == 1 ? key(keys.get(at)) : (at + 1) + ". " + key(keys.get(at));
            if (at == 0) {
                line(ModelsText.E_KEY, text);
            } else {
                more(text);
            }
        }
    }

    private String key(Key key) {
        if (key.source() == Key.Source.NONE_NEEDED) {
            return ModelsText.KEY_NONE_NEEDED.in(language);
        }
        Text from = switch (key.source()) {
            case PROFILE -> ModelsText.KEY_PROFILE;
            case ENV -> ModelsText.KEY_ENV;
            case CONFIG -> ModelsText.KEY_CONFIG;
            case NONE_NEEDED -> ModelsText.KEY_NONE_NEEDED;
        };
        return key.secret().masked() + " " + from.in(language, key.detail()) + rest(key);
    }

    private String rest(Key key) {
        Rest rest = key.profileId().map(found.rests()::get).orElse(null);
        if (rest == null) {
            return "";
        }
        String reason = rest.reason().name().toLowerCase(Locale.ROOT);
        return " " + (key.isRefused()
                ? ModelsText.KEY_REFUSED.in(language, reason)
                : ModelsText.KEY_RESTS.in(
                        language, ModelsStatusJson.until(rest, context.cli.clock().instant()).strip(), reason));
    }

    private void headers() {
        Map<String, String> headers = found.model().headers();
        if (headers.isEmpty()) {
            line(ModelsText.E_HEADERS, "-");
        }
        boolean first = true;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String text = header.getKey() + ": " + ModelExplanation.shown(header.getKey(), header.getValue());
            if (first) {
                line(ModelsText.E_HEADERS, text + " " + origin("headers"));
            } else {
                more(text);
            }
            first = false;
            if (header.getKey().equalsIgnoreCase("User-Agent") && found.provider().id().equals("kimi-code")) {
                more(ModelsText.USER_AGENT_NOTE.in(language));
            }
        }
    }

    private void numbers() {
        ModelDefinition model = found.model().definition();
        line(ModelsText.E_INPUT, String.join(" + ", model.input()) + " " + origin("input"));
        line(ModelsText.E_CONTEXT, tokens(model.contextWindow()) + " " + origin("contextWindow"));
        line(ModelsText.E_MAX, tokens(model.maxTokens()) + " " + origin("maxTokens"));
        line(ModelsText.E_PRICE, price(model));
    }

    private String price(ModelDefinition model) {
        if (model.included()) {
            return ModelsText.PRICE_INCLUDED.in(language);
        }
        Optional<Cost> price = found.model().price();
        return price.map(cost -> ModelsText.PRICE.in(
                                language, ModelsStyle.prices(cost, ModelsStyle.sign(found.model().currency())))
                        + " " + origin("cost"))
                .orElseGet(() -> ModelsText.PRICE_UNKNOWN.in(language));
    }

    private String tokens(int count) {
        return ModelsText.TOKENS.in(language, count);
    }

    private void allowed() {
        var allowance = found.allowance();
        String text;
        if (!allowance.allowed()) {
            text = ModelsText.ALLOWED_NO.in(language, String.join(", ", context.resolver.allowList().entries().keySet()));
        } else if (allowance.entry().isPresent()) {
            text = ModelsText.ALLOWED_ENTRY.in(language, allowance.entry().get());
        } else {
            text = (context.resolver.allowList().allowsAll() ? ModelsText.ALLOWED_ALL : ModelsText.ALLOWED_DEFAULT).in(language);
        }
        line(ModelsText.E_ALLOWED, text);
    }

    private void dialect() {
        context.cli.out().println();
        if (found.rules().isEmpty()) {
            context.cli.print(ModelsText.NO_DIALECT, found.model().api().id());
            return;
        }
        context.cli.print(ModelsText.DIALECT);
        int widest = 0;
        for (DialectRule rule : found.rules()) {
            widest = Math.max(widest, (rule.key().id() + " = " + rule.value()).length());
        }
        for (DialectRule rule : found.rules()) {
            String decided = rule.key().id() + " = " + rule.value();
            context.cli.out().println("  " + decided + " ".repeat(widest - decided.length()) + "  "
                    + ModelsStyle.dim(context.cli, rule.reason().in(language)));
        }
    }

    /** Who decided a field: {@code (config, line 12)}, {@code (catalogue)}, {@code (live list)}, {@code (default)}. */
    private String origin(String field) {
        String origin = found.model().origins().getOrDefault(field, "default");
        Integer line = found.lines().get(field);
        String who = switch (origin) {
                    case "config" -> line == null
                            ? ModelsText.FROM_CONFIG.in(language)
                            : ModelsText.FROM_CONFIG_LINE.in(language, line);
                    case "live" -> ModelsText.FROM_LIVE.in(language);
                    case "catalogue" -> ModelsText.FROM_CATALOGUE.in(language);
                    default -> ModelsText.FROM_DEFAULT.in(language);
                };
        return language == Language.ZH ? "（" + who + "）" : "(" + who + ")";
    }
}
