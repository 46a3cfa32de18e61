package cn.openclaw.session;

import java.util.random.RandomGenerator;

/**
 * The name of a transcript, {@code <id>.jsonl}. Its characters are checked because it becomes part of a path: the original
 * wrote files outside its folder for an id such as {@code ../../x}.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._-]}, without {@code ..} and without a dot in front
 */
public record SessionId(String value) {

    /** @throws SessionException if it is not one */
    public SessionId {
        if (!isValid(value)) {
            throw new SessionException(SessionException.Reason.BAD_ID, SessionText.BAD_ID, value);
        }
    }

    /** A new one, shaped like the original's: a version 4 UUID. */
    public static SessionId random(RandomGenerator random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new SessionId(new java.util.UUID(high, low).toString());
    }

    /** Whether this may be a session id. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > 64 || text.startsWith(".") || text.contains("..")) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!word && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
