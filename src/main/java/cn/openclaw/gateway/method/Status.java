package cn.openclaw.gateway.method;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.SystemEvents;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import cn.openclaw.timer.HeartbeatSettings;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is going on: heartbeats, conversations, and what waits to be told. */
@AutoService(GatewayMethod.class)
public final class Status implements GatewayMethod {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        ClawConfig config = world.config().config();
        String defaultId = Places.agentId(config.agents().defaultId());
        ObjectNode status = Json.object();
        status.set("heartbeat", heartbeat(world, config, defaultId));
        status.putArray("channelSummary");
        ArrayNode queued = status.putArray("queuedSystemEvents");
        SystemEvents.of(world).peek(SessionKey.main(defaultId)).forEach(queued::add);
        status.set("sessions", new SessionSums(world).of(AgentIds.listed(config)));
        return status;
    }

    private static ObjectNode heartbeat(GatewayWorld world, ClawConfig config, String defaultId) {
        ObjectNode heartbeat = Json.object().put("defaultAgentId", defaultId);
        ArrayNode agents = heartbeat.putArray("agents");
        for (String id : AgentIds.listed(config)) {
            HeartbeatSettings settings = HeartbeatSettings.of(config, id, world.agents().zone());
            ObjectNode agent = agents.addObject().put("agentId", id).put("enabled", settings.isOn()).put("every", settings.written());
            if (settings.isOn()) {
                agent.put("everyMs", settings.every().toMillis());
            } else {
                agent.putNull("everyMs");
            }
        }
        return heartbeat;
    }
}
