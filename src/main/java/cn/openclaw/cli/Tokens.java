package cn.openclaw.cli;

import cn.openclaw.base.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Tokens that nobody can guess. They never come from the command's own random source, which a test may seed. */
final class Tokens {

    private Tokens() {}

    /** A gateway token as the original makes it: 48 hexadecimal digits. */
    static Secret gateway() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
