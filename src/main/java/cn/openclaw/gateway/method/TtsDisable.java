package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Switches speaking aloud off, which it is. */
@AutoService(GatewayMethod.class)
public final class TtsDisable implements GatewayMethod {
    @Override
    public String name() {
        return "tts.disable";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return Json.object().put("enabled", false);
    }
}
