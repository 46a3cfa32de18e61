package cn.openclaw.gateway;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Conversations as callers name them. Every way to write a key leads to one conversation: the edge is where they become whole. */
public final class Conversations {
    private Conversations() {}

    /** Every agent that may be asked, the default one first. */
    public static List<String> agents(ClawConfig config) {
        List<String> ids = new ArrayList<>(List.of(SessionKey.agentId(config.agents().defaultId())));
        config.agents().list().stream().map(agent -> SessionKey.agentId(agent.id())).filter(id -> !ids.contains(id)).forEach(ids::add);
        return ids;
    }

    /**
     * An agent by its name.
     *
     * @throws GatewayException if there is none
     */
    public static String agent(ClawConfig config, String written) {
        String id = SessionKey.agentId(written);
        if (!id.equals("main") && !agents(config).contains(id)) {
            throw GatewayException.invalid("unknown agent id \"" + written + "\"");
        }
        return id;
    }

    /** A whole key, in lower case as the original keeps them. */
    public static SessionKey key(GatewayWorld world, String written) {
        return key(world, written, Optional.empty());
    }

    /**
     * A whole key.
     *
     * @param agentId whose, where the key does not say so; the default agent's if empty
     * @throws GatewayException if the key names an agent that is not there, or another one than {@code agentId}
     */
    public static SessionKey key(GatewayWorld world, String written, Optional<String> agentId) {
        ClawConfig config = world.config().config();
        Optional<String> named = agentId.map(id -> agent(config, id));
        String mainKey = mainKey(config);
        String text = written.strip().toLowerCase(Locale.ROOT);
        boolean main = text.equals(mainKey) || text.isEmpty();
        SessionKey key = SessionKey.of(main ? "main" : text, named.orElseGet(() -> SessionKey.agentId(config.agents().defaultId())));
        if (!mainKey.equals("main") && key.rest().equals(mainKey)) {
            key = SessionKey.main(key.agent());
        }
        agent(config, key.agent());
        if (!text.equals(written.strip())) {
            // One that our own terminal made may have capitals.
            SessionKey exact = SessionKey.of(written, key.agent());
            key = store(world, key.agent()).find(exact).isPresent() ? exact : key;
        }
        if (named.isPresent() && !named.get().equals(key.agent())) {
            throw GatewayException.invalid("agentId \"" + agentId.get() + "\" does not match sessionKey agent \"" + key.agent() + "\"");
        }
        return key;
    }

    /** What the main conversation is called besides {@code main}. */
    public static String mainKey(ClawConfig config) {
        String written = Json.text(config.tree(), "session", "mainKey");
        return written == null || written.isBlank() ? "main" : written.strip().toLowerCase(Locale.ROOT);
    }

    /** Where a conversation is listed. */
    public static SessionStore store(GatewayWorld world, SessionKey key) {
        return store(world, key.agent());
    }

    public static SessionStore store(GatewayWorld world, String agentId) {
        return new SessionStore(
                world.agents().places().sessionsDir(agentId).resolve("sessions.json"), agentId, world.agents().clock());
    }
}
