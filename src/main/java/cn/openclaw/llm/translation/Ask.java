package cn.openclaw.llm.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in no wire's words, filled by a reader and put into words by a writer. */
final class Ask {
    final List<String> system = new ArrayList<>();
    final List<Turn> turns = new ArrayList<>();
    final List<Tool> tools = new ArrayList<>();
    /** {@code auto}, {@code none}, {@code required}, or {@code =name}. */
    Optional<String> choice = Optional.empty();

    Optional<Boolean> parallel = Optional.empty();
    Optional<Effort> effort = Optional.empty();
    Optional<Long> maxTokens = Optional.empty();
    final List<String> stops = new ArrayList<>();
    boolean streamed;
    @Nullable JsonNode temperature;
    @Nullable JsonNode topP;
    /** The schema an answer must have, as {@code {name, schema, strict}}; an empty object for any JSON. */
    @Nullable ObjectNode format;

    Optional<String> user = Optional.empty();
    Optional<String> cacheKey = Optional.empty();
    /** What was left out or changed, in words for a header. */
    final TreeSet<String> notes = new TreeSet<>();

    /** One side's turn. */
    record Turn(boolean assistant, List<Block> blocks) {}

    record Tool(String name, String description, ObjectNode parameters) {}

    /**
     * How hard to think.
     *
     * @param word {@code none}, {@code minimal} … {@code max}; empty to leave it to the model, but thinking
     * @param budget tokens for it; 0 where nobody says
     */
    record Effort(String word, long budget) {
        boolean off() {
            return word.equals("none");
        }

        /** As a word, also where only tokens were said. */
        Optional<String> said() {
            if (!word.isEmpty()) {
                return Optional.of(word);
            }
            return budget <= 0
                    ? Optional.empty()
                    : Optional.of(budget <= 4_096 ? "low" : budget <= 16_384 ? "medium" : "high");
        }

        /** As tokens, also where only a word was said; 0 for none. */
        long tokens() {
            if (budget > 0) {
                return budget;
            }
            return switch (word) {
                case "none" -> 0;
                case "minimal" -> 1_024;
                case "low" -> 2_048;
                case "high" -> 16_384;
                case "xhigh", "max" -> 32_768;
                default -> 8_192;
            };
        }
    }

    /** Adds to the last turn of the same side, or begins a new one. */
    void add(boolean assistant, List<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        Turn last = turns.isEmpty() ? null : turns.getLast();
        if (last != null && last.assistant() == assistant) {
            last.blocks().addAll(blocks);
        } else {
            turns.add(new Turn(assistant, new ArrayList<>(blocks)));
        }
    }
}
