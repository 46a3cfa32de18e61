package cn.openclaw.tool.file;

import cn.openclaw.tool.ToolOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A span of lines of a file of any size, read in pieces, so that neither a huge file nor a huge line fills the memory. */
final class Lines {
    static final int MOST_LINES = 2000;
    static final int MOST_BYTES = 50 * 1024;

    /** Beyond this many bytes the rest of a file is not counted. */
    private static final long MOST_COUNTED = 256L << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final long from;
    private final long until;
    private long line = 1;
    private long lastKept;
    private boolean full;
    private boolean open;

    private Lines(long from, long limit) {
        this.from = from;
        this.until = from + limit;
    }

    /** The lines from {@code from} on, with a hint where to go on if there are more. */
    static ToolOutcome read(Path file, String name, long from, long limit) throws IOException, InterruptedException {
        Lines lines = new Lines(from, limit);
        long seen = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[64 * 1024];
            for (int n = in.read(piece); n > 0 && seen < MOST_COUNTED; n = in.read(piece)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (seen == 0 && isBinary(piece, n)) {
                    return new ToolOutcome.Failed(name + " is not a text file (" + Files.size(file) + " bytes)");
                }
                lines.take(piece, n);
                seen += n;
            }
        }
        return lines.outcome(name, seen >= MOST_COUNTED);
    }

    private void take(byte[] piece, int length) {
        for (int at = 0; at < length; at++) {
            open = piece[at] != '\n';
            boolean wanted = line >= from && line < until && !full;
            if (wanted && kept.size() >= MOST_BYTES) {
                full = true;
            } else if (wanted) {
                kept.write(piece[at]);
                lastKept = line;
            }
            if (!open) {
                line++;
            }
        }
    }

    private ToolOutcome outcome(String name, boolean uncounted) {
        long total = open ? line : line - 1;
        if (from > Math.max(1, total)) {
            return new ToolOutcome.Failed(name + " has only " + total + " lines");
        }
        String text = decode(kept.toByteArray());
        if (full && text.indexOf('\n') < 0) {
            return new ToolOutcome.Done(text + "\n[Line " + lastKept + " is longer than " + MOST_BYTES / 1024 + " kB and is cut here. Use offset=" + (lastKept + 1) + " to continue]");
        }
        if (full) {
            // Only whole lines: the next piece begins with the one that did not fit.
            text = text.substring(0, text.lastIndexOf('\n') + 1);
            lastKept = from + text.chars().filter(c -> c == '\n').count() - 1;
        }
        long more = total - lastKept;
        if (more <= 0) {
            return new ToolOutcome.Done(text.isEmpty() ? "(empty file)" : text);
        }
        String count = uncounted ? "More" : Long.toString(more) + " more";
        String gap = text.endsWith("\n") ? "\n" : "\n\n";
        return new ToolOutcome.Done(text + gap + "[" + count + " lines in file. Use offset=" + (lastKept + 1) + " to continue]");
    }

    private static boolean isBinary(byte[] bytes, int length) {
        for (int at = 0; at < Math.min(length, 8192); at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    /** UTF-8, or else GB18030, in which many older Chinese files are written; what is neither is shown as far as it goes. */
    static String decode(byte[] bytes) {
        String utf8 = decode(bytes, StandardCharsets.UTF_8);
        String text = utf8 != null ? utf8 : decode(bytes, Charset.forName("GB18030"));
        text = text != null ? text : new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Null if the bytes are not in this charset; a piece may end inside a character, so up to three bytes may hang over. */
    private static @Nullable String decode(byte[] bytes, Charset charset) {
        for (int over = 0; over < 4 && over <= bytes.length; over++) {
            try {
                return strict(bytes, bytes.length - over, charset);
            } catch (CharacterCodingException e) {
                // It may end inside a character: try a shorter piece.
            }
        }
        return null;
    }

    private static String strict(byte[] bytes, int length, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, 0, length))
                .toString();
    }
}
