package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** An answer that is looked at as a whole, piece by piece in one buffer. Touched by one event loop. */
final class Gathered {
    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf all;

    Gathered(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * One piece more, which belongs to this from now on.
     *
     * @param most bytes that the whole may have
     * @return false if it would have more; the piece is dropped then
     */
    boolean add(ByteBuf piece, int most) {
        ByteBuf before = all;
        if (before == null) {
            all = piece;
            return true;
        }
        if (before.readableBytes() + piece.readableBytes() > most) {
            piece.release();
            return false;
        }
        all = joined(before, piece);
        return true;
    }

    /** What came so far, for the one who takes it to release; nothing is left here. */
    ByteBuf taken() {
        ByteBuf taken = all == null ? Unpooled.EMPTY_BUFFER : all;
        all = null;
        return taken;
    }

    private ByteBuf joined(ByteBuf one, ByteBuf other) {
        ByteBuf room = one;
        if (one.isReadOnly() || one.refCnt() > 1 || one.maxWritableBytes() < other.readableBytes() || !one.isWritable(other.readableBytes())) {
            room = allocator.buffer(Math.max(4096, (one.readableBytes() + other.readableBytes()) * 2));
            room.writeBytes(one);
            one.release();
        }
        room.writeBytes(other);
        other.release();
        return room;
    }
}
