package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A conversation as lists show it. */
final class SessionRow {
    /** What is shown as it is kept, in the original's order. */
    private static final List<String> KEPT = List.of(
            "label", "displayName", "channel", "subject", "groupChannel", "space", "chatType", "origin", "updatedAt", "sessionId",
            "systemSent", "abortedLastRun", "thinkingLevel", "verboseLevel", "reasoningLevel", "elevatedLevel", "sendPolicy",
            "inputTokens", "outputTokens", "totalTokens", "responseUsage", "modelProvider", "model", "contextTokens", "deliveryContext",
            "lastChannel", "lastTo", "lastAccountId", "spawnedBy", "queueMode", "compactionCount");

    private SessionRow() {}

    static ObjectNode of(GatewayWorld world, SessionEntry entry) {
        ObjectNode row = Json.object().put("key", entry.key().text()).put("kind", kind(entry));
        for (String name : KEPT) {
            JsonNode value = entry.tree().get(name);
            if (value != null && !value.isNull()) {
                row.set(name, value);
            }
        }
        if (!row.has("sessionId")) {
            entry.sessionId().ifPresent(id -> row.put("sessionId", id.value()));
        }
        // What will be asked next, which may differ from what was asked last.
        Models.of(world).chosen(entry.key().agent(), entry.modelOverride()).ifPresent(shown -> {
            row.put("modelProvider", shown.ref().provider()).put("model", shown.ref().model());
            row.put("contextTokens", shown.window());
        });
        if (!row.has("totalTokens")) {
            row.put("totalTokens", 0);
        }
        return Runs.of(world).active(entry.key()).isPresent() ? row.put("running", true) : row;
    }

    static String kind(SessionEntry entry) {
        SessionKey key = entry.key();
        Optional<String> type = entry.word("chatType");
        if (key.text().equals("global") || key.text().equals("unknown")) {
            return key.text();
        }
        boolean group = type.filter(word -> word.equals("group") || word.equals("channel")).isPresent()
                || key.text().contains(":group:")
                || key.text().contains(":channel:");
        return group ? "group" : "direct";
    }
}
