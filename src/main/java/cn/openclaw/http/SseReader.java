package cn.openclaw.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events out of a reply, as they arrive. Lines are found in the bytes (CR and LF never occur inside a UTF-8
 * character) and only whole lines are decoded, so it does not matter where the network cuts the stream. It is kinder than the
 * standard in one thing: an event that the stream's end cuts short of its blank line is delivered, because hosts do end so.
 */
public final class SseReader {
    /** No honest event is longer; a broken server must not fill the memory. */
    private static final int LONGEST_LINE = 32 * 1024 * 1024;

    private final HttpReply reply;
    private final int longestLine;
    private final byte[] piece = new byte[8192];
    private int at;
    private int end;
    private byte[] line = new byte[1024];
    private int lineLength;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private boolean over;

    public SseReader(HttpReply reply) {
        this(reply, LONGEST_LINE);
    }

    SseReader(HttpReply reply, int longestLine) {
        this.reply = reply;
        this.longestLine = longestLine;
    }

    /**
     * The next event that has data; null at the end of the stream.
     *
     * @throws HttpException if the stream breaks off, stalls longer than a limit, or holds a line of absurd length
     */
    public @Nullable SseEvent next() throws InterruptedException {
        String event = "message";
        StringBuilder joined = null;
        String data = null;
        while (readLine()) {
            if (lineLength == 0) {
                if (data != null) {
                    return new SseEvent(event, joined == null ? data : joined.toString());
                }
                event = "message";
            } else if (starts("data")) {
                String more = value("data".length());
                if (data == null) {
                    data = more;
                } else {
                    joined = (joined == null ? new StringBuilder(data) : joined).append('\n').append(more);
                }
            } else if (starts("event")) {
                event = value("event".length());
            }
        }
        return data == null ? null : new SseEvent(event, joined == null ? data : joined.toString());
    }

    /** Whether the line is this field: its name, then a colon or nothing. */
    private boolean starts(String field) {
        if (lineLength < field.length() || (lineLength > field.length() && line[field.length()] != ':')) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (line[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String value(int nameLength) {
        int from = Math.min(nameLength + 1, lineLength);
        if (from < lineLength && line[from] == ' ') {
            from++;
        }
        return new String(line, from, lineLength - from, StandardCharsets.UTF_8);
    }

    /** Fills {@link #line} with the next line; false when the stream is over and nothing is left. */
    private boolean readLine() throws InterruptedException {
        lineLength = 0;
        while (true) {
            if (at == end && !fill()) {
                dropByteOrderMark();
                return lineLength > 0;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (piece[at] == '\n') {
                    at++;
                    continue;
                }
            }
            int from = at;
            while (at < end && piece[at] != '\n' && piece[at] != '\r') {
                at++;
            }
            append(from, at - from);
            if (at < end) {
                afterCarriageReturn = piece[at++] == '\r';
                dropByteOrderMark();
                return true;
            }
        }
    }

    private boolean fill() throws InterruptedException {
        if (over) {
            return false;
        }
        int count = reply.read(piece);
        over = count < 0;
        at = 0;
        end = Math.max(0, count);
        return !over;
    }

    private void append(int from, int count) {
        if (lineLength + count > longestLine) {
            throw new HttpException(HttpException.Reason.BROKEN, HttpText.LINE_TOO_LONG, longestLine);
        }
        if (lineLength + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, lineLength + count));
        }
        System.arraycopy(piece, from, line, lineLength, count);
        lineLength += count;
    }

    private void dropByteOrderMark() {
        if (firstLine && lineLength >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
            lineLength -= 3;
            System.arraycopy(line, 3, line, 0, lineLength);
        }
        firstLine = false;
    }
}
