package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Which devices are known, and which ask to be; no token among them. */
@AutoService(GatewayMethod.class)
public final class DevicePairList implements GatewayMethod {
    @Override
    public String name() {
        return "device.pair.list";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return Devices.of(call.world()).list();
    }
}
