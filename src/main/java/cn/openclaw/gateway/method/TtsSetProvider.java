package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Chooses who speaks; nobody can. */
@AutoService(GatewayMethod.class)
public final class TtsSetProvider implements GatewayMethod {
    @Override
    public String name() {
        return "tts.setProvider";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.need("provider");
        throw Speech.none();
    }
}
