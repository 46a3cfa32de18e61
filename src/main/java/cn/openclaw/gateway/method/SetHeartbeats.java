package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.Heartbeats;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Switches heartbeats off or on again until the gateway ends; the configuration stays as it is. */
@AutoService(GatewayMethod.class)
public final class SetHeartbeats implements GatewayMethod {
    @Override
    public String name() {
        return "set-heartbeats";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        boolean enabled = params.flag("enabled").orElseThrow(() -> params.wrong("must have required property 'enabled'"));
        Heartbeats.of(call.world()).enable(enabled);
        return Json.object().put("ok", true).put("enabled", enabled);
    }
}
