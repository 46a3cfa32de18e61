package cn.openclaw.protocol;

import java.util.Locale;
import java.util.Optional;

/** What a connection is: somebody who works with the gateway, or a device that does things for it. */
public enum Role {
    OPERATOR,
    NODE;

    /** As it stands on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the wire's word. */
    public static Optional<Role> of(String word) {
        return word.equals("operator") ? Optional.of(OPERATOR) : word.equals("node") ? Optional.of(NODE) : Optional.empty();
    }
}
