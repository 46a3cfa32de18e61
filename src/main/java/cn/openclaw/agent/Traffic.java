package cn.openclaw.agent;

import cn.openclaw.auth.CooldownRules;
import cn.openclaw.auth.KeyRests;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Pacing;
import cn.openclaw.llm.Pause;
import cn.openclaw.provider.CatalogModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What all runs of a process share on their way to the platforms: rate limits, rests of keys, outages. */
final class Traffic {
    private final AgentWorld world;
    private final Pause pause;
    private final Pacing pacing;
    private final KeyRests rests;
    private final Outages outages;

    Traffic(AgentWorld world) {
        this(world, Pause.REAL);
    }

    Traffic(AgentWorld world, Pause pause) {
        this.world = world;
        this.pause = pause;
        this.pacing = new Pacing(world.clock(), pause);
        this.rests = new KeyRests(world.clock(), world.random(), rules());
        this.outages = new Outages(world.clock());
    }

    KeyRests rests() {
        return rests;
    }

    Outages outages() {
        return outages;
    }

    private CooldownRules rules() {
        return CooldownRules.of(world.snapshot().config());
    }

    /** The models of a plan, as one that fails over; around each one of them what all its calls pass. */
    Failover models(Plan plan, Failover.Health health, Consumer<AgentEvent> events) {
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : plan.candidates()) {
            candidates.add(candidate.with(notices -> around(candidate, plan, notices)));
        }
        Failover.Patience patience = Failover.Patience.of(rules().longestWait());
        return new Failover(candidates, new Failover.Around(health, events, world.clock(), pause, patience));
    }

    private ChatModel around(Candidate candidate, Plan plan, Consumer<LlmNotice> notices) {
        ChatModel model = candidate.open().apply(notices);
        CatalogModel known = plan.models().get(candidate.model());
        if (known == null) {
            return model;
        }
        ProviderSettings settings = ProviderSettings.of(world.snapshot().config(), known.ref().provider());
        return pacing.around(
                model,
                new Pacing.Asker(
                        candidate.model(),
                        candidate.key(),
                        settings.countsWholeAccount(known),
                        settings.pace(known),
                        known.definition().maxTokens()),
                notices);
    }
}
