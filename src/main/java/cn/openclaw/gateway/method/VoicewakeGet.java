package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** The words that wake a listening device. */
@AutoService(GatewayMethod.class)
public final class VoicewakeGet implements GatewayMethod {
    @Override
    public String name() {
        return "voicewake.get";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return new WakeWords(call.world()).read();
    }
}
