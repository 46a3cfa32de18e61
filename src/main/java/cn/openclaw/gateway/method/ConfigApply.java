package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Writes the whole text as it came, and restarts the gateway if what changed needs that. */
@AutoService(GatewayMethod.class)
public final class ConfigApply implements GatewayMethod {
    @Override
    public String name() {
        return "config.apply";
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
        return desk.answer(params, now, after);
    }
}
