package cn.openclaw.ledger;

import cn.openclaw.database.Database;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Currency;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of counting past calls again.
 *
 * @param looked how many calls have tokens to count with
 * @param changed how many have another amount now
 * @param before what those that changed were counted at, in millionths by currency
 * @param after what they are counted at now
 */
public record Rerating(long looked, long changed, Map<Currency, Long> before, Map<Currency, Long> after) {

    /** The prices that count now. */
    @FunctionalInterface
    public interface Tariffs {
        Optional<Tariff> of(String provider, String model);
    }

    private record Old(String id, String provider, String model, Usage usage, Optional<Long> cost, Optional<Currency> currency) {}

    /** A call whose tokens were never counted keeps its estimate. */
    static Rerating of(Database database, Tariffs tariffs, LocalDate from, boolean write) {
        List<Old> all = database.query(
                "SELECT * FROM calls WHERE status <> 'reserved' AND input IS NOT NULL AND day >= ? ORDER BY at",
                row -> new Old(
                        row.text("id").orElse(""),
                        row.text("provider").orElse(""),
                        row.text("model").orElse(""),
                        new Usage(
                                row.number("input"), row.number("output"), row.number("cache_read"), row.number("cache_write"),
                                true, row.number("reasoning")),
                        row.has("cost") ? Optional.of(row.number("cost")) : Optional.empty(),
                        row.text("currency").flatMap(Ledger::currency)),
                from.toString());
        Map<Currency, Long> before = new EnumMap<>(Currency.class);
        Map<Currency, Long> after = new EnumMap<>(Currency.class);
        List<Object[]> changes = new ArrayList<>();
        for (Old old : all) {
            // A price that is gone corrects nothing.
            Optional<Tariff> tariff = tariffs.of(old.provider(), old.model())
                    .filter(one -> one.cost().isPresent() || one.costsNothing());
            if (tariff.isEmpty()) {
                continue;
            }
            Outcome now = tariff.get().outcome(Status.OK, old.usage());
            Optional<Long> cost = now.currency().map(_ -> now.micros());
            if (!Objects.equals(cost, old.cost()) || !now.currency().equals(old.currency())) {
                old.currency().ifPresent(currency -> before.merge(currency, old.cost().orElse(0L), Long::sum));
                now.currency().ifPresent(currency -> after.merge(currency, now.micros(), Long::sum));
                String currency = now.currency().map(Currency::name).orElse(null);
                changes.add(new Object[] {cost.orElse(null), currency, now.price().word(), old.id()});
            }
        }
        if (write && !changes.isEmpty()) {
            database.transaction(() -> {
                changes.forEach(change -> database.update("UPDATE calls SET cost = ?, currency = ?, price = ? WHERE id = ?", change));
                return true;
            });
        }
        return new Rerating(all.size(), changes.size(), Map.copyOf(before), Map.copyOf(after));
    }
}
