package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;

/** What happens to a streamed answer's bytes between upstream and caller. On the event loop. */
interface Passage {
    /** What the caller gets of this piece; it may be nothing. Takes over the piece and gives away what it returns. */
    ByteBuf pass(ByteBuf piece);

    /** What is still to be said when the upstream's stream ended well. */
    ByteBuf end();

    /** Whether the caller's stream stands in the middle of an event, after which nothing else can be said. */
    default boolean isMidway() {
        return false;
    }

    /** Whether the host's stream ended without an end, of which the caller heard. Asked after {@link #end}. */
    default boolean isBroken() {
        return false;
    }

    /** Nothing more will come: what is held is given up. */
    default void drop() {}

    /** As it comes. */
    final class Straight implements Passage {
        private byte last = '\n';

        @Override
        public ByteBuf pass(ByteBuf piece) {
            if (piece.isReadable()) {
                last = piece.getByte(piece.writerIndex() - 1);
            }
            return piece;
        }

        @Override
        public ByteBuf end() {
            return io.netty.buffer.Unpooled.EMPTY_BUFFER;
        }

        @Override
        public boolean isMidway() {
            return last != '\n';
        }
    }
}
