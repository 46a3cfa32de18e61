package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Speaks a text; nobody can. */
@AutoService(GatewayMethod.class)
public final class TtsConvert implements GatewayMethod {
    @Override
    public String name() {
        return "tts.convert";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.need("text");
        throw Speech.none();
    }
}
