package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Presence;
import cn.openclaw.gateway.Standing;
import cn.openclaw.gateway.SystemEvents;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A program tells what happened: of itself, which changes who is there, or to the agent, which hears of it in its next turn. */
@AutoService(GatewayMethod.class)
public final class SystemEvent implements GatewayMethod {
    @Override
    public String name() {
        return "system-event";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        String text = params.need("text");
        if (text.startsWith("Node:")) {
            String key = params.text("deviceId").or(() -> params.text("instanceId")).orElse(call.caller().connection());
            Presence.of(world).report(key, facts(params).put("text", text));
            Standing.of(world).presenceChanged();
        } else {
            String defaultId = world.config().config().agents().defaultId();
            SystemEvents.of(world)
                    .add(params.text("sessionKey").map(key -> SessionKey.of(key, defaultId)).orElseGet(() -> SessionKey.main(defaultId)), text);
        }
        return Json.object().put("ok", true);
    }

    private static ObjectNode facts(Params params) {
        ObjectNode facts = Json.object();
        for (String name : List.of(
                "deviceId", "instanceId", "host", "ip", "mode", "version", "platform", "deviceFamily", "modelIdentifier", "reason")) {
            params.text(name).ifPresent(value -> facts.put(name, value));
        }
        params.number("lastInputSeconds", 0, Integer.MAX_VALUE).ifPresent(seconds -> facts.put("lastInputSeconds", seconds));
        for (String name : List.of("roles", "scopes", "tags")) {
            ArrayNode list = Json.array();
            params.texts(name).forEach(list::add);
            if (!list.isEmpty()) {
                facts.set(name, list);
            }
        }
        return facts;
    }
}
