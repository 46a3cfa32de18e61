package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.create}: a conversation of its own, and the first words in it if {@code message} says some. */
@AutoService(GatewayMethod.class)
public final class SessionsCreate implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.create";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        Optional<String> agent = params.text("agentId").filter(text -> !text.isBlank());
        String written = params.text("key").filter(text -> !text.isBlank()).orElseGet(() -> "chat:" + UUID.randomUUID());
        SessionKey key = Conversations.key(world, written, agent);
        SessionStore store = Conversations.store(world, key);
        if (store.find(key).isPresent()) {
            throw GatewayException.invalid("session already exists: " + key.text());
        }
        Optional<ModelRef> model = params.text("model").filter(text -> !text.isBlank()).map(text -> Models.of(world).require(key.agent(), text));
        SessionNotes.patch(params, world, key);
        SessionEntry entry = store.update(key, tree -> {
            tree.put("sessionId", SessionId.random(world.agents().random()).value());
            if (model.isPresent()) {
                ChatCommands.put(tree, model);
            }
        });
        call.world().hub().follow(call.caller().connection(), key.text());
        ObjectNode answer = Json.object().put("ok", true).put("key", key.text());
        entry.sessionId().ifPresent(id -> answer.put("sessionId", id.value()));
        answer.set("entry", entry.tree());
        Optional<String> message = params.text("message").filter(text -> !text.isBlank());
        return message.isPresent() ? answer.set("run", ChatSend.send(params, call, key, message.get())) : answer;
    }
}
