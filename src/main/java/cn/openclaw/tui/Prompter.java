package cn.openclaw.tui;

import cn.openclaw.base.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks a person. Every question can be left with Ctrl-C, which throws {@link PromptCancelled}. */
public interface Prompter extends AutoCloseable {
    /** One of several, by arrow keys or a number; the choice at {@code initial} is marked first. */
    <T> T select(String question, List<Choice<T>> choices, int initial);

    /** Yes or no. */
    boolean confirm(String question, boolean initial);

    /**
     * A line of text.
     *
     * @param initial what an empty answer means; shown
     * @param problem why an answer will not do, or empty if it will
     */
    String text(String question, String initial, Function<String, Optional<String>> problem);

    /** A line that is not shown. */
    Secret secret(String question, Function<Secret, Optional<String>> problem);

    /** Something to read between two questions. */
    void note(String title, List<String> lines);

    @Override
    void close();

    /**
     * One answer to choose.
     *
     * @param value what choosing it gives
     * @param label what a person reads
     * @param hint a few words after it; blank for none
     */
    record Choice<T>(T value, String label, String hint) {}
}
