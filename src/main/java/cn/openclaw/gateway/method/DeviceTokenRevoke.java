package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.Role;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Takes a device's token back, and lets go whoever came in with it. */
@AutoService(GatewayMethod.class)
public final class DeviceTokenRevoke implements GatewayMethod {
    @Override
    public String name() {
        return "device.token.revoke";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("deviceId");
        Role role = RoleParam.of(params);
        return Devices.of(call.world()).revoke(id, role, call.caller()).orElseThrow(() -> GatewayException.invalid("unknown deviceId/role"));
    }
}
