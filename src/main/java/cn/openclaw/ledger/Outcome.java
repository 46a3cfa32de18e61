package cn.openclaw.ledger;

import cn.openclaw.llm.Usage;
import cn.openclaw.model.Currency;
import java.util.Optional;

/**
 * What came of a call.
 *
 * @param status how it ended
 * @param usage its tokens, as the platform counted them; unreported where it did not
 * @param price what {@code micros} means
 * @param micros what it cost, in millionths of the currency's unit; 0 unless the price is known or estimated
 * @param currency what it is billed in; empty where there is no amount
 */
public record Outcome(Status status, Usage usage, Price price, long micros, Optional<Currency> currency) {
    public static Outcome unpriced(Status status, Usage usage, Price price) {
        return new Outcome(status, usage, price, 0, Optional.empty());
    }
}
