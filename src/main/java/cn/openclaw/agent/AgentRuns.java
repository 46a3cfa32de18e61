package cn.openclaw.agent;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.ClawException;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.llm.Pause;
import cn.openclaw.session.OtherProgram;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Stop 5 of a chat request: one turn of one conversation at a time, on the caller's thread; abort it by interrupting that
 * thread. The person's message is on the disk before the first request leaves.
 */
public final class AgentRuns {
    /** How long we wait for the original if it is in the middle of a run of the same conversation. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AgentWorld world;
    private final Traffic traffic;
    private final Map<Path, ReentrantLock> running = new ConcurrentHashMap<>();

    public AgentRuns(AgentWorld world) {
        this(world, Pause.REAL);
    }

    /** @param pause how rests and rate limits are waited for; a test moves a clock instead */
    public AgentRuns(AgentWorld world, Pause pause) {
        this.world = world;
        this.traffic = new Traffic(world, pause);
    }

    /**
     * Does a turn.
     *
     * @return how it ended, also when it failed or was aborted after the message was accepted
     * @throws ClawException if the turn cannot begin: no such agent, model, key or session; nothing was kept then
     * @throws InterruptedException if the thread is interrupted before the turn begins
     */
    public RunReport run(RunRequest request, Consumer<AgentEvent> events) throws InterruptedException {
        ClawConfig config = world.snapshot().config();
        String agentId = agent(config, request);
        Path sessions = world.places().sessionsDir(agentId);
        SessionStore store = new SessionStore(sessions.resolve("sessions.json"), agentId, world.clock());
        Conversation conversation = Conversation.find(request, agentId, store);
        AuthProfileStore profiles = AuthProfileStore.of(
                world.places(),
                config,
                agentId,
                new AuthProfileStore.Surroundings(world.clock(), world.snapshot().environment(), world.random()));
        Plan plan = new Plan.Maker(world, agentId, profiles).make(request, conversation.entry());
        Conversation.Claimed claimed = conversation.claim(request, store, world);
        ReentrantLock turn = running.computeIfAbsent(claimed.file(), _ -> new ReentrantLock(true));
        turn.lockInterruptibly();
        try {
            OtherProgram.await(claimed.file(), PATIENCE, world.clock());
            return new Turn(world, new Turn.Parts(request, store, claimed, profiles, plan, traffic)).run(events);
        } finally {
            turn.unlock();
            // What was learned about keys in this turn is on disk before the process may end.
            profiles.flush();
        }
    }

    private static String agent(ClawConfig config, RunRequest request) {
        String wanted = request.agentId()
                .map(SessionKey::agentId)
                .or(() -> request.key().map(SessionKey::agent))
                .orElseGet(() -> config.agents().defaultId());
        List<String> known = config.agents().list().stream().map(ClawConfig.Agent::id).toList();
        if (!wanted.equals("main") && !wanted.equals(config.agents().defaultId()) && !known.contains(wanted)) {
            String names = known.isEmpty() ? "main" : String.join(", ", known);
            throw new AgentException(AgentException.Reason.UNKNOWN_AGENT, AgentText.UNKNOWN_AGENT, wanted, names);
        }
        return wanted;
    }
}
