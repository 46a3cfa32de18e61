package cn.openclaw.cli;

import cn.openclaw.config.Places;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.RestartSentinel;
import cn.openclaw.json.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** After a restart that somebody asked for: that it worked. */
final class GatewaySentinel {
    private GatewaySentinel() {}

    static void deliver(Places places, GatewayWorld world) {
        Optional<ObjectNode> payload = RestartSentinel.take(places);
        payload.ifPresent(told -> world.log().info("gateway", RestartSentinel.sentence(told)
                + Optional.ofNullable(Json.text(told, "sessionKey")).map(key -> " for " + key).orElse("")));
    }
}
