package cn.openclaw.provider;

import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The parts of a page that come from the catalogue, between a start and an end marker. A marker is a comment in whatever way
 * its surroundings have comments: braces around a block comment (MDX), two slashes, an HTML comment, or a Markdown link nobody sees.
 */
final class DocBlocks {
    private static final String PREFIX = "moonshot-kimi-k2-";

    private DocBlocks() {}

    /** A page with its blocks as the catalogue has them. Everything outside the markers stays as it is. */
    static String sync(String page, boolean chinese) {
        String text = page;
        for (Map.Entry<String, List<String>> block : blocks(chinese).entrySet()) {
            if (text.contains(block.getKey() + ":start")) {
                text = replace(text, block.getKey(), block.getValue());
            }
        }
        return text;
    }

    static Map<String, List<String>> blocks(boolean chinese) {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        blocks.put(PREFIX + "ids", each(model -> List.of("- `" + model.id() + "`"), ""));
        blocks.put(PREFIX + "model-refs", each(model -> List.of("- `moonshot/" + model.id() + "`"), ""));
        Map<String, String> aliases = moonshot().suggestedAliases();
        blocks.put(
                PREFIX + "aliases",
                each(model -> List.of("\"moonshot/" + model.id() + "\": { alias: \"" + aliases.get(model.id()) + "\" }"), ","));
        blocks.put(PREFIX + "models", each(DocBlocks::object, ","));
        blocks.put("moonshot-table", table(moonshot(), chinese));
        blocks.put("kimi-code-table", table(Providers.find("kimi-code").orElseThrow(), chinese));
        return blocks;
    }

    private static Provider moonshot() {
        return Providers.find("moonshot").orElseThrow();
    }

    /** The four models of the page: the first four of the catalogue. */
    private static List<String> each(Function<ModelDefinition, List<String>> lines, String between) {
        List<ModelDefinition> models = moonshot().models().subList(0, 4);
        List<String> all = new ArrayList<>();
        for (int at = 0; at < models.size(); at++) {
            List<String> own = new ArrayList<>(lines.apply(models.get(at)));
            if (at < models.size() - 1) {
                own.set(own.size() - 1, own.getLast() + between);
            }
            all.addAll(own);
        }
        return all;
    }

    private static List<String> object(ModelDefinition model) {
        return List.of(
                "{",
                "  id: \"" + model.id() + "\",",
                "  name: \"" + model.name() + "\",",
                "  reasoning: " + model.reasoning() + ",",
                "  input: [\"" + String.join("\", \"", model.input()) + "\"],",
                "  cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },",
                "  contextWindow: " + model.contextWindow() + ",",
                "  maxTokens: " + model.maxTokens(),
                "}");
    }

    private static List<String> table(Provider provider, boolean chinese) {
        List<String> rows = new ArrayList<>();
        boolean priced = provider.models().stream().anyMatch(model -> !model.prices().isEmpty());
        String head = chinese ? "| 引用 | 上下文 | 单次输出 | 输入 |" : "| Reference | Context | Answer | Input |";
        String prices = chinese ? " ¥ 每百万（缓存/输入/输出） | $ 每百万 |" : " ¥ per million (cached/in/out) | $ per million |";
        rows.add(head + (priced ? prices : "") + (chinese ? " 状态 |" : " Status |"));
        rows.add("| --- | --- | --- | --- |" + (priced ? " --- | --- |" : "") + " --- |");
        for (ModelDefinition model : provider.models()) {
            String ref = "`" + provider.id() + "/" + model.id() + "`";
            rows.add("| " + ref + " | " + model.contextWindow() + " | " + model.maxTokens() + " | " + String.join(", ", model.input())
                    + " |" + (priced ? " " + price(model, Currency.CNY) + " | " + price(model, Currency.USD) + " |" : "") + " "
                    + status(provider, model.lifecycle(), chinese) + " |");
        }
        return rows;
    }

    private static String price(ModelDefinition model, Currency currency) {
        Cost cost = model.prices().get(currency);
        return cost == null ? "—" : number(cost.cacheRead()) + " / " + number(cost.input()) + " / " + number(cost.output());
    }

    private static String number(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String status(Provider provider, Lifecycle life, boolean chinese) {
        String successor = life.successor().map(id -> " → `" + provider.id() + "/" + id + "`").orElse("");
        return switch (life.status()) {
            case CURRENT -> chinese ? "在供" : "served";
            case LEGACY -> (chinese ? "旧型号" : "legacy") + successor;
            case RETIRED -> (chinese ? "已下线 " : "retired ") + life.since().orElse("") + successor;
        };
    }

    /** Replaces the whole lines between the markers, at the indentation of the first one. */
    static String replace(String page, String name, List<String> block) {
        int start = marker(page, name + ":start", 0);
        if (start < 0) {
            throw new IllegalArgumentException("Missing start marker: " + name + ":start");
        }
        int startEnd = lineEnd(page, start);
        int end = marker(page, name + ":end", startEnd);
        if (end < 0) {
            throw new IllegalArgumentException("Missing end marker: " + name + ":end");
        }
        String indent = page.substring(start, start + indentation(page, start));
        StringBuilder text = new StringBuilder(page.substring(0, startEnd));
        for (String line : block) {
            text.append(indent).append(line).append('\n');
        }
        return text.append(page.substring(end)).toString();
    }

    /** Where the line begins that is a comment with just this word in it. */
    private static int marker(String page, String word, int from) {
        for (int at = page.indexOf(word, from); at >= 0; at = page.indexOf(word, at + 1)) {
            int start = page.lastIndexOf('\n', at) + 1;
            String line = page.substring(start, lineEnd(page, at)).strip();
            List<String> forms = List.of(
                    "{/* " + word + " */}", "// " + word, "<!-- " + word + " -->", "[//]: # \"" + word + "\"");
            if (forms.contains(line)) {
                return start;
            }
        }
        return -1;
    }

    private static int lineEnd(String page, int at) {
        int end = page.indexOf('\n', at);
        return end < 0 ? page.length() : end + 1;
    }

    private static int indentation(String page, int start) {
        int at = start;
        while (at < page.length() && (page.charAt(at) == ' ' || page.charAt(at) == '\t')) {
            at++;
        }
        return at - start;
    }
}
