package cn.openclaw.config;

import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig.ConfiguredSecret;
import cn.openclaw.config.ClawConfig.ModelChoice;
import cn.openclaw.config.ClawConfig.ModelEntry;
import cn.openclaw.json.Json;
import cn.openclaw.model.Compat;
import cn.openclaw.model.ModelApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a tree that was checked to records. Defaults are filled in here, and only here: never in a file. */
final class ConfigMapper {
    private static final int USUAL_TIMEOUT_SECONDS = 600;

    private final ObjectNode tree;
    private final JsonNode written;

    /**
     * @param tree with variables in place
     * @param written the same without
     */
    ConfigMapper(ObjectNode tree, JsonNode written) {
        this.tree = tree;
        this.written = written;
    }

    ClawConfig config() {
        return new ClawConfig(tree, models(), agents(), auth());
    }

    private ClawConfig.Models models() {
        JsonNode models = tree.path("models");
        JsonNode texts = written.path("models").path("providers");
        Map<String, ClawConfig.Provider> providers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : models.path("providers").properties()) {
            providers.put(entry.getKey(), provider(entry.getKey(), entry.getValue(), texts.path(entry.getKey())));
        }
        return new ClawConfig.Models(text(models, "mode").filter("replace"::equals).isPresent(), providers);
    }

    private static ClawConfig.Provider provider(String id, JsonNode node, JsonNode texts) {
        List<ClawConfig.Model> models = new ArrayList<>();
        for (int at = 0; at < node.path("models").size(); at++) {
            models.add(model(node.path("models").path(at), texts.path("models").path(at)));
        }
        return new ClawConfig.Provider(
                id,
                text(node, "baseUrl").filter(_ -> isFilled(node.path("baseUrl"), texts.path("baseUrl"))),
                secret(node.path("apiKey"), texts.path("apiKey")),
                text(node, "auth"),
                text(node, "api").flatMap(ModelApi::of),
                headers(node, texts),
                node.path("authHeader").asBoolean(false),
                models,
                transport(node));
    }

    private static ClawConfig.Transport transport(JsonNode node) {
        if (!node.has("proxy") && !node.has("limits")) {
            return ClawConfig.Transport.USUAL;
        }
        Map<String, Integer> limits = new LinkedHashMap<>();
        for (String name : List.of("connectMs", "firstByteMs", "stallMs", "totalMs")) {
            count(node.path("limits"), name).ifPresent(millis -> limits.put(name, millis));
        }
        return new ClawConfig.Transport(text(node, "proxy").filter(proxy -> !proxy.isBlank()).map(Secret::new), limits);
    }

    private static ClawConfig.Model model(JsonNode node, JsonNode texts) {
        Map<String, Double> cost = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> price : node.path("cost").properties()) {
            cost.put(price.getKey(), Types.number(price.getValue()));
        }
        JsonNode input = node.path("input");
        return new ClawConfig.Model(
                text(node, "id").orElse(""),
                text(node, "name"),
                text(node, "api").flatMap(ModelApi::of),
                flag(node, "reasoning"),
                input.isArray() ? Optional.of(texts(input)) : Optional.empty(),
                cost,
                count(node, "contextWindow"),
                count(node, "maxTokens"),
                headers(node, texts),
                compat(node.path("compat")));
    }

    private static Compat compat(JsonNode node) {
        if (node.isEmpty()) {
            return Compat.NONE;
        }
        Map<String, Boolean> flags = new LinkedHashMap<>();
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            if (value.isBoolean()) {
                flags.put(entry.getKey(), value.booleanValue());
            } else if (value.isString()) {
                words.put(entry.getKey(), value.stringValue());
            } else if (value.isArray()) {
                lists.put(entry.getKey(), texts(value));
            } else if (entry.getKey().equals("reasoningEffortMap")) {
                // A map of words becomes words with a path for a name, which is how the dialect asks for them.
                value.properties().forEach(level -> words.put(entry.getKey() + "." + level.getKey(), level.getValue().asString("")));
            } else if (value.isObject()) {
                words.put(entry.getKey(), Json.write(value));
            }
        }
        return new Compat(flags, words, lists);
    }

    /** A header whose variable is not set is left out: its text would be sent as it stands. */
    private static Map<String, String> headers(JsonNode node, JsonNode texts) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : node.path("headers").properties()) {
            JsonNode text = texts.path("headers").path(header.getKey());
            if (header.getValue().isString() && isFilled(header.getValue(), text)) {
                headers.put(header.getKey(), header.getValue().stringValue());
            }
        }
        return headers;
    }

    /** Whether every variable of a text was put in; where one is not set, a text stays as it was written. */
    private static boolean isFilled(JsonNode value, JsonNode text) {
        return !value.equals(text) || Substitution.names(text.asString("")).isEmpty();
    }

    private static Optional<ConfiguredSecret> secret(JsonNode value, JsonNode text) {
        if (value.isObject()) {
            return Optional.of(reference(value));
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            return Optional.empty();
        }
        String plain = value.stringValue();
        String asWritten = text.isString() ? text.stringValue() : plain;
        if (isLazy(asWritten)) {
            return Optional.of(new ConfiguredSecret(asWritten, Optional.empty()));
        }
        List<String> names = List.copyOf(Substitution.names(asWritten));
        if (names.isEmpty()) {
            return Optional.of(new ConfiguredSecret("(literal)", Optional.of(new Secret(plain))));
        }
        boolean filled = !plain.equals(asWritten);
        return Optional.of(new ConfiguredSecret(
                "${" + String.join("} ${", names) + "}", filled ? Optional.of(new Secret(plain)) : Optional.empty()));
    }

    private static boolean isLazy(String text) {
        return text.startsWith("file:") || text.startsWith("exec:");
    }

    private static ConfiguredSecret reference(JsonNode node) {
        String id = text(node, "id").orElse("");
        String source = text(node, "source").orElse("");
        return new ConfiguredSecret(source.equals("env") ? "${" + id + "}" : source + ":" + id, Optional.empty());
    }

    private ClawConfig.Agents agents() {
        JsonNode agents = tree.path("agents");
        List<ClawConfig.Agent> list = new ArrayList<>();
        for (JsonNode agent : agents.path("list")) {
            list.add(agent(agent));
        }
        JsonNode defaults = agents.path("defaults");
        return new ClawConfig.Agents(
                new ClawConfig.Defaults(
                        choice(defaults.path("model")).orElse(ModelChoice.NONE),
                        choice(defaults.path("imageModel")).orElse(ModelChoice.NONE),
                        entries(defaults.path("models")),
                        text(defaults, "workspace"),
                        text(defaults, "thinkingDefault"),
                        count(defaults, "timeoutSeconds").orElse(USUAL_TIMEOUT_SECONDS),
                        count(defaults, "contextTokens")),
                list);
    }

    private static ClawConfig.Agent agent(JsonNode node) {
        JsonNode models = node.path("models");
        return new ClawConfig.Agent(
                text(node, "id").orElse(""),
                node.path("default").asBoolean(false),
                text(node, "name"),
                text(node, "workspace"),
                text(node, "agentDir"),
                choice(node.path("model")),
                models.isObject() ? Optional.of(entries(models)) : Optional.empty());
    }

    private static Optional<ModelChoice> choice(JsonNode node) {
        if (node.isString()) {
            return Optional.of(new ModelChoice(Optional.of(node.stringValue()).filter(text -> !text.isBlank()), List.of()));
        }
        return node.isObject()
                ? Optional.of(new ModelChoice(
                        text(node, "primary").filter(text -> !text.isBlank()), texts(node.path("fallbacks"))))
                : Optional.empty();
    }

    private static Map<String, ModelEntry> entries(JsonNode node) {
        Map<String, ModelEntry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode params = entry.getValue().path("params");
            entries.put(
                    entry.getKey(),
                    new ModelEntry(
                            text(entry.getValue(), "alias"),
                            params.isMissingNode() ? Optional.empty() : Optional.of(params)));
        }
        return entries;
    }

    private ClawConfig.Auth auth() {
        JsonNode auth = tree.path("auth");
        return new ClawConfig.Auth(
                members(auth.path("profiles"), ConfigMapper::route), members(auth.path("order"), ConfigMapper::texts));
    }

    private static ClawConfig.ProfileRoute route(JsonNode node) {
        return new ClawConfig.ProfileRoute(
                text(node, "provider").orElse(""), text(node, "mode").orElse(""));
    }

    private static <T> Map<String, T> members(JsonNode node, Function<JsonNode, T> reader) {
        Map<String, T> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            members.put(member.getKey(), reader.apply(member.getValue()));
        }
        return members;
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static Optional<Boolean> flag(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    /** A number of tokens or seconds. The schema lets fractions through, as the original does; they are cut off. */
    private static Optional<Integer> count(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isNumber()
                ? Optional.of((int) Math.max(1, Math.min(Integer.MAX_VALUE, Types.number(value))))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (item.isString()) {
                texts.add(item.stringValue());
            }
        }
        return List.copyOf(texts);
    }
}
