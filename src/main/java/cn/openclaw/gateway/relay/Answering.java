package cn.openclaw.gateway.relay;

import cn.openclaw.http.HttpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaders;

/** Hears an upstream's answer, on the event loop. {@link #end} or {@link #failed} is the last it hears, and it hears one of them. */
interface Answering {
    /** Where memory for its bytes comes from: the caller's side gives it back to the same pool. */
    ByteBufAllocator allocator();

    void head(int status, HttpHeaders headers);

    /** A piece of the body; the hearer must release it. */
    void piece(ByteBuf bytes);

    /** What had arrived is handed over: a good moment to flush. */
    void pause();

    void end();

    /**
     * No whole answer.
     *
     * @param detail in English, for the log; empty if there is nothing to add
     */
    void failed(HttpException.Reason reason, String detail);
}
