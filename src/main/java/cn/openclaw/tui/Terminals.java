package cn.openclaw.tui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Opens the real terminal. */
public final class Terminals {
    /** Held, because a logger that nobody holds forgets its level: an unknown terminal type would print a stack trace. */
    private static final Logger QUIET = Logger.getLogger("org.jline");

    private Terminals() {}

    /** For questions: with what is known about this type of terminal. Whatever the locale says, terminals speak UTF-8; containers have no locale. */
    static Terminal open() throws IOException {
        return builder().build();
    }

    /** For a screen that draws by itself, with sequences every terminal of these days knows: its type need not be looked up. */
    public static Terminal plain() throws IOException {
        return builder().type("xterm-256color").build();
    }

    private static TerminalBuilder builder() {
        QUIET.setLevel(Level.OFF);
        return TerminalBuilder.builder()
                .system(true)
                // Asking the terminal how it counts costs a wait, and some print the question.
                .graphemeCluster(false)
                .encoding(StandardCharsets.UTF_8)
                .stdinEncoding(StandardCharsets.UTF_8)
                .stdoutEncoding(StandardCharsets.UTF_8);
    }
}
