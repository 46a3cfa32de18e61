package cn.openclaw.gateway.server;

import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.log.Log;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a gateway is started with.
 *
 * @param hosts the addresses it listens on; the first must work, the others may fail
 * @param port 0 for a free one
 * @param agents the world as it is now; asked again for every request, so that a changed configuration counts at once
 * @param runs what does turns
 * @param log where it tells what it does
 * @param auth what lets one in, as it is now
 * @param limits how much it takes
 */
public record GatewaySettings(
        List<String> hosts,
        int port,
        Supplier<AgentWorld> agents,
        AgentRuns runs,
        Log log,
        Supplier<GatewayAuth> auth,
        Limits limits) {

    public GatewaySettings {
        hosts = List.copyOf(hosts);
    }

    /** On 127.0.0.1, with what lets one in by the configuration. */
    public static GatewaySettings local(int port, Supplier<AgentWorld> agents, AgentRuns runs, Log log) {
        Supplier<ConfigSnapshot> config = () -> agents.get().snapshot();
        return new GatewaySettings(
                List.of("127.0.0.1"), port, agents, runs, log, () -> GatewayAuth.of(config.get()), Limits.USUAL);
    }

    /** The same with other limits. */
    public GatewaySettings with(Limits others) {
        return new GatewaySettings(hosts, port, agents, runs, log, auth, others);
    }

    /** The same with another way in. */
    public GatewaySettings with(Supplier<GatewayAuth> other) {
        return new GatewaySettings(hosts, port, agents, runs, log, other, limits);
    }

    /** The same on other addresses. */
    public GatewaySettings on(List<String> others) {
        return new GatewaySettings(others, port, agents, runs, log, auth, limits);
    }
}
