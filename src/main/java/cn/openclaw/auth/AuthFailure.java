package cn.openclaw.auth;

import java.util.Locale;

/** Why a provider turned a credential away, as far as the credential is concerned. */
public enum AuthFailure {
    /** The key itself is refused (401): it is not tried again until it changes. */
    AUTH,
    /** The balance or the plan's quota is used up: the key rests for hours. */
    BILLING,
    /** Too fast: this key rests, for this model only. */
    RATE_LIMIT,
    /** The platform is overloaded: the model rests shortly, whoever asks. No key is blamed. */
    OVERLOADED,
    /** No answer in time: nobody's fault, nothing rests. */
    TIMEOUT;

    /** As the original's {@code failureCounts} and {@code disabledReason} spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
