package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Ends the rest of a key: it is tried again at once. */
@AutoService(GatewayMethod.class)
public final class ModelsAuthClear implements GatewayMethod {
    @Override
    public String name() {
        return "models.auth.clear";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        AuthProfileStore store = ModelDesk.store(call.world(), AgentIds.of(params, call.world()));
        String id = params.need("profileId");
        if (store.profile(id).isEmpty()) {
            throw GatewayException.invalid("unknown profileId: " + id);
        }
        store.clear(id);
        return Json.object().put("ok", true);
    }
}
