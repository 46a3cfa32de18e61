package cn.openclaw.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Tells whether a secret is still the one it was, without saying which: a salted SHA-256, shortened to 128 bits. What a refused
 * key did is remembered under it, so that a new key starts afresh, whoever wrote it into the file.
 */
final class Fingerprint {
    private static final int SALT_BYTES = 8;

    private Fingerprint() {}

    /** {@code <salt>:<hash>} in hex, with a new salt each time. */
    static String of(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return print(salt, secret);
    }

    /** False also where {@code fingerprint} is not one of ours. */
    static boolean matches(String fingerprint, String secret) {
        int colon = fingerprint.indexOf(':');
        if (colon != 2 * SALT_BYTES) {
            return false;
        }
        try {
            byte[] salt = HexFormat.of().parseHex(fingerprint.substring(0, colon));
            return print(salt, secret).equals(fingerprint);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String print(byte[] salt, String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(secret.getBytes(StandardCharsets.UTF_8));
            HexFormat hex = HexFormat.of();
            return hex.formatHex(salt) + ":" + hex.formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
