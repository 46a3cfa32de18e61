package cn.openclaw.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a host deviates from the OpenAI wire, as far as somebody said so: the config's {@code compat} block, a superset of the
 * original's. A key that is absent here is decided by the host and the model ({@code llm.Dialect}).
 *
 * @param flags the yes/no keys, by their names in the config: {@code supportsDeveloperRole}, {@code supportsStore}, …
 * @param words the keys with a word for a value: {@code maxTokensField}, {@code thinkingFormat}, {@code schemaFlavor}, …
 * @param lists the keys with several words: {@code reasoningFields}
 */
public record Compat(Map<String, Boolean> flags, Map<String, String> words, Map<String, List<String>> lists) {
    public static final Compat NONE = new Compat(Map.of(), Map.of(), Map.of());

    public Compat {
        flags = Map.copyOf(flags);
        words = Map.copyOf(words);
        lists = Map.copyOf(lists);
    }

    /** Whether nobody said anything. */
    public boolean isEmpty() {
        return flags.isEmpty() && words.isEmpty() && lists.isEmpty();
    }

    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable(flags.get(name));
    }

    public Optional<String> word(String name) {
        return Optional.ofNullable(words.get(name));
    }
}
