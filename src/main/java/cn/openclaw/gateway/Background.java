package cn.openclaw.gateway;

/**
 * Something that goes on as long as the gateway lives, without anybody asking. Found by {@code @AutoService(Background.class)}; it
 * holds no state of its own: what must end with the gateway is kept in the world and closed there.
 */
public interface Background {
    /** For the log, and to sort by. */
    String name();

    /** Begins it, once, when the gateway listens. Must return at once. */
    void start(GatewayWorld world);
}
