package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** {@code requests.subscribe}: from now on, this socket hears of each request when it begins and when it is over. */
@AutoService(GatewayMethod.class)
public final class RequestsSubscribe implements GatewayMethod {
    @Override
    public String name() {
        return "requests.subscribe";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        boolean on = params.flag("on").orElse(true);
        RequestEvents events = call.world().kept(RequestEvents.class, RequestEvents::of);
        if (on) {
            events.add(call.caller().connection());
        } else {
            events.remove(call.caller().connection());
        }
        return Json.object().put("on", on);
    }
}
