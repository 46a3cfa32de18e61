package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which hosts take a key, new or kept. Nothing is kept of a new one. */
@AutoService(GatewayMethod.class)
public final class ModelsProbeMethod implements GatewayMethod {
    @Override
    public String name() {
        return "models.probe";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        Language language = Tongue.of(params, call);
        ModelsAtHand models = ModelDesk.of(params, world);
        KeyTrial trial = new KeyTrial(world, models);
        Optional<AuthProfile> kept = params.text("profileId").map(id -> ModelDesk.store(world, models.agentId())
                .profile(id)
                .orElseThrow(() -> GatewayException.invalid("unknown profileId: " + id)));
        String provider = kept.map(profile -> Providers.canonical(profile.provider()))
                .orElseGet(() -> ModelDesk.provider(params, models.config()));
        Secret key = kept.map(profile -> profile.credential().secret()).orElseGet(() -> KeyParam.of(params));
        if (key.isBlank() || key.reveal().startsWith("exec:") || key.reveal().startsWith("file:")) {
            throw GatewayException.unavailable("that profile refers to its key; openclaw-cn models status --probe asks with it");
        }
        List<Provider.Region> regions = trial.regions(provider, params.texts("regions"));
        if (regions.isEmpty()) {
            throw GatewayException.invalid("provider " + provider + " has no such host");
        }
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        trial.ask(provider, key, regions).forEach(result -> results.add(KeyTrial.tree(result, language)));
        return answer;
    }
}
