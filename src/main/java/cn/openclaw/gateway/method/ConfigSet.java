package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the whole text as it came, but for hidden secrets, which stay as they were. Who watches the file takes it up. */
@AutoService(GatewayMethod.class)
public final class ConfigSet implements GatewayMethod {
    @Override
    public String name() {
        return "config.set";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ConfigDesk desk = new ConfigDesk(call.world(), Tongue.of(params, call));
        String raw = params.text("raw").orElseThrow(() -> params.wrong("must have required property 'raw'"));
        ConfigSnapshot now = desk.seen(params);
        ConfigSnapshot after = desk.written(() -> desk.file().replace(desk.whole(raw, now), now.hash()));
        ObjectNode answer = Json.object().put("ok", true).put("path", desk.path());
        answer.set("config", desk.shown(after));
        return answer.put("hash", after.hash());
    }
}
