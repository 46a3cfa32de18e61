package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** How a set-up stands. */
@AutoService(GatewayMethod.class)
public final class WizardStatus implements GatewayMethod {
    @Override
    public String name() {
        return "wizard.status";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return Wizards.of(call.world()).find(params).standing();
    }
}
