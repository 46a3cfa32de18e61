package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which of the files that make an agent who it is are there. */
@AutoService(GatewayMethod.class)
public final class AgentsFilesList implements GatewayMethod {
    @Override
    public String name() {
        return "agents.files.list";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        AgentFiles files = new AgentFiles(params, call.world());
        ObjectNode answer = files.head();
        ArrayNode list = answer.putArray("files");
        files.all().forEach(path -> list.add(files.file(path, false)));
        return answer;
    }
}
