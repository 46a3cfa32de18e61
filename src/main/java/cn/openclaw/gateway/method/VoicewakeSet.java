package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes the words that wake a listening device, and tells every device. */
@AutoService(GatewayMethod.class)
public final class VoicewakeSet implements GatewayMethod {
    @Override
    public String name() {
        return "voicewake.set";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        if (!params.tree().has("triggers")) {
            throw params.wrong("must have required property 'triggers'");
        }
        ObjectNode words = new WakeWords(call.world()).write(params.texts("triggers"), call.world().agents().clock().millis());
        call.world().hub().tell("voicewake.changed", words.deepCopy(), new Audience.Everybody());
        return words;
    }
}
