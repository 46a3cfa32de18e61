package cn.openclaw.gateway.method;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.memory.Identity;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which agents there are, and who they are. */
@AutoService(GatewayMethod.class)
public final class AgentsList implements GatewayMethod {
    @Override
    public String name() {
        return "agents.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        ClawConfig config = world.config().config();
        JsonNode session = config.tree().path("session");
        ObjectNode list = Json.object().put("defaultId", Places.agentId(config.agents().defaultId()));
        list.put("mainKey", Optional.ofNullable(Json.text(session, "mainKey")).filter(key -> !key.isBlank()).orElse("main"));
        list.put("scope", "global".equals(Json.text(session, "scope")) ? "global" : "per-sender");
        ArrayNode agents = list.putArray("agents");
        for (String id : AgentIds.listed(config)) {
            ObjectNode agent = agents.addObject().put("id", id);
            config.agents().list().stream()
                    .filter(one -> Places.agentId(one.id()).equals(id))
                    .flatMap(one -> one.name().stream())
                    .findFirst()
                    .ifPresent(name -> agent.put("name", name));
            Identity identity = Identity.of(config, id, world.agents().places().workspace(config, id)).identity();
            if (!identity.isEmpty()) {
                agent.set("identity", tree(identity));
            }
        }
        return list;
    }

    private static ObjectNode tree(Identity identity) {
        ObjectNode tree = Json.object();
        identity.name().ifPresent(name -> tree.put("name", name));
        identity.theme().ifPresent(theme -> tree.put("theme", theme));
        identity.emoji().ifPresent(emoji -> tree.put("emoji", emoji));
        identity.avatar().ifPresent(avatar -> {
            tree.put("avatar", avatar);
            if (avatar.startsWith("https://") || avatar.startsWith("data:image/")) {
                tree.put("avatarUrl", avatar);
            }
        });
        return tree;
    }
}
