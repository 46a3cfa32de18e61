package cn.openclaw.llm;

import cn.openclaw.base.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a host's words fit to be shown: no keys, no control characters (which could steer a terminal), not too many. */
final class Redaction {
    static final int LONGEST = 600;

    /** Keys as hosts echo them, often cut or starred in the middle already. */
    private static final Pattern KEYS =
            Pattern.compile("(?i)\\b(bearer\\s+)?(sk|ak|tp|pk)-[A-Za-z0-9_\\-*.…]{4,}|\\bbearer\\s+[A-Za-z0-9._~+/=-]{8,}");

    private Redaction() {}

    static String shown(String words, Optional<Secret> key) {
        String text = key.filter(secret -> secret.reveal().length() >= 4)
                .map(secret -> words.replace(secret.reveal(), "***"))
                .orElse(words);
        text = KEYS.matcher(text).replaceAll("***");
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int at = 0; at < text.length() && out.length() < LONGEST; at++) {
            char c = text.charAt(at);
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.length() > LONGEST ? out.append('…').toString() : out.toString().strip();
    }
}
