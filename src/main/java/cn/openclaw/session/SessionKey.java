package cn.openclaw.session;

import java.util.Locale;

/**
 * What a conversation is found by: {@code agent:<agent>:<rest>}. The rest is {@code main}, {@code dm:<peer>},
 * {@code <channel>:group:<id>}, {@code cron:<job>}, {@code subagent:<uuid>} …; a few old keys ({@code global}, {@code hook:…})
 * stand alone.
 *
 * @param text the whole key, as it stands in {@code sessions.json}
 */
public record SessionKey(String text) {
    private static final String PREFIX = "agent:";
    /** The original's, for people who are named without a channel. */
    private static final String DEFAULT_CHANNEL = "whatsapp";

    /** The conversation that is meant when nobody names one. */
    public static SessionKey main(String agentId) {
        return new SessionKey(PREFIX + agentId(agentId) + ":main");
    }

    /**
     * Reads a key as people and programs write it. A bare {@code main} is {@code agent:<agent>:main}: the original kept
     * the two apart in places, which split one conversation in two.
     *
     * @param agentId whose key it is when it does not say so itself
     */
    public static SessionKey of(String written, String agentId) {
        String key = plain(written).strip();
        int second = key.startsWith(PREFIX) ? key.indexOf(':', PREFIX.length()) : -1;
        if (second > PREFIX.length() && second < key.length() - 1) {
            return new SessionKey(PREFIX + agentId(key.substring(PREFIX.length(), second)) + key.substring(second));
        }
        if (key.isEmpty() || key.equals("main")) {
            return main(agentId);
        }
        boolean alone = key.equals("global") || key.equals("unknown") || key.startsWith("hook:");
        return alone ? new SessionKey(key) : new SessionKey(PREFIX + agentId(agentId) + ":" + key);
    }

    /** Keys are shown in terminals and lists: what would steer one, or turn its writing round, is left out. */
    private static String plain(String written) {
        if (written.codePoints().noneMatch(SessionKey::steers)) {
            return written;
        }
        StringBuilder plain = new StringBuilder();
        written.codePoints().filter(c -> !steers(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /**
     * A conversation with one person, by {@code session.dmScope}: all of them together ({@code main}), one for each person
     * ({@code per-peer}), or for each person and channel.
     */
    public static SessionKey direct(String agentId, String scope, String peer) {
        String name = peer.strip().toLowerCase(Locale.ROOT);
        return switch (scope) {
            case "per-peer" -> of("dm:" + name, agentId);
            case "per-channel-peer" -> of(DEFAULT_CHANNEL + ":dm:" + name, agentId);
            case "per-account-channel-peer" -> of(DEFAULT_CHANNEL + ":default:dm:" + name, agentId);
            default -> main(agentId);
        };
    }

    /** An agent's id as the original normalises it: lower case, other characters become {@code -}, at most 64. */
    public static String agentId(String written) {
        StringBuilder id = new StringBuilder();
        for (char c : written.strip().toLowerCase(Locale.ROOT).toCharArray()) {
            boolean fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (id.length() < 64 && (fine || (!id.isEmpty() && id.charAt(id.length() - 1) != '-'))) {
                id.append(fine ? c : '-');
            }
        }
        while (!id.isEmpty() && id.charAt(id.length() - 1) == '-') {
            id.setLength(id.length() - 1);
        }
        return id.isEmpty() ? "main" : id.toString();
    }

    /** Whose conversation it is; {@code main} for a key that stands alone. */
    public String agent() {
        if (!text.startsWith(PREFIX)) {
            return "main";
        }
        int end = text.indexOf(':', PREFIX.length());
        return text.substring(PREFIX.length(), end < 0 ? text.length() : end);
    }

    /** What stands after {@code agent:<agent>:}, or the whole key if it stands alone. */
    public String rest() {
        int end = text.startsWith(PREFIX) ? text.indexOf(':', PREFIX.length()) : -1;
        return end < 0 ? text : text.substring(end + 1);
    }

    public boolean isMain() {
        return rest().equals("main");
    }

    @Override
    public String toString() {
        return text;
    }
}
