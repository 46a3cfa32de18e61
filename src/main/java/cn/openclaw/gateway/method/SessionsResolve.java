package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code sessions.resolve}: the whole key of a conversation, by its key, its transcript or its name. */
@AutoService(GatewayMethod.class)
public final class SessionsResolve implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.resolve";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        Optional<String> key = word(params, "key");
        Optional<String> id = word(params, "sessionId");
        Optional<String> label = word(params, "label");
        long ways = List.of(key, id, label).stream().filter(Optional::isPresent).count();
        if (ways != 1) {
            throw GatewayException.invalid(
                    ways == 0 ? "Either key, sessionId or label is required" : "Provide either key, sessionId or label, not several");
        }
        List<String> agents = word(params, "agentId")
                .map(agent -> List.of(Conversations.agent(world.config().config(), agent)))
                .orElseGet(() -> Conversations.agents(world.config().config()));
        Optional<String> by = word(params, "spawnedBy");
        Optional<SessionEntry> found = key.isPresent()
                ? byKey(world, key.get())
                : agents.stream()
                        .flatMap(agent -> id.isPresent()
                                ? byId(world, agent, id.get()).stream()
                                : Labels.find(world, agent, label.orElse("")).stream())
                        .findFirst();
        return found.filter(entry -> by.isEmpty() || entry.word("spawnedBy").equals(by))
                .map(entry -> Json.object().put("ok", true).put("key", entry.key().text()))
                .orElseThrow(() -> GatewayException.invalid("No session found: " + key.or(() -> id).or(() -> label).orElse("")));
    }

    private static Optional<String> word(Params params, String name) {
        return params.text(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<SessionEntry> byKey(GatewayWorld world, String written) {
        SessionKey key = Conversations.key(world, written);
        return Conversations.store(world, key).find(key);
    }

    private static Optional<SessionEntry> byId(GatewayWorld world, String agent, String id) {
        return SessionId.isValid(id) ? Conversations.store(world, agent).findById(new SessionId(id)) : Optional.empty();
    }
}
