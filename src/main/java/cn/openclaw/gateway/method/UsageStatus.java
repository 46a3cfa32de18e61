package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Cap;
import cn.openclaw.ledger.Caps;
import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.UsageReport;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How much of what may be used is used: the caps of the configuration that count for a day or a month. */
@AutoService(GatewayMethod.class)
public final class UsageStatus implements GatewayMethod {
    @Override
    public String name() {
        return "usage.status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        Ledger ledger = Spent.ledger(world);
        LocalDate today = ledger.today();
        UsageReport report = UsageReport.of(ledger, world.config().config(), Grouping.DAY, today, today);
        ObjectNode answer = Json.object().put("updatedAt", world.agents().clock().millis());
        ArrayNode providers = answer.putArray("providers");
        ArrayNode windows = Json.array();
        for (UsageReport.Allowance one : report.allowances()) {
            one.used().ifPresent(used -> windows.add(window(world, one.cap(), used, today)));
        }
        if (!windows.isEmpty()) {
            ObjectNode budget = providers.addObject().put("provider", "budget");
            budget.put("displayName", Tongue.of(params, call) == Language.ZH ? "预算" : "Budget");
            budget.set("windows", windows);
        }
        return answer;
    }

    private static ObjectNode window(GatewayWorld world, Cap cap, Caps.Spent used, LocalDate today) {
        String agent = cap.agent().isEmpty() ? "" : cap.agent() + " ";
        long spent = used.settled() + used.reserved();
        LocalDate reset = cap.scope() == Cap.Scope.MONTH ? today.withDayOfMonth(1).plusMonths(1) : today.plusDays(1);
        return Json.object()
                .put("label", agent + cap.scope().key() + " " + cap.currency().name())
                .put("usedPercent", cap.micros() == 0 ? 100 : Math.min(100, Math.round(1000.0 * spent / cap.micros()) / 10.0))
                .put("resetAt", reset.atStartOfDay(world.agents().zone().get()).toInstant().toEpochMilli());
    }
}
