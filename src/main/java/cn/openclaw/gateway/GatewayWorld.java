package cn.openclaw.gateway;

import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.log.Log;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What methods and doors find around them; and what they keep for as long as the gateway lives. Close it at the end.
 */
public final class GatewayWorld implements AutoCloseable {
    private final Supplier<AgentWorld> agents;
    private final AgentRuns runs;
    private final Hub hub;
    private final Log log;
    private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Made by the command that runs a gateway.
     *
     * @param agents the world as it is now: its configuration changes when the file does
     */
    public GatewayWorld(Supplier<AgentWorld> agents, AgentRuns runs, Hub hub, Log log) {
        this.agents = agents;
        this.runs = runs;
        this.hub = hub;
        this.log = log;
    }

    /** The configuration as it is now; take it once for a request. */
    public ConfigSnapshot config() {
        return agents.get().snapshot();
    }

    /** The configuration's keeper; empty where it cannot change, as in tests. */
    public java.util.Optional<LiveConfig> live() {
        return agents instanceof LiveConfig live ? java.util.Optional.of(live) : java.util.Optional.empty();
    }

    /** Folders, clock, HTTP, tools, models: what runs need. */
    public AgentWorld agents() {
        return agents.get();
    }

    /** What does turns. */
    public AgentRuns runs() {
        return runs;
    }

    public Hub hub() {
        return hub;
    }

    public Log log() {
        return log;
    }

    /**
     * The one thing of this type that lives as long as the gateway, made when it is first asked for; closed at the end if it can
     * be. Making one may ask for others, but not in a circle.
     */
    public <T> T kept(Class<T> type, Function<GatewayWorld, T> make) {
        Object there = kept.get(type);
        if (there == null) {
            synchronized (kept) {
                there = kept.get(type);
                if (there == null) {
                    there = make.apply(this);
                    kept.put(type, there);
                }
            }
        }
        return type.cast(there);
    }

    /** Whether it has ended: what is asked for now must not begin anything. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        for (Class<?> type : java.util.List.copyOf(kept.keySet())) {
            if (kept.remove(type) instanceof AutoCloseable thing) {
                try {
                    thing.close();
                } catch (Exception e) {
                    // The edge of a method's belongings: one that cannot be closed must not keep the others open.
                    log.fault("gateway", "could not close " + type.getSimpleName(), e);
                }
            }
        }
    }
}
