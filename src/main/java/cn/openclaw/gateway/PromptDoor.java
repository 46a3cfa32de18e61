package cn.openclaw.gateway;

/** A door that can often answer without waiting for anything: then a request need not change threads. */
public interface PromptDoor extends HttpDoor {
    /**
     * Answers if nothing blocks on the way. Called on the event loop of the visit's channel, before {@link #answer}; other
     * connections wait meanwhile.
     *
     * @return false if nothing was done: {@link #answer} follows on a thread of its own
     */
    boolean answerAtOnce(HttpVisit visit, GatewayWorld world);
}
