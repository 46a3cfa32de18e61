package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one of an agent's files says. */
@AutoService(GatewayMethod.class)
public final class AgentsFilesGet implements GatewayMethod {
    @Override
    public String name() {
        return "agents.files.get";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        AgentFiles files = new AgentFiles(params, call.world());
        ObjectNode answer = files.head();
        answer.set("file", files.file(files.path(params), true));
        return answer;
    }
}
