package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Every skill, what it needs, and what of that is missing. */
@AutoService(GatewayMethod.class)
public final class SkillsStatus implements GatewayMethod {
    @Override
    public String name() {
        return "skills.status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return new SkillDesk(call.world(), AgentIds.of(params, call.world())).report();
    }
}
