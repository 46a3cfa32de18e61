package cn.openclaw.gateway.relay;

import cn.openclaw.ledger.Cap;
import java.util.List;

/**
 * A key that a program asks models with: {@code gateway.http.keys.<name>}.
 *
 * @param name as in the config, for the ledger, the log and people
 * @param models which models it may ask, as patterns of {@code provider/model} or of what is asked for, with {@code *};
 *     empty for all
 * @param caps on what is spent with it
 * @param unpriced whether under its caps models without a price may be asked all the same
 * @param perMinute requests within any 60 seconds; {@link Integer#MAX_VALUE} for no limit
 * @param concurrency requests at a time; {@link Integer#MAX_VALUE} for no limit
 */
record CallerKey(
        String name, List<String> models, List<Cap> caps, boolean unpriced, int perMinute, int concurrency) {
    CallerKey {
        models = List.copyOf(models);
        caps = List.copyOf(caps);
    }

    /** Whether it may ask this model, which somebody called that. */
    boolean mayAsk(String asked, String ref) {
        return models.isEmpty() || models.stream().anyMatch(pattern -> matches(pattern, asked) || matches(pattern, ref));
    }

    /** {@code *} stands for any characters. */
    static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equalsIgnoreCase(text);
        }
        if (text.length() < star || !pattern.regionMatches(true, 0, text, 0, star)) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int at = star; at <= text.length(); at++) {
            if (matches(rest, text.substring(at))) {
                return true;
            }
        }
        return false;
    }
}
