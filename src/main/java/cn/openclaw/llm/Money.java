package cn.openclaw.llm;

import cn.openclaw.model.Currency;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount, exact.
 *
 * @param amount in whole units (yuan, dollars), as many digits as it takes
 * @param currency what it is in
 */
public record Money(BigDecimal amount, Currency currency) {

    public Money plus(Money other) {
        if (other.currency != currency) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(amount.add(other.amount), currency);
    }

    /** Four places below ten units, two from there on; never a bare 0 for something that cost a little: {@code ¥0.0001}. */
    @Override
    public String toString() {
        int places = amount.abs().compareTo(BigDecimal.TEN) < 0 ? 4 : 2;
        BigDecimal rounded = amount.setScale(places, RoundingMode.HALF_UP);
        if (rounded.signum() == 0 && amount.signum() > 0) {
            return "<" + currency.sign() + BigDecimal.ONE.movePointLeft(places).toPlainString();
        }
        return currency.sign() + rounded.toPlainString();
    }
}
