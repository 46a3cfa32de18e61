package cn.openclaw.simulator;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a simulator behaves. Immutable: each method gives a changed copy.
 *
 * <p>{@link #defaults()} is what tests want: strict streams, no artificial delay, any free port, the real clock, and an
 * account that no ordinary test exhausts.
 */
public final class SimulatorOptions {
    int port;
    SimulatorProfile profile = SimulatorProfile.STRICT;
    boolean retiredModelsAnswer;
    boolean clientGate = true;
    boolean instant = true;
    int tier = SimulatorKey.UNLIMITED;
    BigDecimal balance = new BigDecimal("100");
    int windowQuota = 1200;
    int weekQuota = 7000;
    long seed = 1;
    SchemaLevel schemas = SchemaLevel.STRICT;
    ToolIds toolIds = ToolIds.COLON;
    Transport transport = Transport.PLAIN;
    InstantSource clock = InstantSource.system();
    Sleeper sleeper = Thread::sleep;
    List<SimulatorKey> moreKeys = List.of();
    Consumer<JournalEntry> listener = _ -> {};
    @Nullable JsonNode script;
    @Nullable String controlToken;

    /** How strictly tool schemas are read. The platform's own strictness has changed over time. */
    public enum SchemaLevel {
        /** Not at all. */
        OFF,
        /** What every level of the validator refuses: types beside references, endless recursion, limits. */
        LENIENT,
        /** The server's default: also unknown keywords and missing types. */
        STRICT
    }

    /** What the ids of tool calls look like. They start again each turn, so that they repeat in a conversation. */
    public enum ToolIds {
        /** {@code name:0}, as on the public service. */
        COLON,
        /** {@code functions.name:0}, as the bare model writes. */
        FUNCTIONS,
        /** {@code name_0}, as the vendor's specification has it. */
        UNDERSCORE,
        /** Unlike each other and everything. */
        UUID,
        /** None at all. */
        MISSING
    }

    private SimulatorOptions() {}

    private SimulatorOptions(SimulatorOptions from) {
        port = from.port;
        profile = from.profile;
        retiredModelsAnswer = from.retiredModelsAnswer;
        clientGate = from.clientGate;
        instant = from.instant;
        tier = from.tier;
        balance = from.balance;
        windowQuota = from.windowQuota;
        weekQuota = from.weekQuota;
        seed = from.seed;
        schemas = from.schemas;
        toolIds = from.toolIds;
        transport = from.transport;
        clock = from.clock;
        sleeper = from.sleeper;
        moreKeys = from.moreKeys;
        listener = from.listener;
        script = from.script;
        controlToken = from.controlToken;
    }

    private SimulatorOptions changed(Consumer<SimulatorOptions> change) {
        SimulatorOptions copy = new SimulatorOptions(this);
        change.accept(copy);
        return copy;
    }

    public static SimulatorOptions defaults() {
        return new SimulatorOptions();
    }

    /** The port on 127.0.0.1; 0, the default, takes a free one. */
    public SimulatorOptions port(int value) {
        return changed(options -> options.port = value);
    }

    /** How streams look; strict by default. */
    public SimulatorOptions profile(SimulatorProfile value) {
        return changed(options -> options.profile = value);
    }

    /** Whether models that the platform has switched off answer all the same; by default they are 404, as in reality. */
    public SimulatorOptions legacyModelsAlive(boolean value) {
        return changed(options -> options.retiredModelsAnswer = value);
    }

    /** Whether Kimi Code turns away clients whose {@code User-Agent} it does not know; on by default, as in reality. */
    public SimulatorOptions clientGate(boolean value) {
        return changed(options -> options.clientGate = value);
    }

    /** Whether answers come at once (the default), or at about the pace of a model. */
    public SimulatorOptions instant(boolean value) {
        return changed(options -> options.instant = value);
    }

    /** The tier of the documented keys, 0 to 5, or {@link SimulatorKey#UNLIMITED}, the default. */
    public SimulatorOptions tier(int value) {
        if (value < SimulatorKey.UNLIMITED || value > 5) {
            throw new IllegalArgumentException("a tier is 0 to 5, not " + value);
        }
        return changed(options -> options.tier = value);
    }

    /** What the documented keys have left, in yuan or dollars; 100 by default. */
    public SimulatorOptions balance(BigDecimal value) {
        return changed(options -> options.balance = value);
    }

    /** How many requests Kimi Code grants in five hours and in seven days. */
    public SimulatorOptions quotas(int fiveHours, int sevenDays) {
        return changed(options -> {
            options.windowQuota = fiveHours;
            options.weekQuota = sevenDays;
        });
    }

    /** The same seed gives the same ids and the same cuts between pieces. */
    public SimulatorOptions seed(long value) {
        return changed(options -> options.seed = value);
    }

    /** How strictly tool schemas are read; strict by default. */
    public SimulatorOptions schemas(SchemaLevel value) {
        return changed(options -> options.schemas = value);
    }

    /** What the ids of tool calls look like; {@code name:0} by default. */
    public SimulatorOptions toolIds(ToolIds value) {
        return changed(options -> options.toolIds = value);
    }

    /** How the bytes of every stream travel, where no fault says otherwise. */
    public SimulatorOptions transport(Transport value) {
        return changed(options -> options.transport = value);
    }

    /** The time that limits, quotas and {@code created} follow. */
    public SimulatorOptions clock(InstantSource value) {
        return changed(options -> options.clock = value);
    }

    /** How it waits between frames and in stalls. */
    public SimulatorOptions sleeper(Sleeper value) {
        return changed(options -> options.sleeper = value);
    }

    /** One more key, or another account behind a documented one. */
    public SimulatorOptions key(SimulatorKey value) {
        return changed(options -> {
            List<SimulatorKey> keys = new ArrayList<>(options.moreKeys);
            keys.add(value);
            options.moreKeys = List.copyOf(keys);
        });
    }

    /**
     * What is answered, turn by turn; see {@code docs/simulator.md} for its form.
     *
     * @throws ScriptException if it is not a script
     */
    public SimulatorOptions script(JsonNode value) {
        Script.read(value);
        return changed(options -> options.script = value);
    }

    /** Hears of every request when its answer is about to be complete, on the connection's thread. */
    public SimulatorOptions listener(Consumer<JournalEntry> value) {
        return changed(options -> options.listener = value);
    }

    /** What opens the control plane; made up where none is given. */
    public SimulatorOptions controlToken(String value) {
        return changed(options -> options.controlToken = value);
    }

    Optional<JsonNode> scriptTree() {
        return Optional.ofNullable(script);
    }
}
