package cn.openclaw.ledger;

import java.util.Locale;

/** What the amount beside a call means. An unknown price is never a 0. */
public enum Price {
    /** The platform's count of tokens at a known price. */
    KNOWN,
    /** Nobody counted the tokens: the call was broken off, or the platform tells none. The amount is ours, and rather too high. */
    ESTIMATED,
    /** A membership pays. */
    INCLUDED,
    /** A model on this machine. */
    FREE,
    /** The host refused before it did anything: nothing was used. */
    NOTHING,
    /** Tokens were used, and nobody knows at what price. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Price of(String word) {
        for (Price price : values()) {
            if (price.word().equals(word)) {
                return price;
            }
        }
        return UNKNOWN;
    }
}
