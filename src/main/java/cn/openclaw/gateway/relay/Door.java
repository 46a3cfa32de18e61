package cn.openclaw.gateway.relay;

import cn.openclaw.json.JsonBytes;
import cn.openclaw.llm.Wire;
import java.util.Optional;

/** Where a request to a model comes in. */
enum Door {
    CHAT("/v1/chat/completions", "chatCompletions", Wire.COMPLETIONS),
    RESPONSES("/v1/responses", "responses", Wire.RESPONSES),
    MESSAGES("/v1/messages", "messages", Wire.MESSAGES),
    COUNT("/v1/messages/count_tokens", "messages", Wire.MESSAGES),
    EMBEDDINGS("/v1/embeddings", "embeddings", Wire.COMPLETIONS);

    private final String path;
    private final String key;
    private final Wire wire;

    Door(String path, String key, Wire wire) {
        this.path = path;
        this.key = key;
        this.wire = wire;
    }

    /** Its key under {@code gateway.http.endpoints}. */
    String key() {
        return key;
    }

    /** In which words it is spoken to, errors included. */
    Wire wire() {
        return wire;
    }

    String path() {
        return path;
    }

    /** How many answers a request wants. */
    long answers(JsonBytes body) {
        JsonBytes.Value many = this == CHAT ? body.root().get("n") : null;
        return many != null && many.is(JsonBytes.Kind.NUMBER) ? body.tree(many).asLong(1) : 1;
    }

    /** People write base URLs with and without {@code /v1}, so that some clients say it twice. */
    static Optional<Door> at(String path) {
        String plain = path.startsWith("/v1/v1/") ? path.substring(3) : path;
        for (Door door : values()) {
            if (door.path.equals(plain)) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }
}
