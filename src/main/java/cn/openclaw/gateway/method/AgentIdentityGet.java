package cn.openclaw.gateway.method;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.memory.Identity;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who an agent is, for a head line above a conversation. */
@AutoService(GatewayMethod.class)
public final class AgentIdentityGet implements GatewayMethod {
    @Override
    public String name() {
        return "agent.identity.get";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        ClawConfig config = world.config().config();
        String defaultId = Places.agentId(config.agents().defaultId());
        Optional<String> ofKey = params.text("sessionKey").map(key -> SessionKey.of(key, defaultId).agent());
        if (ofKey.isPresent() && params.text("agentId").map(Places::agentId).filter(id -> !id.equals(ofKey.get())).isPresent()) {
            throw params.wrong("agentId does not match sessionKey agent \"" + ofKey.get() + "\"");
        }
        String id = ofKey.filter(_ -> params.text("agentId").isEmpty()).orElseGet(() -> AgentIds.of(params, world));
        if (!AgentIds.all(config).contains(id)) {
            throw GatewayException.invalid("unknown agent id \"" + id + "\"");
        }
        Identity identity = Identity.of(config, id, world.agents().places().workspace(config, id)).identity();
        String name = identity.name().orElse("Assistant");
        ObjectNode answer = Json.object().put("agentId", id).put("name", name);
        answer.put("avatar", identity.avatar().or(identity::emoji).orElseGet(() -> name.substring(0, name.offsetByCodePoints(0, 1))));
        identity.emoji().ifPresent(emoji -> answer.put("emoji", emoji));
        return answer;
    }
}
