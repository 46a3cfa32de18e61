package cn.openclaw.ledger;

import cn.openclaw.llm.CostMeter;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.provider.CatalogModel;
import java.util.Optional;

/**
 * What a model's tokens cost. A price for a million tokens is the number of millionths for one, so amounts are tokens times price.
 *
 * @param cost the price; empty where there is none
 * @param without what to say of a call where there is none
 * @param currency what its host bills in
 */
public record Tariff(Optional<Cost> cost, Price without, Currency currency) {

    /**
     * What this model's tokens cost.
     *
     * @param keyless whether the host wants no key: then a model on this machine costs nothing
     */
    public static Tariff of(CatalogModel model, boolean keyless) {
        Currency currency = model.currency().orElseGet(() -> CostMeter.currencyOf(model.baseUrl()));
        Cost stated = model.definition().cost();
        if (stated.isStated()) {
            return new Tariff(Optional.of(stated), Price.KNOWN, currency);
        }
        if (model.definition().included()) {
            return new Tariff(Optional.empty(), Price.INCLUDED, currency);
        }
        Optional<Cost> listed = Optional.ofNullable(model.definition().prices().get(currency));
        boolean free = listed.isEmpty() && keyless && model.isLocal();
        return new Tariff(listed, free ? Price.FREE : listed.isPresent() ? Price.KNOWN : Price.UNKNOWN, currency);
    }

    /** Whether a cap has anything to count: a call that costs nothing is never refused. */
    public boolean costsNothing() {
        return without == Price.INCLUDED || without == Price.FREE;
    }

    /** What tokens cost; empty without a price. */
    public Optional<Long> micros(Usage usage) {
        return cost.map(price -> Math.round(usage.input() * price.input()
                + usage.output() * price.output()
                + usage.cacheRead() * price.cacheRead()
                + usage.cacheWrite() * price.cacheWrite()));
    }

    /** What a prompt may cost at most: nothing of it cached, or all of it written to the cache. */
    long promptMicros(long tokens) {
        return cost.map(price -> (long) Math.ceil(tokens * Math.max(price.input(), price.cacheWrite()))).orElse(0L);
    }

    double outputPrice() {
        return cost.map(Cost::output).orElse(0.0);
    }

    /** What came of a call whose tokens the platform counted, or did not. */
    public Outcome outcome(Status status, Usage usage) {
        if (!usage.reported()) {
            return Outcome.unpriced(status, usage, costsNothing() ? without : Price.UNKNOWN);
        }
        return micros(usage)
                .map(sum -> new Outcome(status, usage, Price.KNOWN, sum, Optional.of(currency)))
                .orElseGet(() -> Outcome.unpriced(status, usage, without));
    }

    /** The same where nobody counted: what we count ourselves. */
    public Outcome estimated(Status status, long promptTokens, long outputTokens) {
        if (cost.isEmpty()) {
            return Outcome.unpriced(status, Usage.UNKNOWN, without);
        }
        long sum = promptMicros(promptTokens) + Math.round(outputTokens * outputPrice());
        return new Outcome(status, Usage.UNKNOWN, Price.ESTIMATED, sum, Optional.of(currency));
    }
}
