package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token counts in an answer that passes by, without parsing it: the first and the last object behind a
 * {@code "usage":}, wherever the pieces were cut. Inside a JSON string the name's quotes would be escaped, so words of the
 * answer cannot be taken for it. It looks at every seventh byte or so.
 */
final class UsageScan {
    private static final byte[] WORD = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final int[] SKIP = skips();
    private static final int LARGEST = 16 * 1024;

    private enum State {
        SEARCH,
        /** Behind the name: a colon and the value come. */
        VALUE,
        OBJECT
    }

    private final byte[] carry = new byte[WORD.length - 1];
    private int carried;
    private State state = State.SEARCH;
    private byte[] found = new byte[0];
    private int length;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private byte @Nullable [] first;
    private byte @Nullable [] last;
    private long bytes;
    private boolean hit;

    private static int[] skips() {
        int[] skips = new int[256];
        Arrays.fill(skips, WORD.length);
        for (int at = 0; at < WORD.length - 1; at++) {
            skips[WORD[at]] = WORD.length - 1 - at;
        }
        return skips;
    }

    /** Looks at the readable bytes and leaves them as they are. Returns whether a whole usage object ended in them. */
    boolean look(ByteBuf piece) {
        hit = false;
        int at = piece.readerIndex();
        int end = piece.writerIndex();
        bytes += end - at;
        while (at < end) {
            at = state == State.SEARCH ? search(piece, at, end) : follow(piece, at, end);
        }
        return hit;
    }

    /** How many bytes passed. */
    long bytes() {
        return bytes;
    }

    /** The first object that was found, as written; Anthropic's stream counts the prompt there. */
    byte @Nullable [] first() {
        return first;
    }

    /** The last one; each counts the whole call so far. */
    byte @Nullable [] last() {
        return last;
    }

    /** The place behind the name if it was found, else the end. */
    private int search(ByteBuf piece, int from, int end) {
        // Places count from the first carried byte.
        int total = carried + end - from;
        int window = WORD.length - 1;
        int last = window;
        while (last < total) {
            int c = at(piece, from, last) & 0xff;
            if (c == '"' && matches(piece, from, last)) {
                int behind = from + last + 1 - carried;
                carried = 0;
                state = State.VALUE;
                return behind;
            }
            last += SKIP[c];
        }
        keep(piece, from, total);
        return end;
    }

    private byte at(ByteBuf piece, int from, int place) {
        return place < carried ? carry[place] : piece.getByte(from + place - carried);
    }

    private boolean matches(ByteBuf piece, int from, int last) {
        for (int back = 1; back < WORD.length; back++) {
            if (at(piece, from, last - back) != WORD[WORD.length - 1 - back]) {
                return false;
            }
        }
        return true;
    }

    private void keep(ByteBuf piece, int from, int total) {
        int keep = Math.min(carry.length, total);
        byte[] kept = new byte[keep];
        for (int at = 0; at < keep; at++) {
            kept[at] = at(piece, from, total - keep + at);
        }
        System.arraycopy(kept, 0, carry, 0, keep);
        carried = keep;
    }

    private int follow(ByteBuf piece, int from, int end) {
        int at = from;
        while (at < end && state != State.SEARCH) {
            byte b = piece.getByte(at++);
            if (state == State.OBJECT) {
                inside(b);
            } else if (b == '{') {
                state = State.OBJECT;
                length = 0;
                depth = 0;
                inString = false;
                escaped = false;
                inside(b);
            } else if (b != ':' && b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                state = State.SEARCH; // null, or a string that happens to be this word
            }
        }
        return at;
    }

    private void inside(byte b) {
        if (length == found.length) {
            if (length >= LARGEST) {
                state = State.SEARCH;
                return;
            }
            found = Arrays.copyOf(found, Math.max(512, length * 2));
        }
        found[length++] = b;
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = b == '\\';
            inString = b != '"';
        } else if (b == '"') {
            inString = true;
        } else if (b == '{') {
            depth++;
        } else if (b == '}' && --depth == 0) {
            byte[] whole = Arrays.copyOf(found, length);
            first = first == null ? whole : first;
            last = whole;
            hit = true;
            state = State.SEARCH;
        }
    }
}
