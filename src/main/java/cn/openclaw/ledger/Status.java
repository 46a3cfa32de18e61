package cn.openclaw.ledger;

import java.util.Locale;

/** How a call ended. */
public enum Status {
    /** It is under way, and money is put aside for it. */
    RESERVED,
    OK,
    FAILED,
    /** The person stopped it. */
    ABORTED,
    /** The process died meanwhile: what was put aside counts as spent. */
    LOST;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        for (Status status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        return FAILED;
    }
}
