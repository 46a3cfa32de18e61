package cn.openclaw.tool;

/** Whoever decides about calls that need it: a person at a screen, or nobody. */
public interface Approver {
    /** The decision. */
    enum Answer {
        /** This time. */
        ONCE,
        /** This time, and what {@link ApprovalRequest#always} says from now on. */
        ALWAYS,
        /** No. */
        DENY,
        /** Nobody is there to ask. */
        NOBODY
    }

    /** Asks, and waits for the decision. */
    Answer ask(ApprovalRequest request) throws InterruptedException;

    /** Nobody is there. */
    static Approver nobody() {
        return _ -> Answer.NOBODY;
    }
}
