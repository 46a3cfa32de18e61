package cn.openclaw.auth;

import java.time.Instant;

/**
 * A profile is better not used for now.
 *
 * @param kind for one model, or as a whole
 * @param reason what the provider said
 * @param until when it is worth trying again; {@link Instant#MAX} for a refused key: when the key changes
 */
public record Rest(Kind kind, AuthFailure reason, Instant until) {

    /** The words of {@code models status --json}. */
    public enum Kind {
        COOLDOWN,
        DISABLED
    }

    Rest later(Rest other) {
        return other.until.isAfter(until) ? other : this;
    }
}
