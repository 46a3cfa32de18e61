package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Approvals;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code exec.approval.list}: what waits for a word, for a client that has just come. */
@AutoService(GatewayMethod.class)
public final class ExecApprovalList implements GatewayMethod {
    @Override
    public String name() {
        return "exec.approval.list";
    }

    @Override
    public Access access() {
        return Access.APPROVALS;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ObjectNode answer = Json.object();
        var pending = answer.putArray("pending");
        Approvals.of(call.world()).pending().forEach(one -> pending.add(one.json(call.caller().language(call.world()))));
        return answer;
    }
}
