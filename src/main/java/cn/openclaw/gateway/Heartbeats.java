package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.protocol.Scope;
import cn.openclaw.session.SessionKey;
import cn.openclaw.timer.HeartbeatSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Agents that look round by themselves, as often as the configuration says, or when something wakes them. Ask the world for them:
 * {@link #of}. One at a time for each agent. State: when each was last due, and the last event; the thread that goes by the clock.
 */
public final class Heartbeats implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration SAME_WORDS = Duration.ofHours(24);
    private static final int PREVIEW = 200;

    private final GatewayWorld world;
    private final Map<String, Instant> last = new ConcurrentHashMap<>();
    private final Map<String, Said> said = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore awake = new Semaphore(0);
    private volatile boolean enabled = true;
    private volatile @Nullable ObjectNode event;
    private @Nullable Thread thread;

    private record Said(String words, Instant at) {}

    private Heartbeats(GatewayWorld world) {
        this.world = world;
    }

    public static Heartbeats of(GatewayWorld world) {
        return world.kept(Heartbeats.class, Heartbeats::new);
    }

    /** Goes by the clock from now on. */
    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("heartbeats").start(this::goOn);
            // What another process was told to look at, and did not come to.
            SystemEvents.of(world).urgent().forEach(key -> wake(Optional.of(key.agent()), "restart"));
        }
    }

    /** Whether heartbeats are done at all; {@code set-heartbeats} says so until the gateway ends. */
    public boolean enabled() {
        return enabled;
    }

    public void enable(boolean on) {
        enabled = on;
        awake.release();
    }

    /** The last thing that happened; empty if nothing did yet. */
    public Optional<ObjectNode> lastEvent() {
        ObjectNode there = event;
        return there == null ? Optional.empty() : Optional.of(there.deepCopy());
    }

    /** The settings of every agent, the default one first. */
    public List<HeartbeatSettings> settings() {
        ClawConfig config = world.config().config();
        Set<String> ids = new LinkedHashSet<>();
        ids.add(config.agents().defaultId());
        config.agents().list().forEach(agent -> ids.add(agent.id()));
        return ids.stream().map(id -> HeartbeatSettings.of(config, id, world.agents().zone())).toList();
    }

    private void goOn() {
        Instant begin = now();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                for (HeartbeatSettings each : settings()) {
                    Instant due = last.getOrDefault(each.agentId(), begin).plus(each.every());
                    if (enabled && each.isOn() && !due.isAfter(now())) {
                        last.put(each.agentId(), now());
                        beat(each, false);
                    }
                }
                if (awake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    awake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The edge of a loop that must outlive one bad turn.
                world.log().fault("heartbeat", "a heartbeat broke", e);
            }
        }
    }

    private Instant now() {
        return world.agents().clock().instant();
    }

    /**
     * Something the default agent should know: it looks at it now, or with its next turn.
     *
     * @throws cn.openclaw.protocol.GatewayException if the disk says no
     */
    public void tell(SystemEvents.Event event) {
        String agentId = world.config().config().agents().defaultId();
        SessionKey main = SessionKey.main(agentId);
        boolean fresh = SystemEvents.of(world).add(main, event);
        // What was told and answered before is not looked at twice.
        if (event.now() && (fresh || !SystemEvents.of(world).peek(main).isEmpty())) {
            wake(Optional.of(agentId), "wake");
        }
    }

    /** A turn of a conversation has answered: what should be looked at and came too late for it is looked at now. */
    void answered(SessionKey key) {
        if (SystemEvents.of(world).urgent().contains(key)) {
            wake(Optional.of(key.agent()), "wake");
        }
    }

    /** Something happened that an agent should look at now, on a thread of its own; {@code agentId} is empty for the default one. */
    public void wake(Optional<String> agentId, String reason) {
        Thread.ofVirtual().name("heartbeat-" + reason).start(() -> {
            try {
                beatNow(agentId);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The edge of a thread: nobody waits for it.
                world.log().fault("heartbeat", "a heartbeat broke", e);
            }
        });
    }

    /** The same on this thread; answers the event that it ended with. It happens also where no regular heartbeat is wanted. */
    public ObjectNode beatNow(Optional<String> agentId) throws InterruptedException {
        String id = agentId.orElseGet(() -> world.config().config().agents().defaultId());
        HeartbeatSettings settings = HeartbeatSettings.of(world.config().config(), id, world.agents().zone());
        last.put(id, now());
        return beat(settings, true);
    }

    private ObjectNode beat(HeartbeatSettings settings, boolean woken) throws InterruptedException {
        String agentId = settings.agentId();
        SessionKey key = settings.session()
                .map(name -> SessionKey.of(name, agentId))
                .orElseGet(() -> SessionKey.main(agentId));
        Optional<String> skip = skipped(settings, key, woken);
        if (skip.isPresent()) {
            return tell(Json.object().put("status", "skipped").put("reason", skip.get()));
        }
        if (!busy.add(agentId)) {
            return tell(Json.object().put("status", "skipped").put("reason", "requests-in-flight"));
        }
        Instant start = now();
        SystemEvents.Taken events = SystemEvents.of(world).take(key);
        boolean answered = false;
        try {
            RunReport report = Turns.run(world, request(settings, key, SystemEvents.before(events.words(), settings.prompt())));
            answered = report.outcome() == RunReport.Outcome.ANSWERED;
            return tell(outcome(settings, report).put("durationMs", Duration.between(start, now()).toMillis()));
        } catch (ClawException e) {
            return tell(Json.object()
                    .put("status", "failed")
                    .put("reason", Abroad.of(e, Language.EN, world.log(), "heartbeat"))
                    .put("durationMs", Duration.between(start, now()).toMillis())
                    .put("indicatorType", "error"));
        } finally {
            SystemEvents.of(world).settle(events, answered);
            busy.remove(agentId);
            if (answered) {
                answered(key);
            }
        }
    }

    private Optional<String> skipped(HeartbeatSettings settings, SessionKey key, boolean woken) {
        if (!enabled) {
            return Optional.of("disabled");
        }
        boolean quiet = settings.hours()
                .map(hours -> !hours.hold(now().atZone(hours.zone().orElseGet(world.agents().zone()))))
                .orElse(false);
        if (quiet) {
            return Optional.of("quiet-hours");
        }
        if (world.runs().isActive(key)) {
            return Optional.of("requests-in-flight");
        }
        boolean nothing = !woken && SystemEvents.of(world).peek(key).isEmpty() && hasNothingToDo(settings.agentId());
        return nothing ? Optional.of("empty-heartbeat-file") : Optional.empty();
    }

    /** A list of headings and empty boxes costs no call. */
    private boolean hasNothingToDo(String agentId) {
        Path file = world.agents().places().workspace(world.config().config(), agentId).resolve("HEARTBEAT.md");
        try {
            return Files.isRegularFile(file)
                    && Files.readString(file).lines().map(String::strip).allMatch(Heartbeats::saysNothing);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean saysNothing(String line) {
        boolean box = line.replace(" ", "").matches("[-*+](\\[[xX]?])?");
        return line.isEmpty() || line.startsWith("#") || line.startsWith("<!--") || box;
    }

    private RunRequest request(HeartbeatSettings settings, SessionKey key, String words) {
        return new RunRequest(
                Optional.of(settings.agentId()),
                Optional.of(key),
                Optional.empty(),
                List.of(new Part.Text(words)),
                Optional.empty(),
                Optional.empty(),
                settings.model(),
                Optional.empty(),
                Language.of(world.config().environment()));
    }

    private ObjectNode outcome(HeartbeatSettings settings, RunReport report) {
        ObjectNode told = Json.object();
        if (report.outcome() != RunReport.Outcome.ANSWERED) {
            told.put("status", "failed").put("indicatorType", "error");
            return told.put("reason", report.failure().map(failure -> failure.abroad(Language.EN)).orElse("aborted"));
        }
        String words = report.texts().isEmpty() ? "" : report.texts().getLast();
        String rest = withoutAck(words);
        boolean acknowledged = !rest.equals(words.strip());
        if (rest.isEmpty() || (acknowledged && rest.length() <= settings.ackMaxChars())) {
            return told.put("status", acknowledged ? "ok-token" : "ok-empty").put("silent", true).put("indicatorType", "ok");
        }
        told.put("preview", rest.length() > PREVIEW ? rest.substring(0, PREVIEW) + "…" : rest);
        Said before = said.get(settings.agentId());
        if (before != null && before.words().equals(rest) && before.at().plus(SAME_WORDS).isAfter(now())) {
            return told.put("status", "skipped").put("reason", "duplicate").put("indicatorType", "ok");
        }
        said.put(settings.agentId(), new Said(rest, now()));
        // No channel takes it anywhere; it stands in the conversation, and whoever watches sees it.
        return told.put("status", "skipped").put("reason", "no-target").put("indicatorType", "alert");
    }

    /** The word goes at either end, also with light markup around it. */
    static String withoutAck(String words) {
        String plain = words.strip();
        String bare = plain;
        for (String mark : List.of("**", "*", "`", "_", "<b>", "</b>", ".")) {
            bare = bare.replace(mark + HeartbeatSettings.ACK, HeartbeatSettings.ACK).replace(HeartbeatSettings.ACK + mark, HeartbeatSettings.ACK);
        }
        if (bare.startsWith(HeartbeatSettings.ACK)) {
            return bare.substring(HeartbeatSettings.ACK.length()).strip();
        }
        return bare.endsWith(HeartbeatSettings.ACK)
                ? bare.substring(0, bare.length() - HeartbeatSettings.ACK.length()).strip()
                : plain;
    }

    private ObjectNode tell(ObjectNode what) {
        ObjectNode told = Json.object().put("ts", world.agents().clock().millis());
        what.properties().forEach(member -> told.set(member.getKey(), member.getValue()));
        event = told;
        world.hub().tell("heartbeat", told.deepCopy(), new Audience.Holders(Scope.READ));
        return told.deepCopy();
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
