package cn.openclaw.gateway.server;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.RequestFrame;
import cn.openclaw.protocol.Role;

/** Who may use which method, and the sentences that refuse. */
final class Rights {
    private Rights() {}

    /** The method, if it is there and the caller may use it. */
    static GatewayMethod find(RequestFrame request, Caller caller, Core core) {
        if (request.method().equals("connect")) {
            throw GatewayException.invalid("connect is only valid as the first request");
        }
        GatewayMethod method = core.method(request.method())
                .orElseThrow(() -> GatewayException.invalid("unknown method: " + request.method()));
        if (!method.access().allows(caller)) {
            throw refusal(method, caller);
        }
        return method;
    }

    private static GatewayException refusal(GatewayMethod method, Caller caller) {
        boolean wrongRole = method.access() == Access.NODE || caller.role() == Role.NODE;
        String sentence = wrongRole
                ? "unauthorized role: " + caller.role().word()
                : "missing scope: " + method.access().scope().word();
        if (caller.protocol() < 4) {
            return GatewayException.invalid(sentence);
        }
        GatewayError error = GatewayError.of(GatewayErrorCode.FORBIDDEN, sentence);
        return new GatewayException(error.with(
                wrongRole
                        ? Json.object().put("code", "WRONG_ROLE").put("method", method.name())
                        : Json.object()
                                .put("code", "MISSING_SCOPE")
                                .put("scope", method.access().scope().word())
                                .put("method", method.name())));
    }
}
