package cn.openclaw.protocol;

import java.util.Locale;
import java.util.Optional;

/** What an operator may do. {@link #ADMIN} holds all the others; {@link #WRITE} holds {@link #READ}. */
public enum Scope {
    READ,
    WRITE,
    ADMIN,
    APPROVALS,
    PAIRING;

    /** As it stands on the wire: {@code operator.read}. */
    public String word() {
        return "operator." + name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire's word; newer clients name scopes that are not known here. */
    public static Optional<Scope> of(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
