package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Forgets a device, and lets it go. */
@AutoService(GatewayMethod.class)
public final class DevicePairRemove implements GatewayMethod {
    @Override
    public String name() {
        return "device.pair.remove";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("deviceId");
        if (!Devices.of(call.world()).remove(id, call.caller())) {
            throw GatewayException.invalid("unknown deviceId");
        }
        return Json.object().put("ok", true).put("deviceId", id);
    }
}
