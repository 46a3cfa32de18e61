package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import java.util.Optional;

/** Names that people gave to conversations: of an agent's, no two have the same. */
final class Labels {
    private Labels() {}

    static void requireFree(GatewayWorld world, SessionKey key, String label) {
        boolean taken = Conversations.store(world, key).all().stream()
                .anyMatch(entry -> !entry.key().equals(key) && entry.word("label").equals(Optional.of(label)));
        if (taken) {
            throw GatewayException.invalid("label already in use: " + label);
        }
    }

    static Optional<SessionEntry> find(GatewayWorld world, String agentId, String label) {
        return Conversations.store(world, agentId).all().stream()
                .filter(entry -> entry.word("label").equals(Optional.of(label)))
                .findFirst();
    }
}
