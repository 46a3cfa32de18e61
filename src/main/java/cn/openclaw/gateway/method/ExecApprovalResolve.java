package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Approvals;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** {@code exec.approval.resolve}: an operator's word about what waits for one. The first counts. */
@AutoService(GatewayMethod.class)
public final class ExecApprovalResolve implements GatewayMethod {
    @Override
    public String name() {
        return "exec.approval.resolve";
    }

    @Override
    public Access access() {
        return Access.APPROVALS;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("id");
        String word = params.need("decision");
        Approvals.Decision decision =
                Approvals.Decision.of(word).orElseThrow(() -> GatewayException.invalid("invalid decision"));
        String by = call.caller().client().displayName().orElse(call.caller().client().id());
        if (!Approvals.of(call.world()).decide(id, decision, by)) {
            throw GatewayException.invalid("unknown approval id");
        }
        return Json.object().put("ok", true);
    }
}
