package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.SessionResets;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import com.google.auto.service.AutoService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.delete}: takes a conversation away, with its transcript unless that is to stay. A run of it is stopped first. */
@AutoService(GatewayMethod.class)
public final class SessionsDelete implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.delete";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        SessionKey key = Asked.key(params, call, "key");
        if (key.isMain() || key.text().equals("global")) {
            throw GatewayException.invalid("Cannot delete the main session (" + key.text() + ").");
        }
        if (!SessionResets.quiet(world, key, "delete")) {
            throw GatewayException.unavailable("Session " + key.text() + " is still active; try again in a moment.");
        }
        SessionStore store = Conversations.store(world, key);
        ObjectNode answer = Json.object().put("ok", true).put("key", key.text());
        ArrayNode removed = Json.array();
        boolean deleted;
        if (params.flag("deleteTranscript").orElse(true)) {
            Optional<Sessions.Listed> listed = Sessions.list(store, key.agent()).stream()
                    .filter(one -> one.key().equals(Optional.of(key)))
                    .findFirst();
            Sessions sessions = new Sessions(world.agents().places(), world.agents().clock());
            listed.ifPresent(one -> sessions.delete(one).files().forEach(file -> removed.add(file.toString())));
            deleted = listed.isPresent();
        } else {
            deleted = store.remove(key).isPresent();
        }
        answer.put("deleted", deleted).putArray("archived");
        return answer.set("removed", removed);
    }
}
