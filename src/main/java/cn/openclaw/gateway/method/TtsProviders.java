package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who can speak aloud: nobody. */
@AutoService(GatewayMethod.class)
public final class TtsProviders implements GatewayMethod {
    @Override
    public String name() {
        return "tts.providers";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ObjectNode answer = Json.object();
        answer.putArray("providers");
        return answer.putNull("active");
    }
}
