package cn.openclaw.gateway;

import cn.openclaw.config.ConfigSchema;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a changed configuration asks of a running gateway.
 *
 * @param changed the dotted paths that really mean something else now
 * @param actions what they ask for; {@link Action#RESTART} covers all others
 * @param channels the channels that must begin anew
 */
public record ReloadPlan(List<String> changed, Set<Action> actions, Set<String> channels) {

    /** Nothing is asked for. */
    public static final ReloadPlan NOTHING = new ReloadPlan(List.of(), Set.of(), Set.of());

    /** What a part of the gateway does. */
    public enum Action {
        /** Read whenever it is needed. */
        NONE,
        /** Sockets that logged in with the old secret must log in again. */
        LOGINS,
        LOGGING,
        HOOKS,
        MAIL_WATCHER,
        HEARTBEAT,
        CRON,
        BROWSER,
        CHANNEL,
        RESTART
    }

    /** A prefix of dotted paths and what it asks for. */
    record Rule(String prefix, Action action) {}

    /**
     * The first prefix that fits counts; what none fits needs a restart. The original restarts for everything under {@code gateway};
     * what is read on use here, or can be taken up at once, stands before that.
     */
    static final List<Rule> RULES = List.of(
            new Rule("gateway.remote", Action.NONE),
            new Rule("gateway.reload", Action.NONE),
            new Rule("gateway.auth", Action.LOGINS),
            new Rule("gateway.trustedProxies", Action.NONE),
            new Rule("gateway.controlUi.allowedOrigins", Action.NONE),
            new Rule("gateway.http", Action.NONE),
            new Rule("gateway.nodes", Action.NONE),
            new Rule("gateway.tools", Action.NONE),
            new Rule("hooks.gmail", Action.MAIL_WATCHER),
            new Rule("hooks", Action.HOOKS),
            new Rule("agents.defaults.heartbeat", Action.HEARTBEAT),
            new Rule("agent.heartbeat", Action.HEARTBEAT),
            new Rule("cron", Action.CRON),
            new Rule("browser", Action.BROWSER),
            new Rule("channels", Action.CHANNEL),
            new Rule("logging", Action.LOGGING),
            new Rule("meta", Action.NONE),
            new Rule("identity", Action.NONE),
            new Rule("wizard", Action.NONE),
            new Rule("models", Action.NONE),
            new Rule("agents", Action.NONE),
            new Rule("tools", Action.NONE),
            new Rule("bindings", Action.NONE),
            new Rule("audio", Action.NONE),
            new Rule("agent", Action.NONE),
            new Rule("routing", Action.NONE),
            new Rule("messages", Action.NONE),
            new Rule("session", Action.NONE),
            new Rule("talk", Action.NONE),
            new Rule("skills", Action.NONE),
            new Rule("ui", Action.NONE),
            new Rule("auth", Action.NONE),
            new Rule("env", Action.NONE),
            new Rule("mcp", Action.NONE),
            new Rule("memory", Action.NONE),
            new Rule("commands", Action.NONE),
            new Rule("approvals", Action.NONE),
            new Rule("$schema", Action.NONE));

    public ReloadPlan {
        changed = List.copyOf(changed);
        actions = Set.copyOf(actions);
        channels = Set.copyOf(channels);
    }

    /**
     * Compares two whole configurations by what they mean: the order of keys, spelling out a default, {@code 1} or {@code 1.0}
     * change nothing; lists are compared item by item.
     */
    public static ReloadPlan between(JsonNode before, JsonNode after) {
        List<String> changed = new ArrayList<>();
        collect(before, after, new ArrayList<>(), changed);
        Set<Action> actions = EnumSet.noneOf(Action.class);
        Set<String> channels = new LinkedHashSet<>();
        for (String path : changed) {
            Action action = action(path);
            actions.add(action);
            if (action == Action.CHANNEL) {
                String rest = path.substring(Math.min(path.length(), "channels.".length()));
                channels.add(rest.isEmpty() ? "*" : rest.split("\\.", 2)[0]);
            }
        }
        return new ReloadPlan(changed, actions, channels);
    }

    static Action action(String path) {
        for (Rule rule : RULES) {
            if (path.equals(rule.prefix()) || path.startsWith(rule.prefix() + ".")) {
                return rule.action();
            }
        }
        return Action.RESTART;
    }

    public boolean isEmpty() {
        return changed.isEmpty();
    }

    public boolean needsRestart() {
        return actions.contains(Action.RESTART);
    }

    /** The paths that ask for a restart, for the log. */
    public List<String> restarting() {
        return changed.stream().filter(path -> action(path) == Action.RESTART).toList();
    }

    private static void collect(
            @Nullable JsonNode before, @Nullable JsonNode after, List<String> path, List<String> changed) {
        boolean tree = isTree(before) && isTree(after) && (isObject(before) || isObject(after));
        if (!tree) {
            if (!same(before, after, path)) {
                changed.add(String.join(".", path));
            }
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        if (before != null) {
            names.addAll(before.propertyNames());
        }
        if (after != null) {
            names.addAll(after.propertyNames());
        }
        for (String name : names) {
            path.addLast(name);
            collect(before == null ? null : before.get(name), after == null ? null : after.get(name), path, changed);
            path.removeLast();
        }
    }

    private static boolean isTree(@Nullable JsonNode node) {
        return node == null || node.isObject();
    }

    private static boolean isObject(@Nullable JsonNode node) {
        return node != null && node.isObject();
    }

    private static boolean same(@Nullable JsonNode before, @Nullable JsonNode after, List<String> path) {
        JsonNode one = before == null ? usual(path) : before;
        JsonNode other = after == null ? usual(path) : after;
        return one == null || other == null ? one == other : equal(one, other);
    }

    /** What an absent key means, where that could save a restart and the schema says so. */
    private static @Nullable JsonNode usual(List<String> path) {
        if (!path.getFirst().equals("gateway")) {
            return null;
        }
        Optional<String> fallback = ConfigSchema.entry(path).flatMap(ConfigSchema.Entry::fallback);
        try {
            return fallback.isEmpty() ? null : Json.parse(fallback.get());
        } catch (JsonException e) {
            return null;
        }
    }

    private static boolean equal(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray()) {
            if (one.size() != other.size()) {
                return false;
            }
            for (int at = 0; at < one.size(); at++) {
                if (!equal(one.get(at), other.get(at))) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject() && other.isObject()) {
            List<String> changed = new ArrayList<>();
            collect(one, other, new ArrayList<>(List.of("*")), changed);
            return changed.isEmpty();
        }
        return one.equals(other);
    }
}
