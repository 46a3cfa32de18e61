package cn.openclaw.tool.exec;

import cn.openclaw.tool.Spill;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a program printed: its beginning and its end in memory, the whole in a private file once it is long, secrets taken out
 * before either. Its lock guards everything in it: one thread fills it, others look.
 */
final class Capture {
    /** What a model is shown of one command at most, in characters. */
    static final int MOST = 30_000;

    private static final int HEAD = MOST * 2 / 5;
    private static final int TAIL = MOST - HEAD;
    private static final long MOST_KEPT = 64L << 20;
    private static final int LONGEST_WORD = 4096;

    private final Path file;
    private final UnaryOperator<String> redact;
    private final Consumer<String> listener;
    private final Decoding decoding = new Decoding();

    /** The text since the last white space: a secret that comes in two pieces is only seen when it is whole. */
    private final StringBuilder held = new StringBuilder();

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private final StringBuilder unread = new StringBuilder();
    private long missedUnread;
    private long characters;
    private long lines;
    private long kept;
    private boolean ended;
    private @Nullable BufferedWriter writer;

    Capture(Path file, UnaryOperator<String> redact, Consumer<String> listener) {
        this.file = file;
        this.redact = redact;
        this.listener = listener;
    }

    synchronized void add(byte[] bytes, int length) {
        held.append(decoding.decode(bytes, length));
        int cut = held.length();
        while (cut > 0 && !Character.isWhitespace(held.charAt(cut - 1))) {
            cut--;
        }
        release(cut == 0 && held.length() > LONGEST_WORD ? held.length() : cut);
    }

    /** Lets out what is held back: somebody looks, and a question such as "Password:" ends without white space. */
    synchronized void flush() {
        release(held.length());
    }

    synchronized void end() {
        held.append(decoding.end());
        release(held.length());
        ended = true;
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            // The whole text is lost; its two ends are not.
            kept = -1;
        }
    }

    private void release(int count) {
        if (count == 0 || ended) {
            return;
        }
        String text = redact.apply(held.substring(0, count)).replace("\r\n", "\n");
        held.delete(0, count);
        characters += text.length();
        lines += text.chars().filter(c -> c == '\n').count();
        int first = Math.min(text.length(), Math.max(0, HEAD - head.length()));
        head.append(text, 0, first);
        tail.append(text, first, text.length());
        if (tail.length() > TAIL) {
            spill(text);
            tail.delete(0, tail.length() - TAIL);
        } else if (writer != null) {
            spill(text);
        }
        unread.append(text);
        if (unread.length() > MOST) {
            missedUnread += unread.length() - MOST;
            unread.delete(0, unread.length() - MOST);
        }
        listener.accept(text);
    }

    /** The first time, everything so far; then each piece. */
    private void spill(String piece) {
        if (kept < 0 || kept > MOST_KEPT) {
            return;
        }
        try {
            if (writer == null) {
                writer = open();
                write(head.toString());
                write(tail.toString());
            } else {
                write(piece);
            }
            writer.flush();
        } catch (IOException e) {
            kept = -1;
        }
    }

    private void write(String text) throws IOException {
        if (writer != null) {
            writer.write(text);
            kept += text.length();
        }
    }

    private BufferedWriter open() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            cn.openclaw.config.StateFile.makeFolder(folder);
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Both ends, with a mark between them if something is left out. */
    synchronized String shown() {
        flush();
        long left = characters - head.length() - tail.length();
        if (left <= 0) {
            return head.toString() + tail;
        }
        long shownLines = head.chars().filter(c -> c == '\n').count() + tail.chars().filter(c -> c == '\n').count();
        return head + Spill.gap(left, Math.max(0, lines - shownLines), where()) + tail;
    }

    private String where() {
        if (kept < 0) {
            return "the whole could not be kept";
        }
        String most = kept > MOST_KEPT ? "the first " + (MOST_KEPT >> 20) + " MB" : "the whole";
        return most + " is in " + file + "; read it with offset and limit, or grep it";
    }

    /** What came since the last time. */
    synchronized String news() {
        flush();
        String missed = missedUnread > 0 ? "[… " + missedUnread + " characters left out; see log …]\n" : "";
        String text = missed + unread;
        unread.setLength(0);
        missedUnread = 0;
        return text;
    }

    /** The last characters, for a list. */
    synchronized String ending(int most) {
        String text = tail.isEmpty() ? head.toString() : tail.toString();
        return text.substring(Math.max(0, text.length() - most));
    }

    /** Some lines of the whole; the last ones if no offset is given. */
    synchronized String log(int offset, int limit) throws IOException {
        flush();
        List<String> all = writer != null && kept >= 0
                ? Files.readAllLines(file, StandardCharsets.UTF_8)
                : List.of((head.toString() + tail).split("\n", -1));
        int size = all.isEmpty() || !all.getLast().isEmpty() ? all.size() : all.size() - 1;
        int from = offset > 0 ? Math.min(size, offset - 1) : Math.max(0, size - limit);
        int until = Math.min(size, from + limit);
        return "[lines " + (size == 0 ? 0 : from + 1) + "-" + until + " of " + size + "]\n" + String.join("\n", all.subList(from, until));
    }

    synchronized void clear() {
        head.setLength(0);
        tail.setLength(0);
        unread.setLength(0);
        characters = 0;
        lines = 0;
    }
}
