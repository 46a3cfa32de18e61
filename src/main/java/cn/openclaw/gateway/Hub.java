package cn.openclaw.gateway;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Tells everybody who may hear it what happens. Never waits for a slow reader. */
public interface Hub {
    /**
     * Tells.
     *
     * @param event {@code chat}, {@code agent}, {@code presence} …
     * @param droppable whether a reader who is behind may miss it, since a later one says it again
     */
    void tell(String event, JsonNode payload, Audience audience, boolean droppable);

    /** Tells what must not be missed. */
    default void tell(String event, JsonNode payload, Audience audience) {
        tell(event, payload, audience, false);
    }

    /** Whether anybody would hear it right now. */
    default boolean isHeard(Audience audience) {
        return true;
    }

    /** From now on this connection hears of this conversation ({@code sessions.messages.subscribe}). */
    void follow(String connection, String key);

    /** No longer. */
    void unfollow(String connection, String key);

    /**
     * Closes the connections of those callers, as one whose rights have ended.
     *
     * @param reason what they are told
     */
    void letGo(Predicate<Caller> who, String reason);
}
