package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
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
import cn.openclaw.model.Currency;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.AccountBalances;
import cn.openclaw.provider.Providers;
import com.google.auto.service.AutoService;
import java.time.LocalDate;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much of what may be used is used: the caps of the configuration that count for a day or a month, and what is left on the
 * accounts of the platforms that tell.
 */
@AutoService(GatewayMethod.class)
public final class UsageStatus implements GatewayMethod {
    private static final Text BUDGET = new Text("预算", "Budget");
    private static final Text BALANCE = new Text("余额 {0}", "balance {0}");
    @Override
    public String name() {
        return "usage.status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        Language language = Tongue.of(params, call);
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
            budget.put("displayName", BUDGET.in(language));
            budget.set("windows", windows);
        }
        for (AccountBalances.Answer account : Balances.of(world).now(ModelDesk.of(params, world), language)) {
            providers.add(account(account, language));
        }
        return answer;
    }

    /** An account has no window; {@code plan} is the word that the original's screens show beside a name. */
    private static ObjectNode account(AccountBalances.Answer account, Language language) {
        ObjectNode tree = Json.object().put("provider", account.provider());
        tree.put("displayName", Providers.find(account.provider()).map(provider -> provider.label().in(language)).orElse(account.provider()));
        tree.putArray("windows");
        account.available().ifPresent(left -> {
            String sign = account.currency().map(currency -> currency == Currency.CNY ? "¥" : "$").orElse("");
            tree.put("plan", BALANCE.in(language, sign + String.format(Locale.ROOT, "%.2f", left)));
            ObjectNode balance = tree.putObject("balance").put("key", account.label()).put("host", account.host()).put("available", left);
            account.cash().ifPresent(cash -> balance.put("cash", cash));
            account.voucher().ifPresent(voucher -> balance.put("voucher", voucher));
            account.currency().ifPresent(currency -> balance.put("currency", currency.name()));
        });
        account.error().ifPresent(why -> tree.put("error", why));
        return tree;
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
