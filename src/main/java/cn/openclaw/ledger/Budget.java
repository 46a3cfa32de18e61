package cn.openclaw.ledger;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.Currency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The caps that count for an agent: {@code agents.defaults.budget}, whose day and month count what all agents spend together, and
 * its own {@code agents.list[].budget}, whose turn and session take the place of the default ones, and whose day and month
 * count what it spends itself.
 *
 * @param caps every one must hold
 * @param allowsUnpriced whether a model without a price may be used all the same
 */
public record Budget(List<Cap> caps, boolean allowsUnpriced) {
    public static final Budget NONE = new Budget(List.of(), true);

    public Budget {
        caps = List.copyOf(caps);
    }

    public static Budget of(ClawConfig config, String agent) {
        JsonNode shared = Json.at(config.tree(), "agents", "defaults", "budget");
        Optional<Named> own = own(config, agent);
        if (shared == null && own.isEmpty()) {
            return NONE;
        }
        Map<String, Cap> caps = new LinkedHashMap<>();
        read(shared, "agents.defaults.budget", "").forEach(cap -> caps.put(id(cap), cap));
        own.map(named -> read(named.budget(), named.path(), agent)).orElse(List.of()).forEach(cap -> caps.put(id(cap), cap));
        String said = own.map(named -> Json.text(named.budget(), "unpriced")).orElse(null);
        String word = said != null ? said : shared == null ? null : Json.text(shared, "unpriced");
        return new Budget(List.copyOf(caps.values()), "allow".equals(word));
    }

    private record Named(JsonNode budget, String path) {}

    private static Optional<Named> own(ClawConfig config, String agent) {
        JsonNode list = Json.at(config.tree(), "agents", "list");
        for (int at = 0; list != null && at < list.size(); at++) {
            JsonNode entry = list.get(at);
            String id = Json.text(entry, "id");
            if (id != null && Places.agentId(id).equals(Places.agentId(agent)) && entry.has("budget")) {
                return Optional.of(new Named(entry.get("budget"), "agents.list[" + at + "].budget"));
            }
        }
        return Optional.empty();
    }

    /** Two caps of one id cannot both hold: the later one counts. */
    private static String id(Cap cap) {
        boolean each = cap.scope() == Cap.Scope.TURN || cap.scope() == Cap.Scope.SESSION;
        return cap.currency() + " " + cap.scope() + (each ? "" : " " + cap.agent());
    }

    private static List<Cap> read(@Nullable JsonNode budget, String path, String agent) {
        List<Cap> caps = new ArrayList<>();
        for (Currency currency : Currency.values()) {
            for (Cap.Scope scope : Cap.Scope.values()) {
                JsonNode limit = budget == null ? null : Json.at(budget, currency.name(), scope.key());
                if (limit != null && limit.isNumber()) {
                    String where = path + "." + currency.name() + "." + scope.key();
                    caps.add(new Cap(scope, agent, currency, Math.round(limit.asDouble() * 1_000_000), where));
                }
            }
        }
        return caps;
    }

    /** Both: every cap of the two must hold, and a model without a price may be used only if both allow it. */
    public Budget and(Budget other) {
        if (other.isEmpty()) {
            return this;
        }
        List<Cap> all = new ArrayList<>(caps);
        all.addAll(other.caps());
        return new Budget(all, allowsUnpriced && other.allowsUnpriced());
    }

    public boolean isEmpty() {
        return caps.isEmpty();
    }

    /** The caps on spending in one currency. */
    public List<Cap> in(Currency currency) {
        return caps.stream().filter(cap -> cap.currency() == currency).toList();
    }
}
