package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** The lists of what runs unasked. */
@AutoService(GatewayMethod.class)
public final class ExecApprovalsGet implements GatewayMethod {
    @Override
    public String name() {
        return "exec.approvals.get";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return new ApprovalsFile(call.world()).shown();
    }
}
