package cn.openclaw.gateway.method;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.model.Currency;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What calls cost, from the ledger that runs write. */
final class Spent {
    private Spent() {}

    static Ledger ledger(GatewayWorld world) {
        AgentWorld agents = world.agents();
        return agents.tools()
                .kept(Ledger.class, _ -> new Ledger(agents.places().stateDir(), agents.clock(), agents.zone(), agents.random()));
    }

    static BigDecimal units(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    static ObjectNode money(Map<Currency, Long> amounts) {
        ObjectNode node = Json.object();
        amounts.forEach((currency, micros) -> node.put(currency.name(), units(micros)));
        return node;
    }
}
