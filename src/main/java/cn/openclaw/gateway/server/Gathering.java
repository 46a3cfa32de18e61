package cn.openclaw.gateway.server;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Bytes of a body as they come: never more room than twice what came, and none too many where the length was said. */
final class Gathering {
    private static final int FIRST = 256;

    private final long said;
    private byte[] bytes = new byte[0];
    private int size;

    /** @param said how long it will be; negative if nobody said */
    Gathering(long said) {
        this.said = said;
    }

    int size() {
        return size;
    }

    void add(ByteBuf from, int count) {
        int need = size + count;
        if (need > bytes.length) {
            long room = Math.max(Math.max(FIRST, need), 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) (said >= need ? Math.min(room, said) : Math.min(room, Integer.MAX_VALUE - 8)));
        }
        from.readBytes(bytes, size, count);
        size = need;
    }

    /** All of it; nothing is added afterwards. */
    byte[] whole() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
