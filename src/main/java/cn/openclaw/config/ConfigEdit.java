package cn.openclaw.config;

import java.util.List;
import java.util.Optional;

/**
 * One change to the person's file: the value at a path becomes this JSON5 text, or goes away.
 *
 * @param path the keys from the root, array indexes as digits
 * @param json5 the new value as text; empty removes the key
 */
public record ConfigEdit(List<String> path, Optional<String> json5) {
    public ConfigEdit {
        path = List.copyOf(path);
    }

    public static ConfigEdit set(List<String> path, String json5) {
        return new ConfigEdit(path, Optional.of(json5));
    }

    public static ConfigEdit unset(List<String> path) {
        return new ConfigEdit(path, Optional.empty());
    }
}
