package cn.openclaw.ledger;

import cn.openclaw.model.Currency;
import java.util.Map;

/**
 * Calls added up.
 *
 * @param group what they have in common
 * @param calls how many there were
 * @param failed how many of them brought no answer
 * @param uncounted how many of them used tokens that nobody counted
 * @param tokens what was counted
 * @param spent in millionths, by currency; empty where nothing has an amount
 * @param estimated the part of it that is our estimate
 * @param unpriced how many calls used tokens at a price that nobody knows
 * @param included how many a membership paid for, or ran on this machine
 */
public record UsageRow(
        String group,
        long calls,
        long failed,
        long uncounted,
        Tokens tokens,
        Map<Currency, Long> spent,
        Map<Currency, Long> estimated,
        long unpriced,
        long included) {

    public UsageRow {
        spent = Map.copyOf(spent);
        estimated = Map.copyOf(estimated);
    }

    /** Tokens, as in {@link cn.openclaw.llm.Usage}. */
    public record Tokens(long input, long output, long reasoning, long cacheRead, long cacheWrite) {
        public long total() {
            return input + output + cacheRead + cacheWrite;
        }
    }
}
