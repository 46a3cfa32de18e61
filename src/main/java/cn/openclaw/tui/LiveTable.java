package cn.openclaw.tui;

import cn.openclaw.base.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/** A screen of lines that is drawn anew again and again until {@code q}, Escape or Ctrl-C; what was on the terminal before is back then. */
public final class LiveTable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final int ESCAPE = 27;
    private static final int CTRL_C = 3;

    private LiveTable() {}

    /** Makes the lines for a width, in cells; each may hold colours and is cut where it is too long by whoever makes it; the last one is always shown. */
    @FunctionalInterface
    public interface Lines {
        List<String> lines(int width) throws InterruptedException;
    }

    /** Draws until somebody has seen enough. */
    public static void show(Lines lines, Duration pause, Environment environment) throws InterruptedException {
        boolean colour = environment.get("NO_COLOR").isEmpty();
        try (Terminal terminal = Terminals.plain()) {
            Attributes before = terminal.enterRawMode();
            terminal.writer().print(ENTER);
            try {
                while (true) {
                    draw(terminal, lines, colour);
                    if (isOver(terminal, pause)) {
                        return;
                    }
                }
            } finally {
                terminal.writer().print(LEAVE);
                terminal.writer().flush();
                terminal.setAttributes(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void draw(Terminal terminal, Lines lines, boolean colour) throws InterruptedException {
        int height = Math.max(4, terminal.getSize().getRows());
        StringBuilder out = new StringBuilder("\u001b[H");
        List<String> all = lines.lines(Math.max(40, terminal.getSize().getColumns()));
        int rows = Math.min(height - 1, all.size());
        for (int at = 0; at < rows; at++) {
            // What to press stays in sight, however little room there is.
            String line = at == rows - 1 ? all.getLast() : all.get(at);
            boolean head = at == 0 && colour;
            out.append(head ? "\u001b[1m" : "").append(line).append(head ? "\u001b[0m" : "").append("\u001b[K\r\n");
        }
        terminal.writer().print(out.append("\u001b[J"));
        terminal.writer().flush();
    }

    /** An arrow or another key that begins like Escape, read to its end. */
    private static boolean isSequence(Terminal terminal) throws IOException {
        int next = terminal.reader().read(20);
        if (next != '[' && next != 'O') {
            return false;
        }
        for (int end = terminal.reader().read(20); end >= 0 && end < '@'; ) {
            end = terminal.reader().read(20);
        }
        return true;
    }

    private static boolean isOver(Terminal terminal, Duration pause) throws IOException, InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int key = terminal.reader().read(Math.max(1, left / 1_000_000));
            if (key == ESCAPE && isSequence(terminal)) {
                continue;
            }
            if (key == 'q' || key == 'Q' || key == ESCAPE || key == CTRL_C || key == NonBlockingReader.EOF) {
                return true;
            }
        }
        return false;
    }
}
