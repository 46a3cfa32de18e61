package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code chat.abort}: stops what runs in a conversation and what waits behind it, or one run. What was heard is kept. */
@AutoService(GatewayMethod.class)
public final class ChatAbort implements GatewayMethod {
    @Override
    public String name() {
        return "chat.abort";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        SessionKey key = Asked.key(params, call, "sessionKey");
        return aborted(Runs.of(call.world()).abort(key, params.text("runId").filter(id -> !id.isEmpty()), "rpc"));
    }

    static ObjectNode aborted(List<String> runs) {
        ObjectNode answer = Json.object().put("ok", true).put("aborted", !runs.isEmpty());
        var ids = answer.putArray("runIds");
        runs.forEach(ids::add);
        return answer;
    }
}
