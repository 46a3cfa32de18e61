package cn.openclaw.gateway.method;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import java.util.LinkedHashSet;
import java.util.Set;

/** Agents as callers name them. */
final class AgentIds {
    private AgentIds() {}

    /**
     * The agent that {@code agentId} means; the default one if it is not there.
     *
     * @throws GatewayException if there is no such agent
     */
    static String of(Params params, GatewayWorld world) {
        ClawConfig config = world.config().config();
        String id = Places.agentId(params.text("agentId").orElseGet(() -> config.agents().defaultId()));
        if (!all(config).contains(id)) {
            throw GatewayException.invalid("unknown agent id \"" + params.text("agentId").orElse(id) + "\"");
        }
        return id;
    }

    /** Every agent that may be asked, the default one first; {@code main} is always one. */
    static Set<String> all(ClawConfig config) {
        Set<String> ids = new LinkedHashSet<>(listed(config));
        ids.add("main");
        return ids;
    }

    /** Every agent that the configuration knows, the default one first. */
    static Set<String> listed(ClawConfig config) {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(Places.agentId(config.agents().defaultId()));
        config.agents().list().forEach(agent -> ids.add(Places.agentId(agent.id())));
        return ids;
    }
}
