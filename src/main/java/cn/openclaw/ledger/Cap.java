package cn.openclaw.ledger;

import cn.openclaw.base.Text;
import cn.openclaw.llm.Money;
import cn.openclaw.model.Currency;
import java.math.BigDecimal;

/**
 * An upper limit for what may be spent.
 *
 * @param scope on what
 * @param agent whose spending counts: an agent's, or what was booked to the account of a {@link Payer}; empty for everybody's
 * @param currency only spending in it counts
 * @param micros the limit, in millionths of its unit
 * @param path where it stands in the config
 */
public record Cap(Scope scope, String agent, Currency currency, long micros, String path) {

    /** What a cap counts. */
    public enum Scope {
        TURN("turn", new Text("这一轮", "this turn")),
        SESSION("session", new Text("这个会话", "this session")),
        DAY("day", new Text("今天", "today")),
        MONTH("month", new Text("这个月", "this month"));

        private final String key;
        private final Text words;

        Scope(String key, Text words) {
            this.key = key;
            this.words = words;
        }

        /** Its key in the config. */
        public String key() {
            return key;
        }

        public Text words() {
            return words;
        }
    }

    public Money limit() {
        return money(micros, currency);
    }

    /** Millionths as an amount. */
    public static Money money(long micros, Currency currency) {
        return new Money(BigDecimal.valueOf(micros, 6), currency);
    }
}
