package cn.openclaw.timer;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * All jobs and their runs. A run is written down as begun before it begins; what a process that was killed had begun goes on where its
 * runner can see to it that nothing is done twice, and else is written down as failed and never begun again. A job that was due while nothing ran is done once afterwards, however
 * often it was due. State: the store, under the lock; nothing runs under it.
 */
public final class Jobs {
    private static final Duration[] REST = {
        Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60)
    };

    /** How long a new job may have been on its way here. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    private final JobStore store;
    private final RunLog log;
    private final World world;
    private final Consumer<ObjectNode> events;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * What is around.
     *
     * @param zone the person's, for schedules that name none
     */
    public record World(InstantSource clock, Supplier<ZoneId> zone, RandomGenerator random) {}

    /**
     * @param file {@code cron/jobs.json}; the runs lie in {@code runs} beside it
     * @param events hears {@code {jobId, action, …}} of all that happens, after it is on the disk
     */
    public Jobs(Path file, World world, Consumer<ObjectNode> events) {
        this.store = new JobStore(file);
        this.log = new RunLog(file.resolveSibling("runs"));
        this.world = world;
        this.events = events;
    }

    private interface Work<T> {
        T with(List<Job> jobs);
    }

    private <T> T locked(Work<T> work) {
        lock.lock();
        try {
            return work.with(new ArrayList<>(store.read()));
        } finally {
            lock.unlock();
        }
    }

    public Path file() {
        return store.file();
    }

    /** All jobs, the one that is due first at the top. */
    public List<Job> list(boolean alsoDisabled) {
        return locked(jobs -> jobs.stream()
                .filter(job -> alsoDisabled || job.enabled())
                .sorted(Comparator.comparing((Job job) -> job.next().orElse(Instant.MAX)))
                .map(Job::copy)
                .toList());
    }

    /** When the next job is due. */
    public Optional<Instant> nextWake() {
        return locked(jobs -> jobs.stream()
                .filter(job -> job.enabled() && job.running().isEmpty())
                .flatMap(job -> job.next().stream())
                .min(Comparator.naturalOrder()));
    }

    /**
     * Keeps a new job.
     *
     * @throws TimerException if it is none
     */
    public Job add(ObjectNode wish) {
        Job made = locked(jobs -> {
            long now = world.clock().millis();
            ObjectNode checked = JobWish.of(wish, world.zone());
            ObjectNode tree = Json.object().put("id", SessionId.random(world.random()).value());
            for (String first : List.of("agentId", "name", "description", "enabled", "deleteAfterRun")) {
                Optional.ofNullable(checked.get(first)).ifPresent(value -> tree.set(first, value));
            }
            tree.put("createdAtMs", now).put("updatedAtMs", now);
            checked.properties().forEach(member -> {
                if (!tree.has(member.getKey())) {
                    tree.set(member.getKey(), member.getValue());
                }
            });
            Job job = new Job(tree);
            plan(job, begin(job));
            jobs.add(job);
            store.write(jobs);
            return job.copy();
        });
        tell(made, "added", event -> made.next().ifPresent(next -> event.put("nextRunAtMs", next.toEpochMilli())));
        return made;
    }

    /** Changes a job. */
    public Job update(String id, ObjectNode patch) {
        Job changed = locked(jobs -> {
            Job before = find(jobs, id);
            Job after = new Job(JobWish.changed(before.tree(), patch, world.zone()));
            after.tree().put("updatedAtMs", world.clock().millis());
            boolean other = patch.has("schedule") || patch.has("enabled");
            if (other || after.next().isEmpty()) {
                plan(after, begin(after));
            }
            jobs.set(jobs.indexOf(before), after);
            store.write(jobs);
            return after.copy();
        });
        tell(changed, "updated", event -> changed.next().ifPresent(next -> event.put("nextRunAtMs", next.toEpochMilli())));
        return changed;
    }

    /** Forgets a job; false if there is none. */
    public boolean remove(String id) {
        Optional<Job> gone = locked(jobs -> {
            Optional<Job> found = jobs.stream().filter(job -> job.id().equals(id)).findFirst();
            if (found.isPresent()) {
                jobs.remove(found.get());
                store.write(jobs);
            }
            return found;
        });
        gone.ifPresent(job -> tell(job, "removed", _ -> {}));
        return gone.isPresent();
    }

    /** The last runs of a job that ended, the oldest first; also of a job that is gone. */
    public List<ObjectNode> runs(String id, int most) {
        return log.ended(id, most);
    }

    private static Job find(List<Job> jobs, String id) {
        return jobs.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> TimerException.wrong(TimerText.NO_JOB, id));
    }

    /**
     * From when on a job counts that is new or was changed: a moment that passed while it was on its way is now.
     *
     * @throws TimerException if its only moment is over for longer: it would never be done
     */
    private Instant begin(Job job) {
        Instant now = world.clock().instant();
        if (!job.enabled() || !(job.schedule(world.zone()) instanceof Schedule.At(Instant time))) {
            return now;
        }
        if (time.isBefore(now.minus(ON_ITS_WAY))) {
            throw TimerException.wrong(TimerText.PAST, time);
        }
        return now.minus(ON_ITS_WAY);
    }

    /** When it is due next; a schedule that another hand broke puts the job to rest instead of everybody. */
    private void plan(Job job, Instant after) {
        ObjectNode state = job.state();
        state.remove("nextRunAtMs");
        if (!job.enabled()) {
            return;
        }
        try {
            Optional<Instant> next = job.schedule(world.zone()).next(after);
            Instant rested = rested(job);
            next.map(time -> time.isBefore(rested) ? rested : time)
                    .ifPresent(time -> state.put("nextRunAtMs", time.toEpochMilli()));
            if (next.isEmpty()) {
                job.tree().put("enabled", false);
            }
        } catch (TimerException e) {
            state.put("lastError", e.in(cn.openclaw.base.Language.EN));
            state.put("scheduleErrorCount", state.path("scheduleErrorCount").asInt(0) + 1);
            job.tree().put("enabled", false);
        }
    }

    /** After failures in a row a job rests for longer and longer. */
    private static Instant rested(Job job) {
        int failures = job.state().path("consecutiveErrors").asInt(0);
        long last = job.state().path("lastRunAtMs").asLong(0) + job.state().path("lastDurationMs").asLong(0);
        return failures == 0 ? Instant.MIN : Instant.ofEpochMilli(last).plus(REST[Math.min(failures, REST.length) - 1]);
    }

    /** The same where nothing goes on. */
    public void recover() {
        var _ = recover(_ -> false);
    }

    /**
     * At the beginning of a process: what the last one had begun and did not end goes on, or has failed; what was due meanwhile is due
     * now.
     *
     * @param goesOn whether a job goes on
     * @return those that do, to be given to {@link #run}
     */
    public List<Claim> recover(Predicate<Job> goesOn) {
        List<Job> broken = locked(jobs -> {
            List<Job> begun = new ArrayList<>();
            boolean changed = false;
            for (Job job : jobs) {
                if (job.id().isEmpty()) {
                    job.tree().put("id", SessionId.random(world.random()).value());
                    changed = true;
                }
                if (job.running().isPresent()) {
                    begun.add(job);
                } else if (job.enabled() && job.next().isEmpty()) {
                    plan(job, world.clock().instant());
                    changed = true;
                }
            }
            if (changed) {
                store.write(jobs);
            }
            return begun;
        });
        List<Claim> claims =
                broken.stream().map(job -> new Claim(job.copy(), job.running().orElseThrow())).toList();
        List<Claim> left = claims.stream().filter(claim -> goesOn.test(claim.job())).toList();
        claims.stream()
                .filter(claim -> !left.contains(claim))
                .forEach(claim -> ended(claim, JobRunner.Result.failed(TimerText.INTERRUPTED.en()), claim.at()));
        return left;
    }

    /** A run that is written down as begun and must be ended by {@link #run}. */
    public record Claim(Job job, Instant at) {}

    /** The jobs that are due now, written down as begun. */
    public List<Claim> claimDue(int most) {
        Instant now = world.clock().instant();
        List<Claim> claims = locked(jobs -> {
            List<Job> due = jobs.stream()
                    .filter(job -> job.enabled() && job.running().isEmpty())
                    .filter(job -> job.next().map(next -> !next.isAfter(now)).orElse(false))
                    .sorted(Comparator.comparing((Job job) -> job.next().orElse(Instant.MAX)))
                    .limit(most)
                    .toList();
            return begin(jobs, due, now);
        });
        claims.forEach(this::tellBegun);
        return claims;
    }

    /**
     * One job, written down as begun.
     *
     * @param force also if it is not due, or switched off
     * @return empty if it is not due, or runs already
     * @throws TimerException if there is no such job
     */
    public Optional<Claim> claim(String id, boolean force) {
        Instant now = world.clock().instant();
        List<Claim> claims = locked(jobs -> {
            Job job = find(jobs, id);
            boolean due = job.enabled() && job.next().map(next -> !next.isAfter(now)).orElse(false);
            return (force || due) && job.running().isEmpty() ? begin(jobs, List.of(job), now) : List.<Claim>of();
        });
        claims.forEach(this::tellBegun);
        return claims.stream().findFirst();
    }

    /** Whether a job runs right now. */
    public boolean isRunning(String id) {
        return locked(jobs -> find(jobs, id).running().isPresent());
    }

    private List<Claim> begin(List<Job> jobs, List<Job> chosen, Instant now) {
        if (chosen.isEmpty()) {
            return List.of();
        }
        chosen.forEach(job -> job.state().put("runningAtMs", now.toEpochMilli()));
        store.write(jobs);
        chosen.forEach(job -> log.append(
                job.id(),
                Json.object().put("ts", now.toEpochMilli()).put("jobId", job.id()).put("action", "started").put("runAtMs", now.toEpochMilli())));
        return chosen.stream().map(job -> new Claim(job.copy(), now)).toList();
    }

    private void tellBegun(Claim claim) {
        tell(claim.job(), "started", event -> event.put("runAtMs", claim.at().toEpochMilli()));
    }

    /** Does a job that was claimed, on this thread, and writes down how it ended. */
    public JobRunner.Result run(Claim claim, JobRunner runner) throws InterruptedException {
        JobRunner.Result result = JobRunner.Result.failed("interrupted");
        try {
            result = runner.run(claim.job());
        } finally {
            if (result.status() != JobRunner.Status.LEFT) {
                ended(claim, result, world.clock().instant());
            }
        }
        return result;
    }

    /** The line of its run comes first: a process that is killed between the two finds it, and does not write it again. */
    private void ended(Claim claim, JobRunner.Result result, Instant end) {
        long took = Math.max(0, end.toEpochMilli() - claim.at().toEpochMilli());
        String status = result.status().name().toLowerCase(Locale.ROOT);
        Optional<Instant> next = locked(jobs -> {
            Optional<Job> there = jobs.stream().filter(job -> job.id().equals(claim.job().id())).findFirst();
            there.ifPresent(job -> {
                note(job, claim, result, took);
                plan(job, claim.at());
            });
            Optional<Instant> time = there.flatMap(Job::next);
            if (!log.hasEnded(claim.job().id(), claim.at().toEpochMilli())) {
                ObjectNode line = Json.object().put("ts", world.clock().millis()).put("jobId", claim.job().id()).put("action", "finished");
                finish(line.put("status", status), claim, result, took);
                time.ifPresent(due -> line.put("nextRunAtMs", due.toEpochMilli()));
                log.append(claim.job().id(), line);
            }
            if (there.filter(job -> job.deleteAfterRun() && result.status() == JobRunner.Status.OK).isPresent()) {
                jobs.remove(there.get());
            }
            if (there.isPresent()) {
                store.write(jobs);
            }
            return time;
        });
        tell(claim.job(), "finished", event -> {
            finish(event.put("status", status), claim, result, took);
            next.ifPresent(time -> event.put("nextRunAtMs", time.toEpochMilli()));
        });
    }

    private static void finish(ObjectNode line, Claim claim, JobRunner.Result result, long took) {
        result.error().ifPresent(error -> line.put("error", error));
        result.summary().ifPresent(summary -> line.put("summary", summary));
        line.put("runAtMs", claim.at().toEpochMilli()).put("durationMs", took);
    }

    private static void note(Job job, Claim claim, JobRunner.Result result, long took) {
        ObjectNode state = job.state();
        state.remove("runningAtMs");
        state.put("lastRunAtMs", claim.at().toEpochMilli());
        state.put("lastStatus", result.status().name().toLowerCase(Locale.ROOT));
        state.put("lastDurationMs", took);
        if (result.error().isPresent()) {
            state.put("lastError", result.error().get());
        } else {
            state.remove("lastError");
        }
        if (result.status() == JobRunner.Status.ERROR) {
            state.put("consecutiveErrors", state.path("consecutiveErrors").asInt(0) + 1);
        } else {
            state.remove("consecutiveErrors");
        }
    }

    private void tell(Job job, String action, Consumer<ObjectNode> more) {
        ObjectNode event = Json.object().put("jobId", job.id()).put("action", action);
        more.accept(event);
        events.accept(event);
    }
}
