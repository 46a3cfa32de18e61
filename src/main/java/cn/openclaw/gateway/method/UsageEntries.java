package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.TranscriptEntry;
import java.nio.file.Files;
import java.util.List;

/** The lines of one conversation that a parameter names. */
final class UsageEntries {
    private UsageEntries() {}

    /** Every line, oldest first; none if nothing was said yet. */
    static List<TranscriptEntry> of(Params params, MethodCall call) {
        String written = params.need("key");
        SessionKey key = Conversations.key(call.world(), written);
        SessionStore store = Conversations.store(call.world(), key);
        SessionEntry entry = store.find(key).orElseThrow(() -> GatewayException.invalid("No session found: " + written));
        return store.transcript(entry).filter(Files::exists).map(Sessions::entries).orElse(List.of());
    }
}
