package cn.openclaw.cli;

import cn.openclaw.agent.RunReport;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.UsageRow;
import cn.openclaw.llm.Money;
import cn.openclaw.model.Currency;
import cn.openclaw.session.MessageCost;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tokens and money of one conversation, added up call by call. */
final class ChatSpending {
    private final Map<Currency, BigDecimal> money = new EnumMap<>(Currency.class);
    private long input;
    private long cached;
    private long output;
    private long calls;

    /** What the ledger has of a conversation. */
    static ChatSpending of(UsageRow row) {
        ChatSpending all = new ChatSpending();
        all.input = row.tokens().input() + row.tokens().cacheWrite();
        all.cached = row.tokens().cacheRead();
        all.output = row.tokens().output();
        all.calls = row.calls();
        row.spent().forEach((currency, micros) -> all.money.put(currency, BigDecimal.valueOf(micros, 6)));
        return all;
    }

    /** A call as a transcript keeps it. */
    void add(JsonNode usage) {
        long total = number(usage, "input") + number(usage, "output") + number(usage, "cacheRead") + number(usage, "cacheWrite");
        if (total == 0) {
            return;
        }
        input += number(usage, "input") + number(usage, "cacheWrite");
        cached += number(usage, "cacheRead");
        output += number(usage, "output");
        calls++;
        JsonNode cost = usage.get("cost");
        String currency = cost == null ? null : Json.text(cost, "currency");
        if (cost != null && currency != null) {
            pay(currency, cost.get("total") == null ? 0 : cost.get("total").asDouble());
        }
    }

    /** A turn that was just done. */
    void add(RunReport.Spent spent) {
        input += spent.usage().input() + spent.usage().cacheWrite();
        cached += spent.usage().cacheRead();
        output += spent.usage().output();
        calls += spent.calls();
        if (spent.cost().state() == MessageCost.State.KNOWN) {
            pay(spent.cost().currency().orElse("USD"), spent.cost().total());
        }
    }

    private void pay(String currency, double amount) {
        try {
            money.merge(Currency.valueOf(currency), BigDecimal.valueOf(amount), BigDecimal::add);
        } catch (IllegalArgumentException e) {
            // A currency somebody else wrote: we cannot add it to ours.
            return;
        }
    }

    private static long number(JsonNode tree, String name) {
        JsonNode node = tree.get(name);
        return node != null && node.isNumber() ? node.asLong(0) : 0;
    }

    /** {@code ¥0.0123}; empty if nothing is known to have been paid. */
    String money() {
        return money.entrySet().stream()
                .map(paid -> new Money(paid.getValue(), paid.getKey()).toString())
                .collect(Collectors.joining(" + "));
    }

    long input() {
        return input;
    }

    long cached() {
        return cached;
    }

    long output() {
        return output;
    }

    long calls() {
        return calls;
    }
}
