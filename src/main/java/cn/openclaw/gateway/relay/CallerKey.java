package cn.openclaw.gateway.relay;

import cn.openclaw.ledger.Budget;
import cn.openclaw.ledger.Cap;
import cn.openclaw.ledger.Payer;
import java.util.List;

/**
 * A key that a program asks models with: {@code gateway.http.keys.<name>}.
 *
 * @param name as in the config, for the ledger, the log and people
 * @param models which models it may ask, as patterns of {@code provider/model} or of what is asked for, with {@code *};
 *     empty for all models. Agents are asked only where a pattern says {@code openclaw}
 * @param caps on what is spent with it
 * @param unpriced whether under its caps models without a price may be asked all the same
 * @param perMinute requests within any 60 seconds; {@link Integer#MAX_VALUE} for no limit
 * @param concurrency requests at a time; {@link Integer#MAX_VALUE} for no limit
 */
record CallerKey(
        String name, List<String> models, List<Cap> caps, boolean unpriced, int perMinute, int concurrency) {
    private static final String AGENTS = "openclaw";

    CallerKey {
        models = List.copyOf(models);
        caps = List.copyOf(caps);
    }

    /** Its account in the ledger, and what may be spent from it. */
    Payer payer() {
        return new Payer(CallerKeys.ledgerName(name), caps.isEmpty() ? Budget.NONE : new Budget(caps, unpriced));
    }

    /** Whether it may ask this model, which somebody called that. */
    boolean mayAsk(String asked, String ref) {
        return models.isEmpty() || models.stream().anyMatch(pattern -> matches(pattern, asked) || matches(pattern, ref));
    }

    /**
     * Whether it may ask an agent. An agent works in its owner's name, with tools on this machine: only a pattern that begins with
     * {@code openclaw} allows that, and neither an empty list nor a mere {@code *} does.
     *
     * @param ref {@code openclaw:<agent>}, the agent's id as the config has it
     */
    boolean mayAskAgent(String ref) {
        return models.stream()
                .anyMatch(pattern -> pattern.regionMatches(true, 0, AGENTS, 0, AGENTS.length()) && matches(pattern, ref));
    }

    /** {@code *} stands for any characters. Takes no longer for many of them: what is asked for, a stranger to the config wrote. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int from = 0;
        for (int next = 0; next < text.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                from = next;
            } else if (at < pattern.length() && pattern.regionMatches(true, at, text, next, 1)) {
                at++;
                next++;
            } else if (star >= 0) {
                // The last star takes one character more; those before it need not.
                at = star + 1;
                next = ++from;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
