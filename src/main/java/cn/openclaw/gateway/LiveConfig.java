package cn.openclaw.gateway;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json;
import cn.openclaw.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The configuration of a gateway that runs: looks at the files it is made of, and takes a new one up when it is whole. A broken
 * edit changes nothing but {@link #state}: what runs goes on with what it had.
 *
 * <p>Every request asks {@link #get} once, so it sees one configuration from its beginning to its end. Changes are made under this
 * object's lock, one after the other; listeners are told in its order, outside of any request.
 */
public final class LiveConfig implements Supplier<AgentWorld>, AutoCloseable {
    /** How often the files are looked at. Asking, not watching: it works on network and container file systems too. */
    private static final Duration LOOK = Duration.ofMillis(400);

    private final ConfigFile file;
    private final InstantSource clock;
    private final Function<ConfigSnapshot, AgentWorld> make;
    private final Log log;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile AgentWorld world;
    private volatile State state;
    private volatile boolean over;

    /**
     * Something changed.
     *
     * @param before what counted until now
     * @param after what counts from now on; the same as {@code before} if an edit was refused, or only keys changed
     * @param plan what that asks of parts of the gateway
     * @param state how the configuration is now
     */
    public record Change(ConfigSnapshot before, ConfigSnapshot after, ReloadPlan plan, State state) {}

    /**
     * How the configuration is.
     *
     * @param degraded whether something else than the file counts, since the file is broken
     * @param origin what counts: {@code file}, {@code last-good}, {@code running} or {@code defaults}
     * @param problems what is wrong with the file, in English
     * @param since since when it is so
     * @param revision counts what was taken up, from 1
     */
    public record State(boolean degraded, String origin, List<String> problems, Instant since, long revision) {
        public State {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param first what was read at the start
     * @param make how the world is with a configuration
     */
    public LiveConfig(
            ConfigFile file, ConfigSnapshot first, InstantSource clock, Function<ConfigSnapshot, AgentWorld> make, Log log) {
        this.file = file;
        this.clock = clock;
        this.make = make;
        this.log = log;
        this.world = make.apply(first);
        boolean degraded = first.exists() && first.origin() != ConfigSnapshot.Origin.FILE;
        String origin = first.origin().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        this.state = new State(degraded, origin, words(first.problems()), clock.instant(), 1);
    }

    @Override
    public AgentWorld get() {
        return world;
    }

    public ConfigSnapshot snapshot() {
        return world.snapshot();
    }

    public State state() {
        return state;
    }

    /** Hears of every change from now on, on the thread that found it. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /**
     * Looks at the file now, without waiting for the watcher: for whoever has just written it.
     *
     * @return how the configuration is then
     */
    public synchronized State reload() {
        ConfigSnapshot before = snapshot();
        ConfigSnapshot read = file.read();
        boolean whole = read.origin() == ConfigSnapshot.Origin.FILE || (!read.exists() && !before.exists());
        if (!whole) {
            refuse(before, read);
            return state;
        }
        ReloadPlan plan = ReloadPlan.between(before.config().tree(), read.config().tree());
        boolean others = !read.environment().variables().equals(before.environment().variables());
        boolean mended = state.degraded();
        if (plan.isEmpty() && !others && !mended) {
            if (!read.text().equals(before.text())) {
                world = make.apply(read); // Comments moved: the file's hash is another one.
            }
            return state;
        }
        world = make.apply(read);
        state = new State(false, "file", words(read.problems()), clock.instant(), state.revision() + 1);
        log.write(Log.Level.INFO, "reload", mended ? "config is valid again and taken up" : "config taken up", java.util.Map.of(
                "changed", String.join(" ", plan.changed()), "revision", state.revision()));
        tell(new Change(before, read, plan, state));
        return state;
    }

    /** Every turn reads the keys it needs, so the next one has the new ones; whoever keeps some by itself hears of it here. */
    private synchronized void keysChanged() {
        log.info("reload", "keys changed: the next request uses them");
        tell(new Change(snapshot(), snapshot(), ReloadPlan.NOTHING, state));
    }

    /** Said once for each way in which it is broken. */
    private void refuse(ConfigSnapshot before, ConfigSnapshot read) {
        List<String> problems = read.exists() ? words(read.problems()) : List.of("the config file is gone");
        if (state.degraded() && state.problems().equals(problems)) {
            return;
        }
        state = new State(true, "running", problems, clock.instant(), state.revision());
        log.write(Log.Level.WARN, "reload", "config is not valid: keeping the one that runs", java.util.Map.of(
                "problems", String.join(" | ", problems), "fix", "openclaw-cn config validate"));
        tell(new Change(before, before, ReloadPlan.NOTHING, state));
    }

    private void tell(Change change) {
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                // The edge of a listener: one that fails must not keep the others from a new configuration.
                log.fault("reload", "a part could not take the new config up", e);
            }
        }
    }

    private static List<String> words(List<ConfigProblem> problems) {
        List<String> words = new ArrayList<>();
        problems.forEach(problem -> words.add(problem.in(Language.EN)));
        return words;
    }

    /** How a changed configuration takes effect: {@code hybrid}, {@code hot}, {@code restart} or {@code off}. */
    public String mode() {
        return Optional.ofNullable(Json.text(snapshot().config().tree(), "gateway", "reload", "mode")).orElse("hybrid");
    }

    private Duration debounce() {
        JsonNode written = Json.at(snapshot().config().tree(), "gateway", "reload", "debounceMs");
        return Duration.ofMillis(written == null ? 300 : Math.clamp(written.asLong(300), 0, 60_000));
    }

    /** Begins to look at the files; several edits in a row are taken up as one. */
    public void watch(WatchedFiles files) {
        Thread.ofVirtual().name("config-watch").start(() -> {
            try {
                WatchedFiles.Signature seen = files.signature(snapshot());
                while (!over) {
                    Thread.sleep(LOOK);
                    WatchedFiles.Signature now = files.signature(snapshot());
                    if (now.equals(seen) || mode().equals("off")) {
                        continue;
                    }
                    now = settled(files, now);
                    look(!now.config().equals(seen.config()), !now.keys().equals(seen.keys()));
                    // What is included may be another file by now; what changed meanwhile must still be seen.
                    seen = now.over(files.signature(snapshot()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Waits until nobody writes any more. */
    private WatchedFiles.Signature settled(WatchedFiles files, WatchedFiles.Signature first) throws InterruptedException {
        WatchedFiles.Signature last = first;
        while (true) {
            Thread.sleep(debounce());
            WatchedFiles.Signature now = files.signature(snapshot());
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
    }

    private void look(boolean config, boolean keys) {
        try {
            if (config) {
                var _ = reload();
            }
            if (keys) {
                keysChanged();
            }
        } catch (RuntimeException e) {
            // The edge of the watcher: it goes on, and the next edit is looked at.
            log.fault("reload", "could not read the config", e);
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
