package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Switches speaking aloud on; nobody can. */
@AutoService(GatewayMethod.class)
public final class TtsEnable implements GatewayMethod {
    @Override
    public String name() {
        return "tts.enable";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        throw Speech.none();
    }
}
