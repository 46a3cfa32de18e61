package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.provider.AccountBalances;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelsAtHand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left on the accounts, asked of the platforms at most once a minute however many screens look, and never waited for long:
 * what comes too late is shown the next time. Guarded by its lock.
 */
final class Balances {
    private static final long FRESH_MILLIS = 60_000;
    private static final long PATIENCE_MILLIS = 3_000;

    private final GatewayWorld world;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(long at, List<AccountBalances.Answer> answers) {}

    private Balances(GatewayWorld world) {
        this.world = world;
    }

    static Balances of(GatewayWorld world) {
        return world.kept(Balances.class, Balances::new);
    }

    /** What the platforms of these keys say; empty if there are none, or none has answered yet. */
    List<AccountBalances.Answer> now(ModelsAtHand models, Language language) throws InterruptedException {
        List<CatalogProvider> asked = models.catalog().providers().stream()
                .filter(AccountBalances::isOffered)
                .filter(models::hasAccess)
                .toList();
        String whose = models.agentId() + " " + language;
        if (asked.isEmpty() || isFresh(whose)) {
            return asked.isEmpty() ? List.of() : answers(whose);
        }
        Thread asking = Thread.ofVirtual().name("balances").start(() -> look(whose, models, asked, language));
        asking.join(PATIENCE_MILLIS);
        return answers(whose);
    }

    private void look(String whose, ModelsAtHand models, List<CatalogProvider> asked, Language language) {
        try {
            List<AccountBalances.Answer> found = new AccountBalances(models, world.agents().tools().http(), language).ask(asked);
            remember(whose, found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void remember(String whose, List<AccountBalances.Answer> answers) {
        known.put(whose, new Known(world.agents().clock().millis(), answers));
    }

    private synchronized boolean isFresh(String whose) {
        Known last = known.get(whose);
        return last != null && Math.abs(world.agents().clock().millis() - last.at()) < FRESH_MILLIS;
    }

    private synchronized List<AccountBalances.Answer> answers(String whose) {
        Known last = known.get(whose);
        return last == null ? List.of() : last.answers();
    }
}
