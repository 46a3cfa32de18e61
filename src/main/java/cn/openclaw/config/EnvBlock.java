package cn.openclaw.config;

import cn.openclaw.base.Environment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The {@code env} block: variables that a configuration brings along. They never replace one that is set, and they change the
 * {@link Environment} a snapshot carries, never the process.
 */
final class EnvBlock {
    private EnvBlock() {}

    /**
     * What the block adds. Plain keys count before {@code vars}. A value may refer to variables that are set
     * already; one that refers to something unknown adds nothing, and is reported where it is substituted.
     */
    static Map<String, String> variables(JsonNode root, Environment environment) {
        JsonNode block = root.get("env");
        if (block == null || !block.isObject()) {
            return Map.of();
        }
        Map<String, String> written = new LinkedHashMap<>();
        JsonNode vars = block.get("vars");
        if (vars != null && vars.isObject()) {
            strings(vars, written);
        }
        strings(block, written);
        Map<String, String> added = new LinkedHashMap<>();
        Environment now = environment;
        for (Map.Entry<String, String> variable : written.entrySet()) {
            @Nullable String value = Substitution.whole(variable.getValue(), now);
            if (environment.get(variable.getKey()).isEmpty() && value != null && !value.isBlank()) {
                added.put(variable.getKey(), value);
                now = environment.with(added);
            }
        }
        return added;
    }

    private static void strings(JsonNode block, Map<String, String> into) {
        for (Map.Entry<String, JsonNode> member : block.properties()) {
            if (member.getValue().isString()) {
                into.put(member.getKey(), member.getValue().stringValue());
            }
        }
    }

    /** The words that switch something on: {@code 1}, {@code true}, {@code yes}, {@code on}. */
    static boolean isTrue(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            default -> false;
        };
    }
}
