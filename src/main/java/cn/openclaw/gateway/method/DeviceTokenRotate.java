package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.Role;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Gives a device a new token, the only time it is told; the old one opens nothing any more. */
@AutoService(GatewayMethod.class)
public final class DeviceTokenRotate implements GatewayMethod {
    @Override
    public String name() {
        return "device.token.rotate";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("deviceId");
        Role role = RoleParam.of(params);
        Optional<List<String>> scopes = params.tree().has("scopes") ? Optional.of(params.texts("scopes")) : Optional.empty();
        return Devices.of(call.world())
                .rotate(id, role, scopes, call.caller())
                .orElseThrow(() -> GatewayException.invalid("unknown deviceId/role"));
    }
}
