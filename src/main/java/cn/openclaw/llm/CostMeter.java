package cn.openclaw.llm;

import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelDefinition;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What a call cost. A price that nobody knows is unknown, never 0. */
public final class CostMeter {
    private CostMeter() {}

    /** What a call cost, or why it has no price. */
    public sealed interface Charge {
        /** It cost this much. */
        record Priced(Money money) implements Charge {}

        /** A membership pays. */
        record Included() implements Charge {}

        /** The price or the token count is not known. */
        record Unknown() implements Charge {}
    }

    /**
     * The charge for a call. Prices that the person states in the config count before the catalogue's, and before a membership.
     *
     * @param currency what the host bills in; the config's prices are understood to be in it
     */
    public static Charge charge(Usage usage, ModelDefinition model, Currency currency) {
        if (!usage.reported()) {
            return new Charge.Unknown();
        }
        if (model.cost().isStated()) {
            return new Charge.Priced(money(usage, model.cost(), currency));
        }
        if (model.included()) {
            return new Charge.Included();
        }
        Cost listed = model.prices().get(currency);
        return listed == null ? new Charge.Unknown() : new Charge.Priced(money(usage, listed, currency));
    }

    /** The amount, where there is one; empty for unknown and for included calls. */
    public static Optional<Money> cost(Usage usage, ModelDefinition model, Currency currency) {
        return charge(usage, model, currency) instanceof Charge.Priced(Money money) ? Optional.of(money) : Optional.empty();
    }

    /** What a host bills in, as far as its name tells: mainland hosts in yuan. A provider's own region counts before this. */
    public static Currency currencyOf(URI baseUrl) {
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        boolean mainland = host.endsWith(".cn")
                || host.endsWith(".volces.com")
                || (host.endsWith(".aliyuncs.com") && !host.contains("-intl") && !host.contains("ap-southeast"));
        return mainland ? Currency.CNY : Currency.USD;
    }

    private static Money money(Usage usage, Cost perMillion, Currency currency) {
        BigDecimal sum = part(usage.input(), perMillion.input())
                .add(part(usage.output(), perMillion.output()))
                .add(part(usage.cacheRead(), perMillion.cacheRead()))
                .add(part(usage.cacheWrite(), perMillion.cacheWrite()));
        return new Money(sum.movePointLeft(6), currency);
    }

    private static BigDecimal part(long tokens, double perMillion) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(perMillion));
    }
}
