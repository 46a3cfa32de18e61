package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What all routes of one simulator share. What changes is kept under this object's lock or in objects with their own. */
final class World {
    private final SimulatorOptions options;
    private final SimulatorClock clock;
    private final ModelTable models;
    private final Journal journal;
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Map<String, Instant> logins = new ConcurrentHashMap<>();
    private final Map<String, Instant> polls = new ConcurrentHashMap<>();
    private Accounts accounts;
    private Files files = new Files();
    private @Nullable Script script;

    World(SimulatorOptions options) {
        this.options = options;
        journal = new Journal(options.listener);
        clock = new SimulatorClock(options.clock);
        models = new ModelTable(options.retiredModelsAnswer);
        accounts = new Accounts(options);
        script = options.scriptTree().map(Script::read).orElse(null);
    }

    SimulatorOptions options() {
        return options;
    }

    SimulatorClock clock() {
        return clock;
    }

    ModelTable models() {
        return models;
    }

    Journal journal() {
        return journal;
    }

    /** When each device code was given out. */
    Map<String, Instant> logins() {
        return logins;
    }

    /** When each device code was last asked about. */
    Map<String, Instant> polls() {
        return polls;
    }

    synchronized Accounts accounts() {
        return accounts;
    }

    synchronized Files files() {
        return files;
    }

    synchronized Optional<Script> script() {
        return Optional.ofNullable(script);
    }

    synchronized void script(@Nullable Script value) {
        script = value;
    }

    synchronized void fault(Fault fault) {
        faults.addLast(fault);
    }

    synchronized Optional<Fault> nextFault() {
        return Optional.ofNullable(faults.pollFirst());
    }

    /** Everything as at the start, the journal empty. */
    synchronized void reset() {
        accounts = new Accounts(options);
        files = new Files();
        script = options.scriptTree().map(Script::read).orElse(null);
        faults.clear();
        logins.clear();
        polls.clear();
        journal.clear();
        clock.reset();
    }

    synchronized ObjectNode tree() {
        ObjectNode tree = Json.object()
                .put("simulator", true)
                .put("profile", options.profile.name())
                .put("retiredModelsAnswer", options.retiredModelsAnswer)
                .put("time", clock.instant().toString())
                .put("faultsWaiting", faults.size())
                .put("scripted", script != null);
        var list = tree.putArray("accounts");
        new java.util.TreeMap<>(accounts.all()).values().forEach(account -> list.add(account.tree(clock.instant())));
        return tree;
    }
}
