package cn.openclaw.config;

import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration for eyes elsewhere: a word stands in the place of each secret, and means "as it was" when the text comes back.
 * Also what looks like a key in comments and in values that are no secrets by themselves. A reference such as
 * {@code ${MOONSHOT_API_KEY}} is no secret and stays.
 */
public final class ConfigRedaction {
    /** The word; newer releases of the original have it too. */
    public static final String SENTINEL = "__OPENCLAW_REDACTED__";

    private static final Pattern KEY = Pattern.compile("(?<![A-Za-z0-9_-])sk-[A-Za-z0-9._~+=-]{9,}");
    /** For a text that is not JSON5: what stands behind a name that speaks of a secret. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:api_?-?key|token|secret|password|authorization|cookie)[\"']?\\s*[:=]\\s*)"
                    + "(\"(?:[^\"\\\\\\n]|\\\\.)*+\"?|'(?:[^'\\\\\\n]|\\\\.)*+'?|[^\\s,}\\]]+)");
    private static final int SHORTEST = 6;

    private final List<String> known;

    private ConfigRedaction(List<String> known) {
        this.known = known;
    }

    /** For a configuration: knows its secrets and those among the variables it was read with. */
    public static ConfigRedaction of(ConfigSnapshot snapshot) {
        List<String> known = new ArrayList<>();
        collect(snapshot.config().tree(), new ArrayList<>(), known);
        snapshot.environment().variables().forEach((name, value) -> {
            if (ConfigSchema.looksSecret(name)) {
                known.add(value.strip());
            }
        });
        known.removeIf(text -> text.length() < SHORTEST);
        known.sort(Comparator.comparingInt(String::length).reversed());
        return new ConfigRedaction(known.stream().distinct().toList());
    }

    private static void collect(JsonNode node, List<String> path, List<String> into) {
        if (node.isString()) {
            if (isHidden(path, node) && ConfigSchema.isDistinct(path, node.stringValue())) {
                into.add(node.stringValue());
            }
            return;
        }
        each(node, path, (member, value) -> collect(value, path, into));
    }

    private interface Visit {
        void of(String step, JsonNode value);
    }

