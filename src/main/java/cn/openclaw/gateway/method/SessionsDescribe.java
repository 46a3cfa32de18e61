package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Run;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.describe}: one conversation; {@code session} is {@code null} where there is none of that key. */
@AutoService(GatewayMethod.class)
public final class SessionsDescribe implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.describe";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        SessionKey key = Asked.key(params, call, params.tree().has("key") ? "key" : "sessionKey");
        Optional<SessionEntry> entry = Conversations.store(world, key).find(key);
        ObjectNode answer = Json.object().put("ok", true).put("key", key.text());
        if (entry.isEmpty()) {
            return answer.putNull("session");
        }
        ObjectNode row = SessionRow.of(world, entry.get());
        Conversations.store(world, key).transcript(entry.get()).filter(Files::exists).ifPresent(file -> {
            Titles.Shown shown = Titles.of(world).of(file);
            shown.title().ifPresent(title -> row.put("derivedTitle", title));
            shown.last().ifPresent(last -> row.put("lastMessagePreview", last));
            row.put("transcriptBytes", file.toFile().length());
        });
        Runs.of(world).active(key).map(Run::id).ifPresent(id -> row.put("runId", id));
        return answer.set("session", row);
    }
}
