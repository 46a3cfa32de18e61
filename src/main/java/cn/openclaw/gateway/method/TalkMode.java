package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells everybody that somebody talks aloud, or no longer does. */
@AutoService(GatewayMethod.class)
public final class TalkMode implements GatewayMethod {
    @Override
    public String name() {
        return "talk.mode";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        boolean enabled = params.flag("enabled").orElseThrow(() -> params.wrong("must have required property 'enabled'"));
        ObjectNode event = Json.object().put("enabled", enabled);
        params.text("phase").ifPresentOrElse(phase -> event.put("phase", phase), () -> event.putNull("phase"));
        event.put("ts", call.world().agents().clock().millis());
        call.world().hub().tell("talk.mode", event.deepCopy(), new Audience.Everybody(), true);
        return event;
    }
}
