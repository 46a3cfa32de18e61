package cn.openclaw.gateway;

import tools.jackson.databind.JsonNode;

/** One call of a method: who asks, and what is around. */
public interface MethodCall {
    Caller caller();

    GatewayWorld world();

    /** Answers at once, before the method returns: {@code accepted}. The last answer carries the same id. */
    void acknowledge(JsonNode payload);

    /** Does something as soon as the answer is on its way, so that its events come after it. */
    default void afterwards(Runnable work) {
        work.run();
    }
}
