package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Takes out the chunk with the token counts and no choices, which we asked for and the caller did not: there are programs that
 * look into the first choice of every chunk.
 */
final class WithoutUsage implements Passage {
    private static final byte[][] EMPTY_CHOICES = {
        "\"choices\":[]".getBytes(StandardCharsets.US_ASCII), "\"choices\": []".getBytes(StandardCharsets.US_ASCII)
    };

    private final Lines lines;
    private final ByteBufAllocator allocator;

    WithoutUsage(ByteBufAllocator allocator) {
        this.allocator = allocator;
        this.lines = new Lines(allocator);
    }

    @Override
    public ByteBuf pass(ByteBuf piece) {
        ByteBuf events = lines.whole(piece);
        for (byte[] choices : EMPTY_CHOICES) {
            int at = find(events, choices);
            if (at >= 0) {
                return without(events, at);
            }
        }
        return events;
    }

    private static int find(ByteBuf events, byte[] words) {
        int found = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(words), events.slice());
        return found < 0 ? -1 : events.readerIndex() + found;
    }

    private ByteBuf without(ByteBuf events, int at) {
        int begin = at;
        while (begin > events.readerIndex() && !(events.getByte(begin - 1) == '\n' && isLineEnd(events, begin - 2))) {
            begin--;
        }
        int end = at;
        while (end < events.writerIndex() && !(events.getByte(end) == '\n' && isLineEnd(events, end - 1))) {
            end++;
        }
        end = Math.min(end + 1, events.writerIndex());
        ByteBuf out = allocator.buffer(events.readableBytes());
        out.writeBytes(events, events.readerIndex(), begin - events.readerIndex());
        out.writeBytes(events, end, events.writerIndex() - end);
        events.release();
        return out;
    }

    /** Whether the byte there ends a line, carriage return or not. */
    private static boolean isLineEnd(ByteBuf bytes, int at) {
        if (at < bytes.readerIndex()) {
            return false;
        }
        byte b = bytes.getByte(at);
        return b == '\n' || (b == '\r' && at > bytes.readerIndex() && bytes.getByte(at - 1) == '\n');
    }

    @Override
    public ByteBuf end() {
        return lines.rest();
    }

    @Override
    public void drop() {
        lines.rest().release();
    }
}
