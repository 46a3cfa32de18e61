package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.HealthBoard;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** How the gateway is: its agents, their conversations, heartbeats and channels. */
@AutoService(GatewayMethod.class)
public final class Health implements GatewayMethod {
    @Override
    public String name() {
        return "health";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        HealthBoard board = HealthBoard.of(call.world());
        return params.flag("probe").orElse(false) ? board.fresh() : board.report();
    }
}
