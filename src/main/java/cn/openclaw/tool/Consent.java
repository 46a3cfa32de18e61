package cn.openclaw.tool;

/** Whether a call may be done; decided by the tool from the arguments and the rules, before anything happens. */
public sealed interface Consent {
    /** Nobody needs to be asked. */
    record Free() implements Consent {}

    /**
     * The person decides.
     *
     * @param unlessAnswered whether it is done where nobody is there to ask: the person's own rule says so
     */
    record Ask(ApprovalRequest request, boolean unlessAnswered) implements Consent {
        public Ask(ApprovalRequest request) {
            this(request, false);
        }
    }

    /**
     * A rule forbids it, whoever asks.
     *
     * @param why for the model, in English
     */
    record Refused(String why) implements Consent {}

    /** Nobody needs to be asked. */
    Consent FREE = new Free();
}
