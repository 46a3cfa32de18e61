package cn.openclaw.agent;

import cn.openclaw.llm.CostMeter;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.session.MessageCost;
import java.util.Optional;

/** What a call cost, from the price that counts for its model. */
final class Prices {
    private static final double MILLION = 1_000_000;

    private Prices() {}

    static MessageCost of(CatalogModel model, Usage usage) {
        Currency currency = model.currency().orElseGet(() -> CostMeter.currencyOf(model.baseUrl()));
        return switch (CostMeter.charge(usage, model.definition(), currency)) {
            case CostMeter.Charge.Unknown _ -> MessageCost.UNKNOWN;
            case CostMeter.Charge.Included _ -> MessageCost.INCLUDED;
            case CostMeter.Charge.Priced _ -> priced(model, usage, currency);
        };
    }

    /** The meter's sum, as the four parts of which the transcript keeps it. */
    private static MessageCost priced(CatalogModel model, Usage usage, Currency currency) {
        Cost stated = model.definition().cost();
        Cost price = stated.isStated() ? stated : model.definition().prices().getOrDefault(currency, Cost.UNSTATED);
        return new MessageCost(
                usage.input() * price.input() / MILLION,
                usage.output() * price.output() / MILLION,
                usage.cacheRead() * price.cacheRead() / MILLION,
                usage.cacheWrite() * price.cacheWrite() / MILLION,
                Optional.of(currency.name()),
                MessageCost.State.KNOWN);
    }
}
