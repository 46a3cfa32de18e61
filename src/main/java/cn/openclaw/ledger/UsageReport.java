package cn.openclaw.ledger;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.model.Currency;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code usage} shows.
 *
 * @param recorded whether there is a ledger at all
 * @param from the first day
 * @param to the last day
 * @param rows by group; days in order and without gaps, other groups by what they cost
 * @param total all of them together; empty if there are none
 * @param allowances how the caps stand
 */
public record UsageReport(
        boolean recorded,
        Grouping by,
        LocalDate from,
        LocalDate to,
        List<UsageRow> rows,
        Optional<UsageRow> total,
        List<Allowance> allowances) {

    /** A cap; {@code used} is empty for caps of each turn or session. */
    public record Allowance(Cap cap, Optional<Caps.Spent> used) {
        /** Millionths that are left. */
        public long left() {
            return Math.max(0, cap.micros() - used.map(spent -> spent.settled() + spent.reserved()).orElse(0L));
        }
    }

    /** What the ledger says of these days. */
    public static UsageReport of(Ledger ledger, ClawConfig config, Grouping by, LocalDate from, LocalDate to) {
        boolean recorded = ledger.exists();
        List<UsageRow> rows = recorded ? ledger.usage(by, from, to) : List.of();
        rows = by == Grouping.DAY ? withoutGaps(rows, from, to) : dearestFirst(rows);
        Optional<UsageRow> total = rows.stream().reduce(UsageReport::plus).filter(row -> row.calls() > 0);
        return new UsageReport(recorded, by, from, to, rows, total, allowances(ledger, config, recorded));
    }

    private static List<UsageRow> withoutGaps(List<UsageRow> rows, LocalDate from, LocalDate to) {
        Map<String, UsageRow> known = new LinkedHashMap<>();
        rows.forEach(row -> known.put(row.group(), row));
        List<UsageRow> all = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            UsageRow none = new UsageRow(
                    day.toString(), 0, 0, 0, new UsageRow.Tokens(0, 0, 0, 0, 0), Map.of(), Map.of(), 0, 0);
            all.add(known.getOrDefault(day.toString(), none));
        }
        return all;
    }

    private static List<UsageRow> dearestFirst(List<UsageRow> rows) {
        List<UsageRow> sorted = new ArrayList<>(rows);
        sorted.sort((one, other) -> {
            int byCost = Long.compare(sum(other), sum(one));
            return byCost != 0 ? byCost : Long.compare(other.tokens().total(), one.tokens().total());
        });
        return sorted;
    }

    /** For ordering only: two currencies are not added up for people. */
    private static long sum(UsageRow row) {
        return row.spent().values().stream().mapToLong(Long::longValue).sum();
    }

    private static UsageRow plus(UsageRow one, UsageRow other) {
        UsageRow.Tokens a = one.tokens();
        UsageRow.Tokens b = other.tokens();
        return new UsageRow(
                "",
                one.calls() + other.calls(),
                one.failed() + other.failed(),
                one.uncounted() + other.uncounted(),
                new UsageRow.Tokens(
                        a.input() + b.input(), a.output() + b.output(), a.reasoning() + b.reasoning(),
                        a.cacheRead() + b.cacheRead(), a.cacheWrite() + b.cacheWrite()),
                plus(one.spent(), other.spent()),
                plus(one.estimated(), other.estimated()),
                one.unpriced() + other.unpriced(),
                one.included() + other.included());
    }

    private static Map<Currency, Long> plus(Map<Currency, Long> one, Map<Currency, Long> other) {
        Map<Currency, Long> sum = new LinkedHashMap<>(one);
        other.forEach((currency, micros) -> sum.merge(currency, micros, Long::sum));
        return sum;
    }

    private static List<Allowance> allowances(Ledger ledger, ClawConfig config, boolean recorded) {
        Set<Cap> caps = new LinkedHashSet<>(Budget.of(config, config.agents().defaultId()).caps());
        config.agents().list().forEach(agent -> caps.addAll(Budget.of(config, agent.id()).caps()));
        List<Allowance> all = new ArrayList<>();
        for (Cap cap : caps) {
            boolean each = cap.scope() == Cap.Scope.TURN || cap.scope() == Cap.Scope.SESSION;
            Call now = ledger.call(new Caller(cap.agent(), "", "", ""), "", "", Optional.empty(), "");
            Optional<Caps.Spent> used = each
                    ? Optional.empty()
                    : Optional.of(recorded ? ledger.spent(cap, now) : new Caps.Spent(0, 0));
            all.add(new Allowance(cap, used));
        }
        return all;
    }

    /** As {@code usage --json} prints it. */
    public ObjectNode json() {
        ObjectNode tree = Json.object().put("by", by.word()).put("from", from.toString()).put("to", to.toString());
        ArrayNode list = tree.putArray("rows");
        rows.forEach(row -> list.add(json(row, by.word())));
        total.ifPresent(row -> tree.set("total", json(row, "")));
        ArrayNode caps = tree.putArray("allowance");
        for (Allowance one : allowances) {
            ObjectNode node = caps.addObject()
                    .put("scope", one.cap().scope().key())
                    .put("currency", one.cap().currency().name())
                    .put("path", one.cap().path());
            if (!one.cap().agent().isEmpty()) {
                node.put("agent", one.cap().agent());
            }
            node.put("limit", units(one.cap().micros()));
            one.used().ifPresent(used -> node.put("used", units(used.settled()))
                    .put("reserved", units(used.reserved()))
                    .put("left", units(one.left())));
        }
        return tree;
    }

    private static BigDecimal units(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    private static ObjectNode json(UsageRow row, String name) {
        ObjectNode node = Json.object();
        if (!name.isEmpty()) {
            node.put(name, row.group());
        }
        node.put("calls", row.calls()).put("failed", row.failed());
        node.put("uncountedCalls", row.uncounted()).put("unpricedCalls", row.unpriced()).put("includedCalls", row.included());
        node.putObject("tokens")
                .put("input", row.tokens().input())
                .put("output", row.tokens().output())
                .put("reasoning", row.tokens().reasoning())
                .put("cacheRead", row.tokens().cacheRead())
                .put("cacheWrite", row.tokens().cacheWrite());
        node.set("cost", money(row.spent()));
        node.set("estimatedCost", money(row.estimated()));
        return node;
    }

    private static ObjectNode money(Map<Currency, Long> amounts) {
        ObjectNode node = Json.object();
        amounts.forEach((currency, micros) -> node.put(currency.name(), units(micros)));
        return node;
    }

    /** As {@code usage rerate --json} prints it. */
    public static ObjectNode json(Rerating result, boolean written) {
        ObjectNode tree = Json.object().put("calls", result.looked()).put("changed", result.changed()).put("written", written);
        tree.set("before", money(result.before()));
        tree.set("after", money(result.after()));
        return tree;
    }
}
