package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.Heartbeats;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the last heartbeat ended with; {@code null} if there was none yet. */
@AutoService(GatewayMethod.class)
public final class LastHeartbeat implements GatewayMethod {
    @Override
    public String name() {
        return "last-heartbeat";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return Heartbeats.of(call.world()).lastEvent().<JsonNode>map(event -> event).orElseGet(JsonNodeFactory.instance::nullNode);
    }
}
