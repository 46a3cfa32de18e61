package cn.openclaw.gateway;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.protocol.Scope;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.timer.Job;
import cn.openclaw.timer.JobClock;
import cn.openclaw.timer.JobRunner;
import cn.openclaw.timer.Jobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The jobs of this gateway, and who does them: a job speaks into the agent's main conversation, or has a turn in one of its own that
 * begins anew each time. Ask the world for them: {@link #of}. State: the file in use; another {@code cron.store} in the configuration
 * counts from the next question on.
 */
public final class CronJobs implements JobRunner, AutoCloseable {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(10);
    /** A run that began later than this before and is not in the journal was not begun. */
    private static final Duration CERTAIN = Duration.ofMinutes(5);
    private static final int AT_A_TIME = 4;
    private static final int SUMMARY = 2_000;

    private final GatewayWorld world;
    private boolean started;
    private @Nullable Jobs jobs;
    private volatile @Nullable JobClock clock;

    private CronJobs(GatewayWorld world) {
        this.world = world;
    }

    public static CronJobs of(GatewayWorld world) {
        return world.kept(CronJobs.class, CronJobs::new);
    }

    /** Goes by the clock from now on. */
    synchronized void start() {
        started = true;
        jobs();
    }

    /** Whether jobs are done by the clock. */
    public boolean enabled() {
        JsonNode on = Json.at(world.config().config().tree(), "cron", "enabled");
        boolean skipped = world.config().environment().get("OPENCLAW_SKIP_CRON").isPresent();
        return !skipped && (on == null || on.asBoolean(true));
    }

    private Path file() {
        return Optional.ofNullable(Json.text(world.config().config().tree(), "cron", "store"))
                .filter(text -> !text.isBlank())
                .map(text -> world.agents().places().expand(text))
                .orElseGet(() -> world.agents().places().stateDir().resolve("cron").resolve("jobs.json"));
    }

    /** The jobs. */
    public synchronized Jobs jobs() {
        Path file = file();
        Jobs there = jobs;
        if (there == null || !there.file().equals(file)) {
            there = new Jobs(
                    file,
                    new Jobs.World(world.agents().clock(), world.agents().zone(), world.agents().random()),
                    this::heard);
            jobs = there;
            if (clock != null) {
                clock.close();
                clock = null;
            }
        }
        if (started && clock == null) {
            JobClock made = new JobClock(
                    there,
                    this,
                    new JobClock.Settings(
                            world.agents().clock(),
                            this::enabled,
                            atATime(),
                            fault -> world.log().fault("cron", "a job broke", fault)));
            clock = made;
            made.start();
        }
        return there;
    }

    private int atATime() {
        JsonNode number = Json.at(world.config().config().tree(), "cron", "maxConcurrentRuns");
        return number == null || !number.isNumber() ? AT_A_TIME : Math.max(1, number.asInt(AT_A_TIME));
    }

    private void heard(ObjectNode event) {
        world.hub().tell("cron", event, new Audience.Holders(Scope.READ));
        changed();
    }

    /** Looks anew at what is due. */
    public void changed() {
        JobClock running = clock;
        if (running != null) {
            running.changed();
        }
    }

    /** Does a job, on this thread; one that was done or begun before is gone on with. */
    @Override
    public JobRunner.Result run(Job job) throws InterruptedException {
        ClawConfig config = world.config().config();
        String agentId = SessionKey.agentId(job.agentId().orElseGet(() -> config.agents().defaultId()));
        try {
            return job.isMain() ? spoken(job, agentId) : turned(job, agentId);
        } catch (ClawException e) {
            return JobRunner.Result.failed(Abroad.of(e, Language.EN, world.log(), "job"));
        }
    }

    /** What is known of its run is not done again; and what the journal should know of and does not was not begun. */
    @Override
    public boolean goesOn(Job job) {
        boolean young = job.running().filter(at -> at.plus(CERTAIN).isAfter(world.agents().clock().instant())).isPresent();
        return young || Runs.of(world).find(runId(job)).isPresent();
    }

    /** The same for the same run of a job, in whatever process. */
    private static String runId(Job job) {
        return "cron-" + job.id() + "-" + job.running().map(Instant::toEpochMilli).orElse(0L);
    }

    private JobRunner.Result spoken(Job job, String agentId) throws InterruptedException {
        String text = Optional.ofNullable(Json.text(job.payload(), "text")).orElse("");
        if (text.isBlank()) {
            return JobRunner.Result.skipped("the job has no text");
        }
        boolean fresh = SystemEvents.of(world)
                .add(SessionKey.main(agentId), new SystemEvents.Event(runId(job), text, job.wakesNow()));
        if (!job.wakesNow() || !fresh) {
            return JobRunner.Result.ok(text);
        }
        ObjectNode event = Heartbeats.of(world).beatNow(Optional.of(agentId));
        return event.path("status").asString("").equals("failed")
                ? JobRunner.Result.failed(event.path("reason").asString("failed"))
                : JobRunner.Result.ok(text);
    }

    private JobRunner.Result turned(Job job, String agentId) throws InterruptedException {
        SessionKey key = SessionKey.of("cron:" + job.id(), agentId);
        if (Runs.of(world).find(runId(job)).isEmpty()) {
            Conversations.store(world, key).update(key, entry -> {
                entry.put("sessionId", SessionId.random(world.agents().random()).value());
                entry.remove("sessionFile");
                entry.put("label", "Cron: " + job.name());
            });
        }
        RunOrder order = new RunOrder(RunOrder.Kind.AGENT, runId(job), request(job, agentId, key), QueueMode.FOLLOWUP, true);
        Optional<RunEnding> ending = Turns.end(world, order);
        return ending.isEmpty() ? JobRunner.Result.left() : ended(job, order, ending.get());
    }

    private JobRunner.Result ended(Job job, RunOrder order, RunEnding ending) {
        Optional<String> wrong =
                switch (ending.status()) {
                    case ANSWERED -> Optional.empty();
                    case FAILED, TIMED_OUT ->
                        Optional.of(ending.failure().map(failure -> failure.abroad(Language.EN)).or(ending::words).orElse("failed"));
                    case ABORTED -> Optional.of("stopped (" + ending.words().orElse("") + ")");
                };
        if (wrong.isPresent()) {
            return JobRunner.Result.failed(wrong.get());
        }
        String words = ending.report().isPresent() ? ending.text().strip() : Runs.of(world).answer(order);
        String summary = words.length() > SUMMARY ? words.substring(0, SUMMARY) + "…" : words;
        if (!summary.isBlank()) {
            String agentId = order.key().agent();
            SystemEvents.Event event = new SystemEvents.Event("done-" + order.id(), posted(job, words), job.wakesNow());
            if (SystemEvents.of(world).add(SessionKey.main(agentId), event) && job.wakesNow()) {
                Heartbeats.of(world).wake(Optional.of(agentId), "cron");
            }
        }
        return undelivered(job)
                ? new JobRunner.Result(
                        JobRunner.Status.ERROR,
                        Optional.of("done, but not delivered: no channel is configured"),
                        Optional.of(summary).filter(text -> !text.isBlank()))
                : JobRunner.Result.ok(summary);
    }

    /** How the main conversation is told, as {@code isolation} of the job says. */
    private static String posted(Job job, String words) {
        JsonNode isolation = job.tree().path("isolation");
        String prefix = Optional.ofNullable(Json.text(isolation, "postToMainPrefix")).filter(text -> !text.isBlank()).orElse("Cron");
        boolean full = "full".equals(Json.text(isolation, "postToMainMode"));
        int most = full ? Math.clamp(isolation.path("postToMainMaxChars").asInt(8_000), 1, 100_000) : SUMMARY;
        return prefix + ": " + (words.length() > most ? words.substring(0, most) + "…" : words);
    }

    /** Whether somebody wants the answer in a channel; there is none yet. */
    private static boolean undelivered(Job job) {
        ObjectNode payload = job.payload();
        boolean asked = payload.path("deliver").asBoolean(false) || "announce".equals(Json.text(job.tree(), "delivery", "mode"));
        boolean best = payload.path("bestEffortDeliver").asBoolean(false)
                || job.tree().path("delivery").path("bestEffort").asBoolean(false);
        boolean addressed = Json.text(payload, "to") != null || Json.text(job.tree(), "delivery", "to") != null;
        return asked && addressed && !best;
    }

    private RunRequest request(Job job, String agentId, SessionKey key) {
        ObjectNode payload = job.payload();
        JsonNode limit = payload.get("timeoutSeconds");
        return new RunRequest(
                Optional.of(agentId),
                Optional.of(key),
                Optional.empty(),
                List.of(new Part.Text(Optional.ofNullable(Json.text(payload, "message")).orElse(""))),
                Optional.ofNullable(Json.text(payload, "thinking")).flatMap(ThinkingLevel::of),
                Optional.empty(),
                Optional.ofNullable(Json.text(payload, "model")).filter(text -> !text.isBlank()),
                Optional.of(limit != null && limit.isNumber() ? Duration.ofSeconds(limit.asLong(0)) : USUAL_LIMIT),
                Language.of(world.config().environment()));
    }

    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.close();
        }
    }
}
