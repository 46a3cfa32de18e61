package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.UsageReport;
import cn.openclaw.ledger.UsageRow;
import cn.openclaw.model.Currency;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was used and what it cost, day by day. Amounts of several currencies are never added up: {@code cost} has each. */
@AutoService(GatewayMethod.class)
public final class UsageCost implements GatewayMethod {
    @Override
    public String name() {
        return "usage.cost";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        int days = params.number("days", 1, 3_660).orElse(30L).intValue();
        GatewayWorld world = call.world();
        Ledger ledger = Spent.ledger(world);
        LocalDate today = ledger.today();
        UsageReport report = UsageReport.of(ledger, world.config().config(), Grouping.DAY, today.minusDays(days - 1L), today);
        Optional<Currency> main = main(report);
        ObjectNode answer = Json.object().put("updatedAt", world.agents().clock().millis()).put("days", days);
        main.ifPresent(currency -> answer.put("currency", currency.name()));
        ArrayNode daily = answer.putArray("daily");
        for (UsageRow row : report.rows()) {
            if (row.calls() > 0) {
                daily.add(row(Json.object().put("date", row.group()), row, main));
            }
        }
        UsageRow none = new UsageRow("", 0, 0, 0, new UsageRow.Tokens(0, 0, 0, 0, 0), Map.of(), Map.of(), 0, 0);
        answer.set("totals", row(Json.object(), report.total().orElse(none), main));
        return answer;
    }

    /** The currency of {@code totalCost}: the one that most was spent in. */
    private static Optional<Currency> main(UsageReport report) {
        return report.total().stream()
                .flatMap(row -> row.spent().entrySet().stream())
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private static ObjectNode row(ObjectNode node, UsageRow row, Optional<Currency> main) {
        node.put("input", row.tokens().input())
                .put("output", row.tokens().output())
                .put("cacheRead", row.tokens().cacheRead())
                .put("cacheWrite", row.tokens().cacheWrite())
                .put("totalTokens", row.tokens().total())
                .put("totalCost", Spent.units(main.map(currency -> row.spent().getOrDefault(currency, 0L)).orElse(0L)))
                .put("missingCostEntries", row.unpriced() + row.uncounted());
        node.set("cost", Spent.money(row.spent()));
        return node;
    }
}
