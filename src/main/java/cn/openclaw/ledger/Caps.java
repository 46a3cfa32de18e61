package cn.openclaw.ledger;

import cn.openclaw.database.Database;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which caps count for a call, and how much of them is used. */
public final class Caps {
    private Caps() {}

    /**
     * How much of a cap is used, in millionths.
     *
     * @param settled by calls that are over
     * @param reserved put aside for calls under way
     */
    public record Spent(long settled, long reserved) {}

    /**
     * The caps that a call falls under; none where it costs nothing.
     *
     * @throws LedgerException if there are caps, and they could not count it
     */
    static List<Cap> counting(Budget budget, Tariff tariff, Call call) {
        if (budget.isEmpty() || tariff.costsNothing()) {
            return List.of();
        }
        String model = call.provider() + "/" + call.model();
        if (tariff.cost().isEmpty()) {
            if (budget.allowsUnpriced()) {
                return List.of();
            }
            throw new LedgerException(LedgerException.Reason.UNPRICED, LedgerText.UNPRICED, model, call.provider());
        }
        List<Cap> caps = budget.in(tariff.currency());
        if (caps.isEmpty() && !budget.allowsUnpriced()) {
            String others = budget.caps().stream()
                    .map(cap -> cap.currency().name())
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new LedgerException(
                    LedgerException.Reason.UNPRICED, LedgerText.OTHER_CURRENCY, model, others, tariff.currency());
        }
        return caps;
    }

    static Spent spent(Database database, Cap cap, Call call) {
        StringBuilder where = new StringBuilder("currency = ?");
        List<Object> arguments = new ArrayList<>(List.of(cap.currency().name()));
        switch (cap.scope()) {
            case TURN -> add(where, arguments, " AND run = ?", call.caller().run());
            case SESSION -> add(where, arguments, " AND session_id = ?", call.caller().sessionId());
            case DAY -> add(where, arguments, " AND day = ?", call.day().toString());
            case MONTH -> {
                LocalDate first = call.day().withDayOfMonth(1);
                add(where, arguments, " AND day >= ?", first.toString());
                add(where, arguments, " AND day < ?", first.plusMonths(1).format(DateTimeFormatter.ISO_LOCAL_DATE));
            }
        }
        boolean one = cap.scope() == Cap.Scope.DAY || cap.scope() == Cap.Scope.MONTH;
        if (one && !cap.agent().isEmpty()) {
            add(where, arguments, " AND ? IN (agent, payer)", cap.agent());
        }
        return database.query(
                        "SELECT TOTAL(CASE WHEN status = 'reserved' THEN 0 ELSE cost END) AS settled,"
                                + " TOTAL(CASE WHEN status = 'reserved' THEN reserved ELSE 0 END) AS held FROM calls WHERE " + where,
                        row -> new Spent(Math.round(row.real("settled")), Math.round(row.real("held"))),
                        arguments.toArray())
                .getFirst();
    }

    private static void add(StringBuilder where, List<Object> arguments, String condition, String argument) {
        where.append(condition);
        arguments.add(argument);
    }
}
