package cn.openclaw.cli;

import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What clients are told when the configuration changes; the original has no such event, and its clients pass over it. */
final class GatewayEvents {
    private GatewayEvents() {}

    static void config(GatewayWorld world, LiveConfig.Change change) {
        ObjectNode payload = Json.object().put("state", change.state().degraded() ? "degraded" : "ok");
        payload.put("origin", change.state().origin()).put("revision", change.state().revision());
        ArrayNode problems = Json.array();
        change.state().problems().forEach(problems::add);
        payload.set("problems", problems);
        ArrayNode changed = Json.array();
        change.plan().changed().forEach(changed::add);
        payload.set("changed", changed);
        payload.put("ts", world.agents().clock().millis());
        world.hub().tell("config.changed", payload, new Audience.Holders(Scope.READ), false);
    }
}
