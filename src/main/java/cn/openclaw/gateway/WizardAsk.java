package cn.openclaw.gateway;

import java.util.List;

/** Asks a person who is somewhere else; each question waits for its answer. */
public interface WizardAsk {
    /** Something to read. */
    void note(String title, String message) throws InterruptedException;

    /** One of several; answers its place in the list. */
    int select(String question, List<Option> options, int initial) throws InterruptedException;

    boolean confirm(String question, boolean initial) throws InterruptedException;

    /**
     * A line of text; what an empty answer means is {@code initial}.
     *
     * @param sensitive whether it must not be shown while it is typed
     */
    String text(String question, String initial, boolean sensitive) throws InterruptedException;

    /** One answer to choose; {@code hint} is a few words more, or blank. */
    record Option(String label, String hint) {}
}
