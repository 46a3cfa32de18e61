package cn.openclaw.gateway;

import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import tools.jackson.databind.JsonNode;

/** One method of the socket. Found by {@code @AutoService(GatewayMethod.class)}; it holds no state of its own. */
public interface GatewayMethod {
    /** {@code sessions.list} … */
    String name();

    /** Who may use it; checked before {@link #call}. */
    Access access();

    /** Whether {@code hello-ok} names it. */
    default boolean advertised() {
        return true;
    }

    /**
     * Does it, on a virtual thread of its own, which is interrupted when the connection ends.
     *
     * @return the payload of the answer
     * @throws GatewayException what the caller is told; any other {@link cn.openclaw.base.ClawException} is told as
     *     {@code UNAVAILABLE}
     */
    JsonNode call(Params params, MethodCall call) throws InterruptedException;
}
