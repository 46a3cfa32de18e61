package cn.openclaw.timer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does jobs when they are due, each on a virtual thread of its own, no more than so many at a time. Close it at the end: what runs is interrupted. */
public final class JobClock implements AutoCloseable {
    /** A machine that slept, or a clock that was set, is noticed after this long. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(60);

    private final Jobs jobs;
    private final JobRunner runner;
    private final Settings settings;
    private final Semaphore free;
    private final Semaphore awake = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * How it works.
     *
     * @param on whether jobs are done at all, as it is now
     * @param atATime how many jobs may run at once
     * @param fault hears of what must not happen: a disk that says no
     */
    public record Settings(InstantSource clock, BooleanSupplier on, int atATime, Consumer<RuntimeException> fault) {}

    public JobClock(Jobs jobs, JobRunner runner, Settings settings) {
        this.jobs = jobs;
        this.runner = runner;
        this.settings = settings;
        this.free = new Semaphore(settings.atATime());
    }

    /** Puts the last process's runs in order, and goes on for good. */
    public void start() {
        threads.execute(() -> {
            try {
                guarded(() -> jobs.recover(runner::goesOn).forEach(claim -> threads.execute(() -> {
                    if (takePlace()) {
                        work(claim);
                    }
                })));
                while (!Thread.currentThread().isInterrupted()) {
                    guarded(this::beginDue);
                    sleep();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Somebody changed a job: looks again at once. */
    public void changed() {
        awake.release();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // The edge of a loop that must outlive a full disk.
            settings.fault().accept(e);
        }
    }

    private void sleep() throws InterruptedException {
        long now = settings.clock().millis();
        long wait = jobs.nextWake()
                .map(next -> next.toEpochMilli() - now)
                .filter(_ -> settings.on().getAsBoolean() && free.availablePermits() > 0)
                .orElse(LONGEST_SLEEP.toMillis());
        long millis = Math.clamp(wait, 1, LONGEST_SLEEP.toMillis());
        if (awake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            awake.drainPermits();
        }
    }

    /** Begins what is due and has room; answers how many. */
    int beginDue() {
        if (!settings.on().getAsBoolean()) {
            return 0;
        }
        List<Jobs.Claim> due = jobs.claimDue(free.availablePermits());
        for (Jobs.Claim claim : due) {
            free.acquireUninterruptibly();
            threads.execute(() -> work(claim));
        }
        return due.size();
    }

    private boolean takePlace() {
        try {
            free.acquire();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of one who has a place, which is free afterwards. */
    private void work(Jobs.Claim claim) {
        try {
            jobs.run(claim, runner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            settings.fault().accept(e);
        } finally {
            free.release();
            awake.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                settings.fault().accept(new IllegalStateException("a job did not end when it was interrupted"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
