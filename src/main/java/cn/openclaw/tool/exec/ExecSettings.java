package cn.openclaw.tool.exec;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the configuration says about running programs, for one agent: {@code tools.exec} with the agent's own laid over it.
 *
 * @param security which commands may run; empty where nobody said
 * @param ask when somebody is asked; empty where nobody said
 * @param host where commands run: {@code sandbox}, {@code gateway}, {@code node}; empty where nobody said
 * @param pathPrepend folders that come first in {@code PATH}
 * @param safeBins further programs that only read their input
 * @param background after how long a command goes to the background
 * @param timeout after how long it is ended
 * @param cleanup how long a finished one is kept
 * @param notifyOnExit whether the conversation is told when a command in the background ends
 * @param elevated whether leaving the sandbox may be asked for
 */
record ExecSettings(
        Optional<Security> security,
        Optional<Ask> ask,
        Optional<String> host,
        List<String> pathPrepend,
        List<String> safeBins,
        Duration background,
        Duration timeout,
        Duration cleanup,
        boolean notifyOnExit,
        boolean elevated) {

    /** From nothing to everything: of two, the smaller counts. */
    enum Security {
        DENY,
        ALLOWLIST,
        FULL
    }

    /** From never to each time: of two, the larger counts. */
    enum Ask {
        OFF,
        ON_MISS,
        ALWAYS
    }

    ExecSettings {
        pathPrepend = List.copyOf(pathPrepend);
        safeBins = List.copyOf(safeBins);
    }

    static ExecSettings of(Tool.Context context) {
        ClawConfig config = context.world().snapshot().config();
        JsonNode general = Json.at(config.tree(), "tools", "exec");
        JsonNode own = Json.at(agent(config, context.turn().agentId()), "tools", "exec");
        JsonNode elevatedGeneral = Json.at(config.tree(), "tools", "elevated", "enabled");
        JsonNode elevatedOwn = Json.at(agent(config, context.turn().agentId()), "tools", "elevated", "enabled");
        boolean elevated = (elevatedGeneral == null || elevatedGeneral.asBoolean(true)) && (elevatedOwn == null || elevatedOwn.asBoolean(true));
        return new ExecSettings(
                least(security(text(general, "security")), security(text(own, "security"))),
                most(ask(text(general, "ask")), ask(text(own, "ask"))),
                Optional.ofNullable(text(own, "host")).or(() -> Optional.ofNullable(text(general, "host"))),
                list(general, own, "pathPrepend"),
                list(general, own, "safeBins"),
                Duration.ofMillis(number(general, own, "backgroundMs", 10_000)),
                Duration.ofSeconds(number(general, own, "timeoutSec", 1_800)),
                Duration.ofMillis(number(general, own, "cleanupMs", 1_800_000)),
                flag(general, own, "notifyOnExit"),
                elevated);
    }

    /** On unless the agent's settings, or else the general ones, say otherwise. */
    private static boolean flag(@Nullable JsonNode general, @Nullable JsonNode own, String name) {
        JsonNode said = own != null && own.has(name) ? own.get(name) : general == null ? null : general.get(name);
        return said == null || said.asBoolean(true);
    }

    /** An agent's own block of the configuration; an empty one if it has none. */
    static JsonNode agent(ClawConfig config, String id) {
        JsonNode list = Json.at(config.tree(), "agents", "list");
        for (JsonNode agent : list == null ? Json.array() : list) {
            String written = Json.text(agent, "id");
            if (written != null && Places.agentId(written).equals(Places.agentId(id))) {
                return agent;
            }
        }
        return Json.object();
    }

    static Optional<Security> security(@Nullable String word) {
        return word == null ? Optional.empty() : Optional.ofNullable(switch (word) {
            case "deny" -> Security.DENY;
            case "allowlist" -> Security.ALLOWLIST;
            case "full" -> Security.FULL;
            default -> null;
        });
    }

    static Optional<Ask> ask(@Nullable String word) {
        return word == null ? Optional.empty() : Optional.ofNullable(switch (word) {
            case "off" -> Ask.OFF;
            case "on-miss" -> Ask.ON_MISS;
            case "always" -> Ask.ALWAYS;
            default -> null;
        });
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T extends Comparable<T>> Optional<T> least(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || (other.isPresent() && other.get().compareTo(one.get()) < 0) ? other : one;
    }

    static <T extends Comparable<T>> Optional<T> most(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || (other.isPresent() && other.get().compareTo(one.get()) > 0) ? other : one;
    }

    private static @Nullable String text(@Nullable JsonNode node, String key) {
        return node == null ? null : Json.text(node, key);
    }

    private static long number(@Nullable JsonNode general, @Nullable JsonNode own, String key, long otherwise) {
        long first = general == null ? otherwise : general.path(key).asLong(otherwise);
        return Math.max(0, own == null ? first : own.path(key).asLong(first));
    }

    private static List<String> list(@Nullable JsonNode general, @Nullable JsonNode own, String key) {
        JsonNode from = own != null && own.has(key) ? own.path(key) : general == null ? Json.array() : general.path(key);
        List<String> all = new ArrayList<>();
        from.forEach(one -> all.add(one.asString("")));
        all.removeIf(String::isBlank);
        return all;
    }
}