    private static void each(JsonNode node, List<String> path, Visit visit) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            path.add(member.getKey());
            visit.of(member.getKey(), member.getValue());
            path.removeLast();
        }
        for (int at = 0; node.isArray() && at < node.size(); at++) {
            path.add(Integer.toString(at));
            visit.of(Integer.toString(at), node.get(at));
            path.removeLast();
        }
    }

    /** Whether a value is hidden as a whole. */
    private static boolean isHidden(List<String> path, JsonNode value) {
        boolean scalar = value.isString() || value.isNumber();
        if (!scalar || (value.isString() && (value.stringValue().isEmpty() || isReference(value.stringValue())))) {
            return false;
        }
        for (int length = 1; length <= path.size(); length++) {
            if (ConfigSchema.isSecret(path.subList(0, length))) {
                return true;
            }
        }
        return value.isString() && hasPassword(value.stringValue());
    }

    private static boolean isReference(String text) {
        return text.startsWith("${") && text.indexOf('}') == text.length() - 1;
    }

    /** {@code http://user:password@proxy}, and {@code http://token@host}. */
    private static boolean hasPassword(String text) {
        int scheme = text.indexOf("://");
        int at = scheme < 0 ? -1 : text.indexOf('@', scheme);
        int slash = scheme < 0 ? -1 : text.indexOf('/', scheme + 3);
        return at > 0 && (slash < 0 || at < slash);
    }

    /** The same tree with the word in place of secrets. */
    public JsonNode tree(JsonNode tree) {
        return tree(tree, new ArrayList<>());
    }

    private JsonNode tree(JsonNode node, List<String> path) {
        if (node.isObject()) {
            ObjectNode copy = Json.object();
            each(node, path, (step, value) -> copy.set(step, tree(value, path)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.array();
            each(node, path, (_, value) -> copy.add(tree(value, path)));
            return copy;
        }
        if (isHidden(path, node)) {
            return JsonNodeFactory.instance.stringNode(SENTINEL);
        }
        return node.isString() ? JsonNodeFactory.instance.stringNode(words(node.stringValue())) : node;
    }

    /** A sentence, with the word in place of every secret that is known or looks like one. */
    public String words(String text) {
        String out = text;
        for (String secret : known) {
            out = out.replace(secret, SENTINEL);
        }
        return KEY.matcher(out).replaceAll(SENTINEL);
    }

    /** A place in a text that is hidden. {@code path} is there if a whole value stands in it. */
    private record Cut(int start, int end, Optional<List<String>> path) {}

    /** The file's text, every other byte as it is. */
    public String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (Cut cut : cuts(text)) {
            out.append(text, done, cut.start());
            out.append(cut.path().isPresent() ? Json5.quote(SENTINEL) : SENTINEL);
            done = cut.end();
        }
        return out.append(text, done, text.length()).toString();
    }

    private List<Cut> cuts(String text) {
        List<Cut> cuts = new ArrayList<>();
        try {
            Json5Document document = Json5Document.parse(text);
            values(document, document.root(), new ArrayList<>(), cuts);
        } catch (JsonException e) {
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                if (!isReference(unquoted(named.group(2)))) {
                    cuts.add(new Cut(named.start(2), named.end(2), Optional.of(List.of())));
                }
            }
        }
        for (String secret : known) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length())) {
                add(cuts, at, at + secret.length());
            }
        }
        Matcher keys = KEY.matcher(text);
        while (keys.find()) {
            add(cuts, keys.start(), keys.end());
        }
        cuts.sort(Comparator.comparingInt(Cut::start));
        return cuts;
    }

    private static void values(Json5Document document, JsonNode node, List<String> path, List<Cut> cuts) {
        if (node.isContainer()) {
            each(node, path, (_, value) -> values(document, value, path, cuts));
        } else if (isHidden(path, node)) {
            document.place(path).ifPresent(place -> cuts.add(new Cut(place.start(), place.end(), Optional.of(List.copyOf(path)))));
        }
    }

    private static void add(List<Cut> cuts, int start, int end) {
        if (cuts.stream().noneMatch(cut -> start < cut.end() && cut.start() < end)) {
            cuts.add(new Cut(start, end, Optional.empty()));
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && "\"'".indexOf(text.charAt(0)) >= 0;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /**
     * The text as it was meant: every sentinel gives way to what it stood for.
     *
     * @param text what came back
     * @param before the texts that sentinels may stand for, the one that was shown first
     * @throws ConfigException if there is one that stands for nothing, or the text is not JSON5
     */
    public String restored(String text, List<String> before) {
        if (!text.contains(SENTINEL)) {
            return text;
        }
        Json5Document document;
        try {
            document = Json5Document.parse(text);
        } catch (JsonException e) {
            return text; // Saving says what is wrong with it, and where.
        }
        List<Cut> whole = new ArrayList<>();
        sentinels(document, document.root(), new ArrayList<>(), whole);
        List<Cut> all = new ArrayList<>(whole);
        for (int at = text.indexOf(SENTINEL); at >= 0; at = text.indexOf(SENTINEL, at + SENTINEL.length())) {
            add(all, at, at + SENTINEL.length());
        }
        all.sort(Comparator.comparingInt(Cut::start));
        return new Restoring(text, document.root(), before).with(all);
    }

    private static void sentinels(Json5Document document, JsonNode node, List<String> path, List<Cut> into) {
        if (node.isContainer()) {
            each(node, path, (_, value) -> sentinels(document, value, path, into));
        } else if (node.isString() && node.stringValue().equals(SENTINEL)) {
            document.place(path).ifPresent(place -> into.add(new Cut(place.start(), place.end(), Optional.of(List.copyOf(path)))));
        }
    }

    /** Puts back what one text lost. */
    private final class Restoring {
        private final String text;
        private final JsonNode root;
        private final List<String> before;

        Restoring(String text, JsonNode root, List<String> before) {
            this.text = text;
            this.root = root;
            this.before = before;
        }

        String with(List<Cut> sentinels) {
            List<String> loose = before.isEmpty() ? List.of() : loose(before.getFirst());
            long wanted = sentinels.stream().filter(cut -> cut.path().isEmpty()).count();
            StringBuilder out = new StringBuilder();
            int done = 0;
            int next = 0;
            for (Cut cut : sentinels) {
                out.append(text, done, cut.start());
                if (cut.path().isPresent()) {
                    out.append(value(cut.path().get()));
                } else if (wanted == loose.size()) {
                    out.append(loose.get(next++));
                } else {
                    throw nothingToKeep(List.of());
                }
                done = cut.end();
            }
            return out.append(text, done, text.length()).toString();
        }

        private List<String> loose(String old) {
            return cuts(old).stream()
                    .filter(cut -> cut.path().isEmpty())
                    .map(cut -> old.substring(cut.start(), cut.end()))
                    .toList();
        }

        private String value(List<String> path) {
            for (String old : before) {
                try {
                    Json5Document document = Json5Document.parse(old);
                    Optional<String> found = same(document.root(), path)
                            .flatMap(document::place)
                            .map(place -> old.substring(place.start(), place.end()));
                    if (found.isPresent() && !found.get().contains(SENTINEL)) {
                        return found.get();
                    }
                } catch (JsonException e) {
                    // A broken text has no values; the next one may.
                }
            }
            throw nothingToKeep(path);
        }

        /** Where the same thing stood: an item of a list is the one with the same id, else the one at the same place of as many. */
        private Optional<List<String>> same(JsonNode old, List<String> path) {
            List<String> there = new ArrayList<>();
            JsonNode was = old;
            JsonNode is = root;
            for (String step : path) {
                String place = step;
                if (is.isArray() && was.isArray()) {
                    String id = Json.text(is.path(Integer.parseInt(step)), "id");
                    int index = id == null ? (is.size() == was.size() ? Integer.parseInt(step) : -1) : index(was, id);
                    if (index < 0) {
                        return Optional.empty();
                    }
                    place = Integer.toString(index);
                }
                is = ConfigPath.at(is, List.of(step)).orElseThrow();
                Optional<JsonNode> next = ConfigPath.at(was, List.of(place));
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                was = next.get();
                there.add(place);
            }
            return was.isContainer() ? Optional.empty() : Optional.of(there);
        }

        private static int index(JsonNode list, String id) {
            for (int at = 0; at < list.size(); at++) {
                if (id.equals(Json.text(list.get(at), "id"))) {
                    return at;
                }
            }
            return -1;
        }
    }

    static boolean holdsSentinel(JsonNode value) {
        return Json.write(value).contains(SENTINEL);
    }

    static ConfigException nothingToKeep(List<String> path) {
        String shown = path.isEmpty() ? "<root>" : ConfigPath.print(path);
        return new ConfigException(List.of(), new Text(
                "{0} 处的 {1} 没有可还原的原值；请填入真实的值", "{1} at {0} stands for no value that is known; write the value itself"), shown, SENTINEL);
    }

    /** For logs and other texts: the secrets that are known here. */
    public Redactor redactor() {
        return new Redactor(known.stream().map(Secret::new).toList());
    }
}
