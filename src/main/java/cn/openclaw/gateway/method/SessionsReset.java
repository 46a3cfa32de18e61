package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.SessionResets;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.reset}: begins a conversation anew. What the person chose for it stays; the old transcript stays on the disk. */
@AutoService(GatewayMethod.class)
public final class SessionsReset implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.reset";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        SessionKey key = Asked.key(params, call, "key");
        SessionEntry entry = SessionResets.reset(call.world(), key);
        ObjectNode answer = Json.object().put("ok", true).put("key", key.text());
        return answer.set("entry", entry.tree());
    }
}
