package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How speaking aloud is set up: nobody can. */
@AutoService(GatewayMethod.class)
public final class TtsStatus implements GatewayMethod {
    @Override
    public String name() {
        return "tts.status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ObjectNode status = Json.object().put("enabled", false).put("auto", "off").put("provider", "none");
        status.putNull("fallbackProvider");
        status.putArray("fallbackProviders");
        status.put("prefsPath", call.world().agents().places().stateDir().resolve("settings").resolve("tts.json").toString());
        return status.put("hasOpenAIKey", false).put("hasElevenLabsKey", false).put("edgeEnabled", false);
    }
}
