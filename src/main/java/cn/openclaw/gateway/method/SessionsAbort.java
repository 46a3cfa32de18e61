package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Runs;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code sessions.abort}: {@code chat.abort} as newer clients call it, by {@code key} or by {@code runId} alone. */
@AutoService(GatewayMethod.class)
public final class SessionsAbort implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.abort";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        Runs runs = Runs.of(call.world());
        Optional<String> id = params.text("runId").filter(text -> !text.isEmpty());
        boolean named = params.tree().has("key") || params.tree().has("sessionKey") || id.isEmpty();
        Optional<SessionKey> key = named
                ? Optional.of(Asked.key(params, call, params.tree().has("sessionKey") ? "sessionKey" : "key"))
                : runs.find(id.get()).map(run -> run.key());
        return ChatAbort.aborted(key.isEmpty() ? java.util.List.of() : runs.abort(key.get(), id, "rpc"));
    }
}
