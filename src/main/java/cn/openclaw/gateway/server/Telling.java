package cn.openclaw.gateway.server;

import io.netty.buffer.ByteBuf;

/**
 * One event on its way to many sockets, written down once.
 *
 * @param prefix the frame up to its payload
 * @param payload the payload, shared; whoever hands the telling on retains it
 * @param version {@code ,"stateVersion":…} or nothing
 * @param counted whether it carries a number
 */
record Telling(byte[] prefix, ByteBuf payload, String version, boolean counted, boolean droppable) {
    int size() {
        return prefix.length + payload.readableBytes() + version.length() + 32;
    }
}
