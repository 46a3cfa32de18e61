package cn.openclaw.llm;

import java.util.Locale;
import java.util.Optional;

/** How hard a model should think: the config's and the {@code --thinking} flag's words, Chinese ones included. */
public enum ThinkingLevel {
    OFF("off", "关", "关闭"),
    MINIMAL("minimal", "最小", "极低", "min", "think"),
    LOW("low", "低", "开", "开启", "on", "enable", "enabled", "thinkhard"),
    MEDIUM("medium", "中", "中等", "mid", "med", "thinkharder", "harder"),
    HIGH("high", "高", "ultra", "ultrathink", "highest"),
    XHIGH("xhigh", "极高", "x-high"),
    MAX("max", "最大", "最高");

    private final String id;
    private final String[] others;

    ThinkingLevel(String id, String... others) {
        this.id = id;
        this.others = others;
    }

    public String id() {
        return id;
    }

    /** Reads a word; case does not matter. */
    public static Optional<ThinkingLevel> of(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        for (ThinkingLevel level : values()) {
            if (level.id.equals(wanted) || java.util.Arrays.asList(level.others).contains(wanted)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
