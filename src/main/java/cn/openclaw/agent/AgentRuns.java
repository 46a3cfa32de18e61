package cn.openclaw.agent;

import cn.openclaw.log.Secrets;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.ClawException;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.Pause;
import cn.openclaw.session.OtherProgram;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Transcript;
import cn.openclaw.session.TranscriptEntry;
import cn.openclaw.session.TurnLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stop 5 of a chat request: one turn of one conversation at a time, on the caller's thread; abort it by interrupting that
 * thread. The person's message is on the disk before the first request leaves.
 */
public final class AgentRuns {
    /** How long we wait for the original if it is in the middle of a run of the same conversation. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<AgentWorld> worlds;
    private final AgentExtras extras;
    private final Traffic traffic;
    private final Map<Path, Gate> running = new ConcurrentHashMap<>();
    private final Map<SessionKey, Active> active = new ConcurrentHashMap<>();
    private final Map<Integer, Semaphore> subAgents = new ConcurrentHashMap<>();

    public AgentRuns(AgentWorld world) {
        this(world, AgentExtras.NONE);
    }

    /** @param extras what is plugged in */
    public AgentRuns(AgentWorld world, AgentExtras extras) {
        this(() -> world, extras, Pause.REAL);
    }

    /** @param pause how rests and rate limits are waited for; a test moves a clock instead */
    public AgentRuns(AgentWorld world, Pause pause) {
        this(() -> world, AgentExtras.NONE, pause);
    }

    /**
     * For a process that outlives a configuration.
     *
     * @param worlds the world as it is now, asked once for each turn: a turn keeps the configuration it began with, the next one has
     *     the new one. What is learned about keys and rate limits outlives both
     */
    public AgentRuns(Supplier<AgentWorld> worlds, AgentExtras extras) {
        this(worlds, extras, Pause.REAL);
    }

    private AgentRuns(Supplier<AgentWorld> worlds, AgentExtras extras, Pause pause) {
        this.worlds = worlds;
        this.extras = extras;
        this.traffic = new Traffic(worlds, pause);
    }

    /** Lets one turn of a transcript through at a time; those who use it are counted under the map's own lock. */
    private static final class Gate {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /** A turn that runs. Its owner is its thread; who aborts it does so under this object's lock, so never too late. */
    private static final class Active {
        private final Thread thread = Thread.currentThread();
        private final Inbox inbox = new Inbox();
        private final Supplier<Transcript> transcript;
        private boolean aborted;
        private boolean over;

        /** @param transcript opens the conversation, for whichever thread */
        Active(Supplier<Transcript> transcript) {
            this.transcript = transcript;
        }

        /** On the disk first, unless whoever said it keeps it itself. */
        Inbox.Said said(List<Part> parts, Optional<String> id) {
            return new Inbox.Said(
                    parts, id, id.isPresent() ? Optional.empty() : Optional.of(transcript.get().waits(new Message.User(parts))));
        }

        synchronized boolean abort() {
            if (!over) {
                aborted = true;
                thread.interrupt();
            }
            return !over;
        }

        synchronized void end() {
            over = true;
            if (aborted) {
                // It came too late to matter, and must not hit what this thread does next.
                Thread.interrupted();
            }
        }
    }

    /**
     * Does a turn.
     *
     * @return how it ended, also when it failed or was aborted after the message was accepted
     * @throws ClawException if the turn cannot begin: no such agent, model, key or session, or the caps of whoever pays
     *     are reached; nothing was kept then
     * @throws InterruptedException if the thread is interrupted before the turn begins
     */
    public RunReport run(RunRequest request, Consumer<AgentEvent> events) throws InterruptedException {
        return alone(request, events, turn -> turn.run(events));
    }

    /**
     * Summarises a conversation, as the person asked with {@code /compact}; waits for a turn of it that runs.
     *
     * @param request which conversation; its words are what the summary should look after, blank for nothing special
     * @return tokens before and after; empty if there was nothing to win, or no answer since the last time
     * @throws ClawException if it cannot begin, as for {@link #run}
     */
    public Optional<AgentEvent.Compacted> compact(RunRequest request, Consumer<AgentEvent> events) throws InterruptedException {
        Optional<String> instructions = Optional.of(Compactor.words(new Message.User(request.parts())))
                .filter(words -> !words.isBlank());
        return alone(request, events, turn -> turn.compact(instructions, events))
                .map(done -> new AgentEvent.Compacted(done.before(), done.after(), done.summarised()));
    }

    private interface Work<T> {
        T with(Turn turn) throws InterruptedException;
    }

    private <T> T alone(RunRequest request, Consumer<AgentEvent> events, Work<T> work) throws InterruptedException {
        AgentWorld world = worlds.get();
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
        traffic.admit(plan, request, agentId);
        Conversation.Claimed claimed = conversation.claim(request, store, world);
        Gate gate = enter(claimed.file());
        Active now = new Active(() -> opened(world, claimed));
        active.put(conversation.key(), now);
        Duration patience = request.timeout().orElse(Duration.ofSeconds(config.agents().defaults().timeoutSeconds()));
        Runnable waiting = () -> events.accept(new AgentEvent.Noticed(LlmNotice.of(AgentText.WAITS_FOR_PROCESS)));
        try (TurnLock _ = TurnLock.hold(claimed.file(), patience, world.clock(), waiting)) {
            OtherProgram.await(claimed.file(), PATIENCE, world.clock());
            Turn.Around around = around(request, claimed.conversation(), now);
            return work.with(new Turn(world, new Turn.Parts(request, store, claimed, profiles, plan, traffic, around)));
        } finally {
            active.remove(conversation.key(), now);
            now.end();
            leave(claimed.file(), gate);
            // What was learned about keys in this turn is on disk before the process may end.
            profiles.flush();
        }
    }

