package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Cuts a stream into whole events: what is read up to an empty line is ready, the rest waits for more. */
final class Lines {
    /** An event longer than this is not one. */
    private static final int LONGEST = 32 << 20;

    private final ByteBufAllocator allocator;
    private ByteBuf rest;
    private boolean held;

    Lines(ByteBufAllocator allocator) {
        this.allocator = allocator;
        this.rest = io.netty.buffer.Unpooled.EMPTY_BUFFER;
    }

    /** The whole events so far, with what waited before them. Takes over the piece; the caller releases the result. */
    ByteBuf whole(ByteBuf piece) {
        ByteBuf all = piece;
        if (held) {
            all = rest.writeBytes(piece);
            piece.release();
            held = false;
        }
        int end = lastEnd(all);
        if (end == all.writerIndex()) {
            return all;
        }
        int begin = Math.max(end, all.readerIndex());
        if (all.writerIndex() - begin > LONGEST) {
            return all;
        }
        rest = allocator.buffer(Math.max(512, all.writerIndex() - begin)).writeBytes(all, begin, all.writerIndex() - begin);
        held = true;
        all.writerIndex(begin);
        return all;
    }

    /** What waits for its end. */
    ByteBuf rest() {
        ByteBuf left = held ? rest : io.netty.buffer.Unpooled.EMPTY_BUFFER;
        held = false;
        return left;
    }

    /** Behind the last empty line; -1 if there is none. */
    private static int lastEnd(ByteBuf bytes) {
        for (int at = bytes.writerIndex() - 1; at > bytes.readerIndex(); at--) {
            if (bytes.getByte(at) == '\n') {
                byte before = bytes.getByte(at - 1);
                boolean crlf = before == '\r' && at - 2 >= bytes.readerIndex() && bytes.getByte(at - 2) == '\n';
                if (before == '\n' || crlf) {
                    return at + 1;
                }
            }
        }
        return -1;
    }
}
