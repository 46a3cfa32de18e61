package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostMeterTest {
    private static final Map<Currency, Cost> PRICES =
            Map.of(Currency.CNY, new Cost(6.5, 27, 1.1, 0), Currency.USD, new Cost(0.95, 4, 0.16, 0));
    private static final Usage USAGE = new Usage(1_000_000, 10_000, 500_000, 0, true);

    @Test
    void countsEachKindOfTokenAtItsPriceInTheHostsCurrency() {
        assertThat(CostMeter.cost(USAGE, model(Cost.UNSTATED, PRICES, false), Currency.CNY)).hasToString("Optional[¥7.3200]");
        assertThat(CostMeter.cost(USAGE, model(Cost.UNSTATED, PRICES, false), Currency.USD).orElseThrow().amount())
                .isEqualByComparingTo(new BigDecimal("1.07"));
    }

    @Test
    void anUnknownPriceAndAnUnreportedCountAreUnknownAndNever0() {
        assertThat(CostMeter.charge(USAGE, model(Cost.UNSTATED, Map.of(), false), Currency.CNY)).isEqualTo(new CostMeter.Charge.Unknown());
        assertThat(CostMeter.charge(Usage.UNKNOWN, model(Cost.UNSTATED, PRICES, false), Currency.CNY)).isEqualTo(new CostMeter.Charge.Unknown());
        assertThat(CostMeter.cost(USAGE, model(Cost.UNSTATED, Map.of(Currency.USD, new Cost(1, 1, 1, 1)), false), Currency.CNY)).isEmpty();
    }

    @Test
    void aMembershipPaysUnlessThePersonStatesAPrice() {
        assertThat(CostMeter.charge(USAGE, model(Cost.UNSTATED, Map.of(), true), Currency.USD)).isEqualTo(new CostMeter.Charge.Included());
        assertThat(CostMeter.cost(USAGE, model(new Cost(1, 0, 0, 0), PRICES, true), Currency.CNY)).hasToString("Optional[¥1.0000]");
    }

    @Test
    void smallAmountsAreShownAsSmallAndNotAsNothing() {
        assertThat(new Money(new BigDecimal("0.0000008"), Currency.USD)).hasToString("<$0.0001");
        assertThat(new Money(BigDecimal.ZERO, Currency.USD)).hasToString("$0.0000");
        assertThat(new Money(new BigDecimal("12.345"), Currency.CNY)).hasToString("¥12.35");
    }

    @Test
    void knowsTheCurrencyOfAHost() {
        assertThat(CostMeter.currencyOf(URI.create("https://api.moonshot.cn/v1"))).isEqualTo(Currency.CNY);
        assertThat(CostMeter.currencyOf(URI.create("https://api.moonshot.ai/v1"))).isEqualTo(Currency.USD);
        assertThat(CostMeter.currencyOf(URI.create("https://dashscope-intl.aliyuncs.com/x"))).isEqualTo(Currency.USD);
    }

    private static ModelDefinition model(Cost cost, Map<Currency, Cost> prices, boolean included) {
        return new ModelDefinition(
                "m", "M", Optional.empty(), false, List.of("text"), cost, prices, included, 1000, 100, Map.of(), Compat.NONE,
                Capability.PLAIN, Lifecycle.CURRENT);
    }
}
