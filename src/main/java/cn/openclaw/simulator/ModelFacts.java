package cn.openclaw.simulator;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the simulator knows of one model.
 *
 * @param id the name in requests
 * @param membership whether it belongs to Kimi Code instead of the open platforms
 * @param context tokens of prompt and answer together
 * @param defaultMax tokens of the answer where the request names no limit
 * @param maxOutput the largest limit a request may name
 * @param inputs letters of what it reads: {@code t}ext, {@code i}mages, {@code v}ideo
 * @param thinking how its thinking is switched
 * @param sampling which sampling parameters it takes
 * @param temperature what the temperature is where the request names none
 * @param usd its price in dollars
 * @param cny its price in yuan
 * @param life whether it still answers
 */
record ModelFacts(
        String id,
        boolean membership,
        int context,
        int defaultMax,
        int maxOutput,
        String inputs,
        Thinking thinking,
        Sampling sampling,
        BigDecimal temperature,
        Optional<Price> usd,
        Optional<Price> cny,
        Life life) {

    /** How a model's thinking is switched. */
    enum Thinking {
        /** It does not think. */
        NONE,
        /** It always thinks and offers no switch but {@code type: "enabled"}. */
        ALWAYS,
        /** {@code thinking.type}; on where the request says nothing. No {@code keep}. */
        TOGGLE,
        /** The same, with {@code keep}. */
        TOGGLE_KEEP,
        /** It always thinks, {@code reasoning_effort} says how hard. */
        EFFORT
    }

    /** Which sampling parameters a model takes. */
    enum Sampling {
        /** Within the documented ranges. */
        OPEN,
        /** One value each; the temperature depends on thinking. */
        FIXED
    }

    /** Whether a model still answers. */
    enum Life {
        CURRENT,
        RETIRED
    }

    /** Money for a million tokens. */
    record Price(BigDecimal cacheHit, BigDecimal input, BigDecimal output) {}

    boolean reads(char kind) {
        return inputs.indexOf(kind) >= 0;
    }

    boolean thinks() {
        return thinking != Thinking.NONE;
    }

    boolean switchable() {
        return thinking == Thinking.TOGGLE || thinking == Thinking.TOGGLE_KEEP;
    }

    Optional<Price> price(String currency) {
        return currency.equals("CNY") ? cny : usd;
    }
}
