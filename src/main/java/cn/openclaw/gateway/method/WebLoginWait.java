package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Waits for a login by a picture code; no channel has one. */
@AutoService(GatewayMethod.class)
public final class WebLoginWait implements GatewayMethod {
    @Override
    public String name() {
        return "web.login.wait";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public boolean advertised() {
        return false;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.number("timeoutMs", 0, 3_600_000);
        throw GatewayException.unavailable("web login provider is not available: this gateway has no channels");
    }
}
