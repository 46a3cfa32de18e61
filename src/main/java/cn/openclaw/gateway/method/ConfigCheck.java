package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What would be wrong with a text as the configuration; writes nothing. */
@AutoService(GatewayMethod.class)
public final class ConfigCheck implements GatewayMethod {
    @Override
    public String name() {
        return "config.check";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ConfigDesk desk = new ConfigDesk(call.world(), Tongue.of(params, call));
        ConfigSnapshot now = desk.file().read();
        String raw = params.text("raw").orElseThrow(() -> params.wrong("must have required property 'raw'"));
        ObjectNode answer = Json.object();
        String whole;
        try {
            whole = desk.whole(raw, now);
        } catch (GatewayException e) {
            answer.put("valid", false).putArray("issues").addObject().put("path", "").put("message", e.error().message());
            answer.putArray("warnings");
            return answer;
        }
        ConfigSnapshot checked = desk.file().check(whole);
        answer.put("valid", checked.isValid());
        answer.set("issues", desk.issues(checked.problems()));
        answer.set("warnings", desk.issues(checked.warnings()));
        return answer;
    }
}
