package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.UsageReport;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What was used and what it cost, added up by day, model, provider, agent, key, session, profile or status; and how the caps stand. */
@AutoService(GatewayMethod.class)
public final class UsageReportMethod implements GatewayMethod {
    @Override
    public String name() {
        return "usage.report";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        Grouping by = grouping(params);
        Ledger ledger = Spent.ledger(world);
        LocalDate to = day(params, "to").orElseGet(ledger::today);
        LocalDate from = day(params, "from").orElseGet(() -> to.minusDays(6));
        if (from.isAfter(to) || from.plusDays(3_660).isBefore(to)) {
            throw params.wrong("at /from: must be before /to, and by no more than ten years");
        }
        return UsageReport.of(ledger, world.config().config(), by, from, to).json();
    }

    private static Grouping grouping(Params params) {
        String word = params.text("by").orElse("day");
        for (Grouping by : Grouping.values()) {
            if (by.word().equals(word)) {
                return by;
            }
        }
        throw params.wrong("at /by: must be equal to one of the allowed values");
    }

    private static Optional<LocalDate> day(Params params, String name) {
        return params.text(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw params.wrong("at /" + name + ": must be YYYY-MM-DD");
            }
        });
    }
}
