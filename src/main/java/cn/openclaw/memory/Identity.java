package cn.openclaw.memory;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who an agent is, as {@code IDENTITY.md} says: lines such as {@code - **Name:** Kimi} or {@code - 名字：小月}. What is in brackets
 * is a hint of a template and counts as empty.
 */
public record Identity(Optional<String> name, Optional<String> theme, Optional<String> emoji, Optional<String> avatar) {

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
