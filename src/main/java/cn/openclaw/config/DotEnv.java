package cn.openclaw.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code .env} files: {@code NAME=value} lines, an optional {@code export}, {@code #} comments, single quotes taken
 * as they are, double quotes with {@code \n} and the like, and quoted values over several lines. What is not such a line is skipped:
 * a file that other programs also read must not stop this one.
 */
final class DotEnv {
    private final String text;
    private final Map<String, String> found = new LinkedHashMap<>();
    private int at;

    private DotEnv(String text) {
        this.text = text;
    }

    /** The variables of a file; empty if there is none or it cannot be read. */
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Map.of();
        }
    }

    static Map<String, String> parse(String text) {
        DotEnv reader = new DotEnv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        while (reader.at < reader.text.length()) {
            reader.line();
        }
        return reader.found;
    }

    private void line() {
        String name = name();
        while (name.equals("export") && at < text.length() && isBlank(text.charAt(at))) {
            name = name();
        }
        skipBlanks();
        if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
            skipLine();
            return;
        }
        at++;
        skipBlanks();
        found.put(name, value());
        skipLine();
    }

    private String name() {
        skipBlanks();
        int start = at;
        while (at < text.length() && isName(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String value() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int close = quote == '"' || quote == '\'' || quote == '`' ? closing(quote) : -1;
        if (close > 0) {
            String inside = text.substring(at + 1, close);
            at = close + 1;
            return quote == '"' ? unescape(inside) : inside;
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r' && !startsComment(start)) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    /** {@code #} starts a comment at the beginning of a value and after a blank; {@code abc#1} is a value. */
    private boolean startsComment(int start) {
        return text.charAt(at) == '#' && (at == start || isBlank(text.charAt(at - 1)));
    }

    private int closing(char quote) {
        for (int end = at + 1; end < text.length(); end++) {
            if (text.charAt(end) == '\\' && quote == '"') {
                end++;
            } else if (text.charAt(end) == quote) {
                return end;
            }
        }
        return -1;
    }

    private static String unescape(String inside) {
        StringBuilder out = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c != '\\' || i + 1 == inside.length()) {
                out.append(c);
                continue;
            }
            char next = inside.charAt(++i);
            switch (next) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case '"', '\\', '$' -> out.append(next);
                default -> out.append(c).append(next);
            }
        }
        return out.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isName(char c) {
        return c == '_' || c == '.' || c == '-' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
