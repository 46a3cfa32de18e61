package cn.openclaw.gateway.relay;

import cn.openclaw.llm.Wire;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

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

    /** The number that an event of ours has in the caller's stream, where its wire numbers them. */
    default int number() {
        return 0;
    }

    /** Whether the host's stream ended without an end, of which the caller heard. Asked after {@link #end}. */
    default boolean isBroken() {
        return false;
    }

    /** Nothing more will come: what is held is given up. */
    default void drop() {}

    /** As it comes. */
    final class Straight implements Passage {
        private final @Nullable EventNumbers numbers;
        private byte last = '\n';

        /** @param wire of both sides */
        Straight(Wire wire) {
            numbers = wire == Wire.RESPONSES ? new EventNumbers() : null;
        }

        @Override
        public ByteBuf pass(ByteBuf piece) {
            if (piece.isReadable()) {
                last = piece.getByte(piece.writerIndex() - 1);
            }
            if (numbers != null) {
                numbers.look(piece);
            }
            return piece;
        }

        @Override
        public ByteBuf end() {
            return io.netty.buffer.Unpooled.EMPTY_BUFFER;
        }

        @Override
        public int number() {
            return numbers == null ? 0 : numbers.next();
        }

        @Override
        public boolean isMidway() {
            return last != '\n';
        }
    }
}
