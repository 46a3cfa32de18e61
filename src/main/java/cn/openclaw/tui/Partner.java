package cn.openclaw.tui;

import cn.openclaw.base.ClawException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whoever answers: the mind in this process, or a gateway. All that a screen knows of it, so that the screen is the same for
 * both. Except for {@link #say} and {@link #compact}, which last as long as they take, the methods answer soon, but a screen
 * calls them from a thread that may wait. What cannot be done is a {@link ClawException} with the sentence to show.
 */
public interface Partner {
    /** How things stand: who would be asked, where, what was used. */
    Standing standing();

    /**
     * Says something, and waits for the end of the turn; interrupting the thread aborts it, and what had been heard is kept.
     *
     * @param words what the person says
     * @param events hears what happens, on other threads too
     * @param decider is asked when something needs the person's consent, perhaps by several threads at once
     * @throws InterruptedException if it was interrupted before the turn began
     */
    Ending say(String words, Consumer<PartnerEvent> events, Decider decider) throws InterruptedException;

    /** Gives words to the turn that runs, at its next boundary; false if none runs or it takes none. */
    boolean steer(String words);

    /**
     * Shortens the conversation's memory now.
     *
     * @param instructions what to keep in mind; may be empty
     * @return a sentence that says what came of it
     */
    String compact(String instructions, Consumer<PartnerEvent> events) throws InterruptedException;

    /** Conversations, the newest first. */
    List<Option> sessions();

    List<Option> models();

    List<Option> agents();

    /** How hard the model can be told to think. */
    List<Option> thinkingLevels();

    /** Goes on with a conversation. */
    Standing openSession(String id);

    /** Begins a conversation; the old one stays in the list. */
    Standing newSession();

    /** Begins this conversation anew; its old words stay on the disk, but nobody is told of them. */
    Standing resetSession();

    /** From now on in this conversation; an empty text goes back to the default. */
    Standing chooseModel(String model);

    Standing chooseAgent(String agent);

    Standing think(String level);

    /** How much of the tools' doings is shown: {@code off}, {@code on} or {@code full}; kept with the conversation. */
    Standing verbose(String level);

    /** What was used, as lines to read. */
    List<String> usage();

    /** The last words of this conversation, oldest first. */
    List<Past> past(int limit);

    /** Whoever decides. */
    @FunctionalInterface
    interface Decider {
        /** Asks, and waits for the decision. */
        Answer ask(Ask ask) throws InterruptedException;
    }

    /** A decision. */
    enum Answer {
        ONCE,
        ALWAYS,
        DENY,
        /** Nobody is there to ask. */
        NOBODY
    }

    /**
     * One of several.
     *
     * @param id what choosing it gives
     * @param label what a person reads
     * @param hint a few words after it; may be empty
     * @param current whether it is chosen now
     */
    record Option(String id, String label, String hint, boolean current) {}

    /**
     * Something that was said before.
     *
     * @param mine whether the person said it
     * @param words markdown
     */
    record Past(boolean mine, String words) {}
}
