package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Reads the {@code sequence_number} of events that pass by, without parsing them, so that an event of ours has the next one. Inside a
 * JSON string the name's quotes would be escaped, so words of the answer cannot be taken for it.
 */
final class EventNumbers implements ByteProcessor {
    private static final String NAME = "\"sequence_number\"";

    /** How much of the name was read; one more behind the colon. */
    private int read;

    private int number = -1;
    private int growing = -1;

    /** Looks at the readable bytes, wherever the pieces were cut, and leaves them as they are. */
    void look(ByteBuf piece) {
        piece.forEachByte(this);
    }

    void look(String words) {
        words.chars().forEach(c -> process((byte) c));
    }

    /** The number of an event that comes now. */
    int next() {
        return Math.max(number, growing) + 1;
    }

    @Override
    public boolean process(byte b) {
        if (read > NAME.length()) {
            value(b);
        } else if (read == NAME.length()) {
            read = b == ':' ? read + 1 : b == ' ' ? read : restart(b);
        } else {
            read = b == NAME.charAt(read) ? read + 1 : restart(b);
        }
        return true;
    }

    private void value(byte b) {
        if (b >= '0' && b <= '9' && growing < Integer.MAX_VALUE / 10 - 1) {
            growing = Math.max(growing, 0) * 10 + b - '0';
        } else if (b != ' ' || growing >= 0) {
            number = Math.max(number, growing);
            growing = -1;
            read = restart(b);
        }
    }

    /** The name has a quote at its ends alone. */
    private static int restart(byte b) {
        return b == '"' ? 1 : 0;
    }
}
