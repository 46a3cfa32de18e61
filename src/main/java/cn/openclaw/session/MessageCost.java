package cn.openclaw.session;

import cn.openclaw.json.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call cost, as the transcript keeps it. Where nobody knows the price the numbers are 0, because readers of the file
 * expect numbers, and {@link #state} says that they mean nothing.
 *
 * @param input for uncached input
 * @param output for output
 * @param cacheRead for cached input
 * @param cacheWrite for input written to the cache
 * @param currency {@code CNY}, {@code USD}; empty where unknown
 * @param state what the numbers mean
 */
public record MessageCost(
        double input, double output, double cacheRead, double cacheWrite, Optional<String> currency, State state) {
    public static final MessageCost UNKNOWN = new MessageCost(0, 0, 0, 0, Optional.empty(), State.UNKNOWN);
    public static final MessageCost INCLUDED = new MessageCost(0, 0, 0, 0, Optional.empty(), State.INCLUDED);

    /** What the numbers mean. */
    public enum State {
        KNOWN,
        /** No price is known, or no tokens were counted. */
        UNKNOWN,
        /** A membership covers it. */
        INCLUDED
    }

    public double total() {
        return input + output + cacheRead + cacheWrite;
    }

    /** The sum of two calls; unknown if either is, or if they were billed in two currencies. */
    public MessageCost plus(MessageCost other) {
        if (state != other.state) {
            boolean known = state == State.INCLUDED || other.state == State.INCLUDED;
            boolean unknown = state == State.UNKNOWN || other.state == State.UNKNOWN;
            return unknown || !known ? UNKNOWN : state == State.KNOWN ? this : other;
        }
        if (!currency.equals(other.currency)) {
            return UNKNOWN;
        }
        return new MessageCost(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                currency,
                state);
    }

    ObjectNode tree() {
        ObjectNode tree = Json.object();
        tree.put("input", input).put("output", output).put("cacheRead", cacheRead).put("cacheWrite", cacheWrite);
        tree.put("total", total());
        currency.ifPresent(code -> tree.put("currency", code));
        switch (state) {
            case KNOWN -> {}
            case UNKNOWN -> tree.put("unknown", true);
            case INCLUDED -> tree.put("included", true);
        }
        return tree;
    }
}
