package cn.openclaw.agent;

import cn.openclaw.auth.CooldownRules;
import cn.openclaw.auth.KeyRests;
import cn.openclaw.ledger.Budget;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Caller;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.Payer;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Pacing;
import cn.openclaw.llm.Pause;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.provider.CatalogModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all runs of a process share on their way to the platforms: rate limits, rests of keys, outages, the ledger. */
final class Traffic {
    private final Supplier<AgentWorld> worlds;
    private final Pause pause;
    private final Pacing pacing;
    private final KeyRests rests;
    private final Outages outages;
    private final Ledger ledger;

    /** @param worlds the world as it is now: the configuration may change from turn to turn */
    Traffic(Supplier<AgentWorld> worlds, Pause pause) {
        AgentWorld world = worlds.get();
        this.worlds = worlds;
        this.pause = pause;
        this.pacing = new Pacing(world.clock(), pause);
        this.rests = new KeyRests(world.clock(), world.random(), rules(world));
        this.outages = new Outages(world.clock());
        // The one that tools write to as well.
        this.ledger = world.tools()
                .kept(Ledger.class, _ -> new Ledger(world.places().stateDir(), world.clock(), world.zone(), world.random()));
    }

    /** Who hears of a call: those who count, and the person. */
    private record Telling(Metered.Desk desk, Consumer<LlmNotice> notices) {}

    KeyRests rests() {
        return rests;
    }

    Outages outages() {
        return outages;
    }

    Pacing pacing() {
        return pacing;
    }

    private static CooldownRules rules(AgentWorld world) {
        return CooldownRules.of(world.snapshot().config());
    }

    /** In whose name calls are made, and the caps that hold for them. */
    record Account(Caller caller, Budget budget) {}

    /** An agent's account, and that of whoever pays beside it. */
    Account account(Caller caller, Payer payer) {
        return new Account(caller, Budget.of(worlds.get().snapshot().config(), caller.agent()).and(payer.budget()));
    }

    /**
     * Whether a turn may begin in somebody else's account: a short answer of the chosen model must be within the caps.
     *
     * @throws cn.openclaw.ledger.LedgerException if it is not
     */
    void admit(Plan plan, RunRequest request, String agentId) {
        Payer payer = request.extra().payer();
        if (payer.budget().isEmpty()) {
            return;
        }
        CatalogModel chosen = plan.chosen();
        Caller caller = new Caller(agentId, "", "", "", payer.name());
        Call call = ledger.call(caller, chosen.ref().provider(), chosen.ref().model(), Optional.empty(), chosen.api().id());
        Tariff tariff = Tariff.of(chosen, plan.candidates().getFirst().key().isBlank());
        long prompt = TokenEstimate.of(new Message.User(request.parts()));
        ledger.admit(call, payer.budget(), new Ledger.Wish(tariff, prompt, chosen.definition().maxTokens()));
    }

    /** The models of a plan, as one that fails over; around each one of them what all its calls pass. */
    Failover models(Plan plan, Account account, Failover.Health health, Consumer<AgentEvent> events) {
        AgentWorld world = worlds.get();
        Metered.Desk desk = new Metered.Desk(ledger, account, pause, Observed.of(world.tools()).requests());
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : plan.candidates()) {
            Optional<CatalogModel> known = Optional.ofNullable(plan.models().get(candidate.model()));
            candidates.add(known.isEmpty()
                    ? candidate
                    : candidate.with(notices -> around(world, candidate, known.get(), new Telling(desk, notices))));
        }
        Failover.Patience patience = Failover.Patience.of(rules(world).longestWait());
        return new Failover(candidates, new Failover.Around(health, events, world.clock(), pause, patience));
    }

    /** From the outside in: its turn in the line, then the money for it, then the wire. */
    private ChatModel around(AgentWorld world, Candidate candidate, CatalogModel known, Telling telling) {
        Consumer<LlmNotice> notices = telling.notices();
        long mostOutput = known.definition().maxTokens();
        Tariff tariff = Tariff.of(known, candidate.key().isBlank());
        ChatModel metered = new Metered(
                candidate.open().apply(notices), telling.desk(), new Metered.Subject(candidate, tariff, mostOutput), notices);
        ProviderSettings settings = ProviderSettings.of(world.snapshot().config(), known.ref().provider());
        Pacing.Asker asker = new Pacing.Asker(
                candidate.model(), candidate.key(), settings.countsWholeAccount(known), settings.pace(known), mostOutput);
        return pacing.around(metered, asker, notices);
    }
}
