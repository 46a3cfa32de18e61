package cn.openclaw.simulator;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code [[sim:…]]} in a user's message: what to answer, for whoever tries something by hand. */
final class Directives {
    private static final String OPEN = "[[sim:";

    private Directives() {}

    /**
     * One directive.
     *
     * @param name its first word
     * @param rest what follows it
     */
    record Directive(String name, String rest) {}

    /** The directives of each step: {@code [[sim:then]]} begins the next one. No directive, no step. */
    static List<List<Directive>> steps(String text) {
        List<List<Directive>> steps = new ArrayList<>();
        for (Directive directive : all(text)) {
            if (steps.isEmpty()) {
                steps.add(new ArrayList<>());
            }
            if (directive.name().equals("then")) {
                steps.add(new ArrayList<>());
            } else {
                steps.getLast().add(directive);
            }
        }
        return steps;
    }

    private static List<Directive> all(String text) {
        List<Directive> found = new ArrayList<>();
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at + 1)) {
            int end = end(text, at + OPEN.length());
            if (end < 0) {
                return found;
            }
            String inside = text.substring(at + OPEN.length(), end).strip();
            int space = inside.indexOf(' ');
            found.add(space < 0 ? new Directive(inside, "") : new Directive(inside.substring(0, space), inside.substring(space + 1)));
        }
        return found;
    }

    /** Where the closing {@code ]]} is that does not stand inside a JSON string or object. */
    private static int end(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted) {
                at += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"' && depth > 0) {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (depth <= 0 && text.startsWith("]]", at)) {
                return at;
            }
        }
        return -1;
    }

    /** A text without its directives: what a person would have said. */
    static String without(String text) {
        StringBuilder plain = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
            int end = end(text, at + OPEN.length());
            if (end < 0) {
                break;
            }
            plain.append(text, from, at);
            from = end + 2;
        }
        return plain.append(text.substring(from)).toString().strip();
    }
}
