package cn.openclaw.config;

import cn.openclaw.base.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything the configuration may say: one description from which files are checked, completed by editors and explained
 * to people. It accepts what the original's releases accept, and a little more (docs/decisions/config.md).
 */
public final class ConfigSchema {
    private static final Map<String, SchemaNode> SHAPES = new ConcurrentHashMap<>();

    private ConfigSchema() {}

    /**
     * One key, for people.
     *
     * @param path as asked for
     * @param description what it does
     * @param type what its value may be, in a few characters: {@code "merge" | "replace"}, {@code integer > 0}
     * @param fallback what counts when it is absent, as JSON; empty where that depends on other things
     * @param required whether the object around it is wrong without it
     * @param secret whether its value must never be shown
     * @param keys the keys below it, with their descriptions; {@code *} stands for those a person chooses
     */
    public record Entry(
            List<String> path,
            Text description,
            String type,
            Optional<String> fallback,
            boolean required,
            boolean secret,
            Map<String, Text> keys) {}

    /** The whole as JSON Schema 2020-12, with descriptions in both languages, for editors. */
    public static ObjectNode jsonSchema() {
        return new JsonSchemaWriter().whole();
    }

    /** What is known about the key at a path; empty if the configuration has no such key. */
    public static Optional<Entry> entry(List<String> path) {
        SchemaKey key = new SchemaKey("", root(), false, null, "整份配置", "the whole configuration");
        for (String step : path) {
            key = key.node().below(step);
            if (key == null) {
                return Optional.empty();
            }
        }
        return Optional.of(SchemaEntries.of(path, key));
    }

    /** Whether the value at a path is a secret, by its description or, where anything may stand, by the key's name. */
    public static boolean isSecret(List<String> path) {
        if (path.isEmpty()) {
            return false;
        }
        if (path.getFirst().equals("env")) {
            return !path.contains("shellEnv") && looksSecret(path.getLast());
        }
        SchemaKey key = new SchemaKey("", root(), false, null, "", "");
        for (int at = 0; at < path.size(); at++) {
            String step = path.get(at);
            boolean header = key != null && at > 0 && path.get(at - 1).equals("headers");
            if (header && at == path.size() - 1) {
                return isSecretHeader(step);
            }
            key = key == null || header ? null : key.node().below(step);
        }
        return key == null || resolved(key.node()) instanceof SchemaNode.Anything
                ? looksSecret(path.getLast())
                : key.node().holdsSecret();
    }

    private static final int DISTINCT = 16;

    /** Headers that carry no secret, by their common use. What a header of another name carries, nobody knows. */
    private static final Set<String> OPEN_HEADERS = Set.of(
            "user-agent", "accept", "accept-encoding", "accept-language", "content-type", "referer", "http-referer", "origin", "x-title",
            "x-app", "anthropic-version", "anthropic-beta", "openai-beta", "openai-organization", "openai-project", "traceparent");

    /** Whether the value of an HTTP header is to be hidden. */
    public static boolean isSecretHeader(String name) {
        return !OPEN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a secret may be looked for in other texts too: the value of a header may be a word that stands everywhere. */
    public static boolean isDistinct(List<String> path, String secret) {
        int last = path.size() - 1;
        boolean mereHeader = last > 0 && path.get(last - 1).equals("headers") && !looksSecret(path.get(last));
        return !mereHeader || secret.length() >= DISTINCT;
    }

    /** Whether a name alone tells that its value is a secret. */
    static boolean looksSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return plain.contains("apikey")
                || plain.endsWith("token")
                || plain.contains("secret")
                || plain.contains("password")
                || plain.equals("authorization")
                || plain.equals("cookie");
    }

    /** The shape behind a name; any other node is itself. */
    static SchemaNode resolved(SchemaNode node) {
        SchemaNode at = node;
        while (at instanceof SchemaNode.Named named) {
            at = shape(named.name());
        }
        return at;
    }

    static SchemaNode.Group root() {
        return (SchemaNode.Group) shape("");
    }

    /** A named shape, built when first asked for. */
    static SchemaNode shape(String name) {
        SchemaNode known = SHAPES.get(name);
        if (known == null) {
            known = SchemaShapes.build(name);
            SHAPES.put(name, known);
        }
        return known;
    }
}
