package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Turns a device away that asks. */
@AutoService(GatewayMethod.class)
public final class DevicePairReject implements GatewayMethod {
    @Override
    public String name() {
        return "device.pair.reject";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("requestId");
        return Devices.of(call.world()).reject(id).orElseThrow(() -> GatewayException.invalid("unknown requestId"));
    }
}
