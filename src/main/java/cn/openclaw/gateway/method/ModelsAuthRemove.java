package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.ProfileRoutes;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Forgets a key. */
@AutoService(GatewayMethod.class)
public final class ModelsAuthRemove implements GatewayMethod {
    @Override
    public String name() {
        return "models.auth.remove";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        String agentId = AgentIds.of(params, world);
        String id = params.need("profileId");
        AuthProfileStore store = ModelDesk.store(world, agentId);
        boolean there = store.has(id) && store.isOwn(id);
        if (!there && store.profile(id).isPresent()) {
            throw GatewayException.invalid("profile " + id + " belongs to the agent main; remove it there");
        }
        if (there) {
            store.remove(id);
            List<ConfigEdit> edits = ProfileRoutes.removing(world.config().config(), List.of(id));
            if (!edits.isEmpty()) {
                ConfigDesk desk = new ConfigDesk(world, Asked.language(call));
                desk.written(() -> desk.file().save(edits));
                world.live().ifPresent(LiveConfig::reload);
            }
        }
        return Json.object().put("ok", true).put("removed", there);
    }
}
