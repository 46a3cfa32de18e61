package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One conversation in {@code sessions.json}. Only the members we use have names here; the others stay in the tree.
 *
 * @param key what it is found by
 * @param tree the whole entry
 */
public record SessionEntry(SessionKey key, ObjectNode tree) {

    /** The transcript's id; empty if the entry has none, or one that is not safe in a path. */
    public Optional<SessionId> sessionId() {
        return word("sessionId").filter(SessionId::isValid).map(SessionId::new);
    }

    /** When it was last used. */
    public Instant updatedAt() {
        return Instant.ofEpochMilli(number("updatedAt"));
    }

    /** The thinking level the person chose for this conversation. */
    public Optional<String> thinkingLevel() {
        return word("thinkingLevel");
    }

    /** The model the person chose for this conversation with {@code /model}. */
    public Optional<ModelRef> modelOverride() {
        return word("providerOverride").flatMap(provider -> word("modelOverride").map(model -> new ModelRef(provider, model)));
    }

    /** The profile this conversation stays with, if it has one. */
    public Optional<String> profileOverride() {
        return word("authProfileOverride");
    }

    public Optional<String> word(String name) {
        return Optional.ofNullable(Json.text(tree, name)).filter(text -> !text.isBlank());
    }

    public long number(String name) {
        JsonNode node = tree.get(name);
        return node != null && node.isNumber() ? node.asLong(0) : 0;
    }
}
