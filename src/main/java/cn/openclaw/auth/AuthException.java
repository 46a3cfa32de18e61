package cn.openclaw.auth;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** Something is wrong with a credential or with where credentials are kept. Its sentence never holds the credential. */
public final class AuthException extends ClawException {

    /** What the reader can do about it. */
    public enum Reason {
        /** There is none: get one. */
        NO_CREDENTIAL,
        /** It ended: get a new one. */
        EXPIRED,
        /** Nobody has a profile of this name. */
        UNKNOWN_PROFILE,
        /** An entry of the profile store is written wrongly: correct that line. */
        BAD_PROFILE,
        /** A {@code ${VAR}}, {@code file:} or {@code exec:} reference gives no secret: correct it. */
        BAD_REFERENCE,
        /** It is encrypted and the key to it is not here. */
        SEALED,
        /** The profile store cannot be read as JSON. */
        STORE_BROKEN,
        /** Another program holds the profile store. */
        STORE_BUSY,
        /** The profile store, or its folder, cannot be read or written. */
        STORE_UNREACHABLE,
        /** Others may read what should be private: change its mode. Only ever a warning. */
        STORE_READABLE
    }

    private final Reason reason;

    AuthException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return switch (reason) {
            case NO_CREDENTIAL, EXPIRED, SEALED -> ExitCode.AUTH;
            case UNKNOWN_PROFILE, BAD_PROFILE, BAD_REFERENCE, STORE_BROKEN -> ExitCode.USAGE;
            case STORE_BUSY, STORE_UNREACHABLE, STORE_READABLE -> ExitCode.FAILED;
        };
    }
}
