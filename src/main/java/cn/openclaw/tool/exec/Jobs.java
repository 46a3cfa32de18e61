package cn.openclaw.tool.exec;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The programs of this process, running or just ended. Closing it ends them all; so does the end of the process. */
final class Jobs implements AutoCloseable {
    private static final String[] FIRST = {
        "amber", "brisk", "calm", "clear", "coral", "crisp", "eager", "fleet", "fresh", "gentle", "glad", "golden", "green", "keen", "kind",
        "lucky", "mellow", "merry", "mild", "neat", "nimble", "plain", "quick", "quiet", "rapid", "swift", "tidy", "warm", "wise", "young"
    };
    private static final String[] SECOND = {
        "badger", "bamboo", "cedar", "cloud", "crane", "creek", "falcon", "fern", "finch", "harbor", "heron", "lake", "lotus", "maple",
        "meadow", "orchid", "otter", "panda", "pine", "plum", "reef", "river", "robin", "sparrow", "stone", "tiger", "valley", "willow"
    };

    private final InstantSource clock;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Thread hook = new Thread(this::end, "exec-end");
    private volatile boolean closed;

    Jobs(InstantSource clock) {
        this.clock = clock;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    InstantSource clock() {
        return clock;
    }

    /** A name nobody has yet: two words, easy to say and to type. */
    String name() {
        for (int turn = number.getAndIncrement(); ; turn = number.getAndIncrement()) {
            String name = FIRST[turn * 7 % FIRST.length] + "-" + SECOND[turn * 11 % SECOND.length];
            String whole = jobs.containsKey(name) ? name + "-" + turn : name;
            if (!jobs.containsKey(whole)) {
                return whole;
            }
        }
    }

    void add(Job job) {
        jobs.put(job.description().name(), job);
        if (closed) {
            job.kill();
        }
    }

    /** It ended and left nothing behind: what was told whole in the foreground need not be remembered. */
    synchronized void settle(Job job) {
        if (!job.isBackground()) {
            jobs.remove(job.description().name());
        }
    }

    /** From now on it is spoken of by its name. */
    synchronized void toBackground(Job job) {
        job.toBackground();
        jobs.put(job.description().name(), job);
    }

    void remove(Job job) {
        jobs.remove(job.description().name());
    }

    /** One of an agent's own. */
    Optional<Job> find(String agent, String name) {
        return Optional.ofNullable(jobs.get(name)).filter(job -> job.description().agent().equals(agent));
    }

    /** An agent's own that run in the background or did, the newest first. */
    List<Job> all(String agent) {
        List<Job> found = new ArrayList<>();
        for (Job job : jobs.values()) {
            if (job.isBackground() && job.description().agent().equals(agent)) {
                found.add(job);
            }
        }
        found.sort((one, other) -> other.description().startedAt().compareTo(one.description().startedAt()));
        return found;
    }

    /** Forgets what ended long ago. */
    void sweep(Instant now, Duration kept) {
        jobs.values().removeIf(job -> job.endedAt().filter(end -> end.plus(kept).isBefore(now)).isPresent());
    }

    private void end() {
        closed = true;
        List<Thread> endings = new ArrayList<>();
        for (Job job : jobs.values()) {
            endings.add(Thread.ofVirtual().start(() -> end(job)));
        }
        for (Thread ending : endings) {
            try {
                ending.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void end(Job job) {
        try {
            if (job.isOver()) {
                job.endLeftovers();
            } else {
                job.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        jobs.clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already.
            closed = true;
        }
    }
}