    private Gate enter(Path file) throws InterruptedException {
        Gate gate = running.compute(file, (_, there) -> {
            Gate known = there == null ? new Gate() : there;
            known.users++;
            return known;
        });
        try {
            gate.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            forget(file);
            throw e;
        }
        return gate;
    }

    private void leave(Path file, Gate gate) {
        gate.lock.unlock();
        forget(file);
    }

    /** A conversation in which nothing happens leaves nothing here. */
    private void forget(Path file) {
        running.computeIfPresent(file, (_, there) -> --there.users == 0 ? null : there);
    }

    private Turn.Around around(RunRequest request, Conversation conversation, Active now) {
        AtomicReference<@Nullable String> outside =
                request.spawn().map(RunRequest.Spawn::outside).orElseGet(AtomicReference::new);
        request.extra().outside().ifPresent(source -> outside.compareAndSet(null, source));
        int depth = request.spawn().map(spawn -> spawn.line().size()).orElse(0);
        Semaphore atATime = subAgents.computeIfAbsent(
                depth, _ -> new Semaphore(new Settings(config(), conversation.agentId()).subAgentsAtATime()));
        return new Turn.Around(
                extras, now.inbox, new SubAgentRuns(this, request, conversation, atATime, outside), outside);
    }

    /**
     * Says something into the turn of a conversation that runs right now: it is taken at the next boundary, before the next
     * call that has not begun.
     *
     * @return false if none runs, or it is just ending; nothing was taken then
     */
    public boolean steer(SessionKey key, List<Part> parts) {
        return steer(key, parts, Optional.empty());
    }

    /**
     * The same, of a message that is known by a name outside.
     *
     * @param id see {@link RunRequest.Extra#id}
     */
    public boolean steer(SessionKey key, List<Part> parts, Optional<String> id) {
        Active now = active.get(key);
        return now != null && now.inbox.steer(() -> now.said(parts, id));
    }

    /**
     * Says something for when the running turn of the request's conversation has answered: the same run goes on with it.
     *
     * @return false if none runs, or it is just ending; nothing was taken then, and {@link #run} is the way
     */
    public boolean followUp(RunRequest request) {
        SessionKey key = request.key().orElseGet(() -> SessionKey.main(
                request.agentId().orElseGet(() -> config().agents().defaultId())));
        Active now = active.get(key);
        return now != null && now.inbox.followUp(() -> now.said(request.parts(), request.extra().id()));
    }

    /** How many turns run right now. */
    public int running() {
        return active.size();
    }

    /**
     * Aborts the turn of a conversation that runs right now: what was heard is kept.
     *
     * @return false if none runs
     */
    public boolean abort(SessionKey key) {
        Active now = active.get(key);
        return now != null && now.abort();
    }

    /** How keys and models do, for others who ask models in this process. */
    public KeyWatch keyWatch() {
        return new KeyWatch(traffic);
    }

    /** Whether a turn of this conversation runs right now, in this process. */
    public boolean isActive(SessionKey key) {
        return active.containsKey(key);
    }

    ClawConfig config() {
        return worlds.get().snapshot().config();
    }

    String newId() {
        return SessionId.random(worlds.get().random()).value();
    }

    /** What was noted: where, and the line's id. */
    public record Noted(RunReport.Session session, String entryId) {}

    /**
     * Puts a message into a conversation without asking a model, at once, also while a turn of it runs.
     *
     * @param request which conversation
     * @param what writes one line and answers it
     * @throws ClawException if there is no such agent, or the disk says no
     */
    public Noted note(RunRequest request, Function<Transcript, TranscriptEntry> what) {
        AgentWorld world = worlds.get();
        String agentId = agent(world.snapshot().config(), request);
        SessionStore store = new SessionStore(world.places().sessionsDir(agentId).resolve("sessions.json"), agentId, world.clock());
        Conversation.Claimed claimed = Conversation.find(request, agentId, store).claim(request, store, world);
        RunReport.Session session = new RunReport.Session(claimed.conversation().key(), claimed.id(), claimed.file());
        return new Noted(session, what.apply(opened(world, claimed)).id());
    }

    private static Transcript opened(AgentWorld world, Conversation.Claimed claimed) {
        Conversation conversation = claimed.conversation();
        Path workspace = world.places().workspace(world.snapshot().config(), conversation.agentId());
        return Transcript.open(
                claimed.file(),
                new Transcript.Header(claimed.id(), workspace, Optional.of(conversation.key())),
                new Transcript.World(world.clock(), world.random(), Secrets.redactor(world.snapshot(), List.of())::redact));
    }

    private static String agent(ClawConfig config, RunRequest request) {
        String wanted = request.agentId()
                .map(SessionKey::agentId)
                .or(() -> request.key().map(SessionKey::agent))
                .orElseGet(() -> config.agents().defaultId());
        List<String> known = config.agents().list().stream().map(agent -> SessionKey.agentId(agent.id())).toList();
        if (!wanted.equals("main") && !wanted.equals(config.agents().defaultId()) && !known.contains(wanted)) {
            String names = known.isEmpty() ? "main" : String.join(", ", known);
            throw new AgentException(AgentException.Reason.UNKNOWN_AGENT, AgentText.UNKNOWN_AGENT, wanted, names);
        }
        return wanted;
    }
}
