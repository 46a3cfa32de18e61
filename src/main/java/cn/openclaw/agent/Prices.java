package cn.openclaw.agent;

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
        if (model.definition().included()) {
            return MessageCost.INCLUDED;
        }
        Optional<Cost> price = model.price();
        if (!usage.reported() || price.isEmpty()) {
            return MessageCost.UNKNOWN;
        }
        return new MessageCost(
                usage.input() * price.get().input() / MILLION,
                usage.output() * price.get().output() / MILLION,
                usage.cacheRead() * price.get().cacheRead() / MILLION,
                usage.cacheWrite() * price.get().cacheWrite() / MILLION,
                model.currency().map(Currency::name),
                MessageCost.State.KNOWN);
    }
}
