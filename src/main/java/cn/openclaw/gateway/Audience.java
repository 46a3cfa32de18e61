package cn.openclaw.gateway;

import cn.openclaw.base.Language;
import cn.openclaw.protocol.Scope;
import java.util.Optional;
import java.util.Set;

/** Who may hear an event. Text of a conversation reaches nobody who may not read it. */
public sealed interface Audience {
    /** Everybody who is connected: {@code tick}, {@code shutdown}; nothing that says anything about anybody. */
    record Everybody() implements Audience {}

    /**
     * Operators with a right.
     *
     * @param language only those who speak this one; everybody speaks one
     */
    record Holders(Scope scope, Optional<Language> language) implements Audience {
        /** Whatever they speak. */
        public Holders(Scope scope) {
            this(scope, Optional.empty());
        }
    }

    /**
     * Operators who may read, and who follow this conversation: those of protocol 3 follow all, as its clients expect.
     *
     * @param key the conversation's whole key
     */
    record Readers(String key) implements Audience {}

    /**
     * Some of a conversation's {@link Readers}.
     *
     * @param ability only those who said when they connected that they take this
     * @param only this connection and no other
     * @param without all but these connections
     */
    record Some(String key, Optional<String> ability, Optional<String> only, Set<String> without) implements Audience {
        public Some {
            without = Set.copyOf(without);
        }
    }

    /** One connection, whatever its rights. */
    record One(String connection) implements Audience {}
}
