package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Calls a set-up off; nothing was written. */
@AutoService(GatewayMethod.class)
public final class WizardCancel implements GatewayMethod {
    @Override
    public String name() {
        return "wizard.cancel";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        WizardSession session = Wizards.of(call.world()).find(params);
        session.cancel();
        return session.standing();
    }
}
