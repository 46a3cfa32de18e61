package cn.openclaw.memory;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Who an agent is, as {@code IDENTITY.md} says: lines such as {@code - **Name:** Kimi} or {@code - 名字：小月}. What is in brackets
 * is a hint of a template and counts as empty.
 */
public record Identity(Optional<String> name, Optional<String> theme, Optional<String> emoji, Optional<String> avatar) {

    /** Who somebody is, and who says so: {@code config} or {@code identity}, the file; empty if nobody does. */
    public record Known(Identity identity, Optional<String> source) {}

    /** Who an agent is: what {@code agents.list[].identity} says, else its own file. */
    public static Known of(ClawConfig config, String agentId, Path workspace) {
        Identity written = written(config, Places.agentId(agentId));
        if (!written.isEmpty()) {
            return new Known(written, Optional.of("config"));
        }
        Path file = workspace.resolve("IDENTITY.md");
        try {
            Identity own = Files.isRegularFile(file) ? parse(Files.readString(file)) : written;
            return new Known(own, own.isEmpty() ? Optional.empty() : Optional.of("identity"));
        } catch (IOException e) {
            return new Known(written, Optional.empty());
        }
    }

    private static Identity written(ClawConfig config, String agentId) {
        if (Json.at(config.tree(), "agents", "list") instanceof ArrayNode list) {
            for (JsonNode agent : list) {
                if (Places.agentId(agent.path("id").asString("")).equals(agentId)) {
                    return new Identity(word(agent, "name"), word(agent, "theme"), word(agent, "emoji"), word(agent, "avatar"));
                }
            }
        }
        return new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<String> word(JsonNode agent, String name) {
        return Optional.ofNullable(Json.text(agent, "identity", name)).filter(text -> !text.isBlank());
    }

    /** Reads the file's words. */
    public static Identity parse(String markdown) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : markdown.split("\\R", -1)) {
            String plain = line.replace("*", "").strip();
            String item = plain.startsWith("-") ? plain.substring(1).strip() : plain;
            int colon = colon(item);
            if (colon > 0) {
                String value = unquoted(item.substring(colon + 1).strip());
                meaning(item.substring(0, colon).strip().toLowerCase(Locale.ROOT)).ifPresent(key -> {
                    if (!value.isEmpty()) {
                        found.putIfAbsent(key, value);
                    }
                });
            }
        }
        Optional<String> theme = Optional.ofNullable(found.get("theme"))
                .or(() -> Optional.ofNullable(found.get("creature")))
                .or(() -> Optional.ofNullable(found.get("vibe")));
        return new Identity(
                Optional.ofNullable(found.get("name")), theme, Optional.ofNullable(found.get("emoji")), Optional.ofNullable(found.get("avatar")));
    }

    public boolean isEmpty() {
        return name.isEmpty() && theme.isEmpty() && emoji.isEmpty() && avatar.isEmpty();
    }

    private static int colon(String text) {
        int narrow = text.indexOf(':');
        int wide = text.indexOf('：');
        return narrow < 0 ? wide : wide < 0 ? narrow : Math.min(narrow, wide);
    }

    private static Optional<String> meaning(String label) {
        return switch (label) {
            case "name", "名字", "姓名", "名称" -> Optional.of("name");
            case "theme", "性格", "主题" -> Optional.of("theme");
            case "creature", "物种" -> Optional.of("creature");
            case "vibe", "气质" -> Optional.of("vibe");
            case "emoji", "表情" -> Optional.of("emoji");
            case "avatar", "头像" -> Optional.of("avatar");
            default -> Optional.empty();
        };
    }

    private static String unquoted(String value) {
        String text = value.replace("_", "").isEmpty() ? "" : value;
        boolean hint = text.startsWith("(") || text.startsWith("（") || text.startsWith("_(") || text.startsWith("_（");
        boolean code = text.length() > 2 && text.startsWith("`") && text.endsWith("`");
        return hint ? "" : code ? text.substring(1, text.length() - 1) : text;
    }
}
