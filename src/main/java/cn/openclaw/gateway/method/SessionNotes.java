package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request to run says about its conversation besides. Only what it says is changed: whatever else is kept there stays. */
final class SessionNotes {
    private static final int LONGEST_LABEL = 64;

    private SessionNotes() {}

    static void patch(Params params, GatewayWorld world, SessionKey key) {
        Map<String, String> notes = new LinkedHashMap<>();
        params.text("label").map(String::strip).filter(text -> !text.isEmpty()).ifPresent(label -> {
            if (label.length() > LONGEST_LABEL) {
                throw params.wrong("at /label: must NOT have more than " + LONGEST_LABEL + " characters");
            }
            Labels.requireFree(world, key, label);
            notes.put("label", label);
        });
        params.text("spawnedBy").filter(text -> !text.isBlank()).ifPresent(by -> notes.put("spawnedBy", by));
        if (!notes.isEmpty()) {
            Conversations.store(world, key).update(key, tree -> notes.forEach(tree::put));
        }
    }
}
