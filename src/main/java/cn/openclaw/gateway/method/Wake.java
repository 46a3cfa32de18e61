package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Heartbeats;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.SystemEvents;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Tells the main agent something, to look at now or with its next heartbeat. */
@AutoService(GatewayMethod.class)
public final class Wake implements GatewayMethod {
    @Override
    public String name() {
        return "wake";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        String mode = params.need("mode");
        String text = params.need("text");
        if (!mode.equals("now") && !mode.equals("next-heartbeat")) {
            throw params.wrong("at /mode: must be equal to one of the allowed values");
        }
        Heartbeats.of(world).tell(new SystemEvents.Event(UUID.randomUUID().toString(), text, mode.equals("now")));
        return Json.object().put("ok", true);
    }
}
