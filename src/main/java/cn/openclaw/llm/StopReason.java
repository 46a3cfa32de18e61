package cn.openclaw.llm;

/** Why an answer ended; {@link #id} is the transcript's word. */
public enum StopReason {
    STOP("stop"),
    LENGTH("length"),
    TOOL_USE("toolUse"),
    ERROR("error"),
    ABORTED("aborted");

    private final String id;

    StopReason(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Reads the transcript's word; an unknown one counts as a plain stop. */
    public static StopReason of(String id) {
        for (StopReason reason : values()) {
            if (reason.id.equals(id)) {
                return reason;
            }
        }
        return STOP;
    }
}
