package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Lets a device in that asks. */
@AutoService(GatewayMethod.class)
public final class DevicePairApprove implements GatewayMethod {
    @Override
    public String name() {
        return "device.pair.approve";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("requestId");
        return Devices.of(call.world()).approve(id, call.caller()).orElseThrow(() -> GatewayException.invalid("unknown requestId"));
    }
}
