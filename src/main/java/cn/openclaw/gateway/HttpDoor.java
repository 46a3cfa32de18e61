package cn.openclaw.gateway;

import io.netty.handler.codec.http.HttpHeaders;

/** Some paths of the port that speak plain HTTP. Found by {@code @AutoService(HttpDoor.class)}; it holds no state of its own. */
public interface HttpDoor {
    /** The order of the page. Sockets come in by any path that no door before it takes. */
    int LAST = Integer.MAX_VALUE;

    /** For the log, and to sort by. */
    String name();

    /** Doors of a lower number are asked first; the page, which takes every path, is the last. */
    default int order() {
        return 100;
    }

    /** Whether this door answers a path, whatever the method. */
    boolean takes(String path, GatewayWorld world);

    /**
     * Whether a request's headers hold a key of this door's own: then a large body is taken from whoever sent them. Asked on an
     * event loop, so it must not wait.
     */
    default boolean knows(HttpHeaders headers, GatewayWorld world) {
        return false;
    }

    /**
     * Answers, on a virtual thread of its own, which is interrupted when the client goes away. Rights are the door's to check, by
     * {@link HttpVisit#caller}.
     */
    void answer(HttpVisit visit, GatewayWorld world) throws InterruptedException;
}
