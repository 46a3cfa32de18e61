package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.ProfileReport;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every profile with what matters about it, its secret masked. */
@AutoService(GatewayMethod.class)
public final class ModelsAuthList implements GatewayMethod {
    @Override
    public String name() {
        return "models.auth.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        String agentId = AgentIds.of(params, world);
        AuthProfileStore store = ModelDesk.store(world, agentId);
        ObjectNode answer = Json.object().put("agentId", agentId);
        new ProfileReport(store, world.agents().clock().instant()).into(answer, store.profiles(), Tongue.of(params, call));
        ObjectNode order = answer.putObject("order");
        store.profiles().stream().map(AuthProfile::provider).distinct().sorted().forEach(provider -> {
            List<String> ids = store.order(provider);
            if (!ids.isEmpty()) {
                ids.forEach(order.putArray(provider)::add);
            }
        });
        return answer;
    }
}
