package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.util.Optional;

/** Models and keys as callers ask for them. */
final class ModelDesk {
    private ModelDesk() {}

    static ModelsAtHand of(Params params, GatewayWorld world) {
        return new ModelsAtHand(world.config(), world.agents().places(), AgentIds.of(params, world), world.agents().clock());
    }

    /** The agent's own store, with the main one's profiles under it. */
    static AuthProfileStore store(GatewayWorld world, String agentId) {
        ConfigSnapshot snapshot = world.config();
        return AuthProfileStore.of(
                world.agents().places(),
                snapshot.config(),
                agentId,
                new AuthProfileStore.Surroundings(world.agents().clock(), snapshot.environment(), world.agents().random()));
    }

    /**
     * The provider's own id for what a caller wrote; one that only the configuration knows keeps its name.
     *
     * @throws GatewayException if there is none
     */
    static String provider(Params params, ClawConfig config) {
        String written = params.need("provider").strip();
        Optional<Provider> known = Providers.find(written);
        if (known.isEmpty() && !config.models().providers().containsKey(written)) {
            throw GatewayException.invalid("unknown provider: " + written);
        }
        return known.map(Provider::id).orElse(written);
    }
}
