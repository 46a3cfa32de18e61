package cn.openclaw.http;

/** Sends a request and hands back the answer as it arrives. Every outbound path of the product uses this, so proxies and limits hold for all. */
@FunctionalInterface
public interface Http {
    /**
     * Sends, and waits until status and headers are there; the body is read from the reply as it comes.
     * A status of 400 or more is an answer, not an exception.
     *
     * @throws HttpException if no answer came: not reachable, cut off, or slower than a limit
     * @throws InterruptedException if this thread is interrupted; the socket is closed
     */
    HttpReply send(HttpCall call) throws InterruptedException;
}
