package cn.openclaw.json;

import cn.openclaw.json.Json5Node.Container;
import cn.openclaw.json.Json5Node.Entry;
import cn.openclaw.json.Json5Node.Key;
import cn.openclaw.json.Json5Node.Span;
import java.util.List;

/**
 * The habits of the person who wrote a text, as seen from one place in it: the containers around that place are asked from
 * the inside outwards, and where nobody knows, it is done as the original program prints its files.
 */
final class Json5Style {
    private final Json5Document document;
    private final String text;
    private final List<Container> around;
    /** The line end of this text. */
    final String newline;
    /** One level of indentation. */
    final String unit;
    /** Whether the text shows its unit; if not, a new value may keep its own. */
    final boolean knowsUnit;

    /**
     * @param around the containers around the place, innermost first; may be empty
     */
    Json5Style(Json5Document document, List<Container> around) {
        this.document = document;
        this.text = document.text();
        this.around = List.copyOf(around);
        this.newline = newline();
        String shown = unit();
        this.knowsUnit = !shown.isEmpty();
        this.unit = knowsUnit ? shown : "  ";
    }

    private String newline() {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                return text.substring(at, Json5Characters.skipNewline(text, at));
            }
        }
        return "\n";
    }

    private String unit() {
        for (Container container : around) {
            for (Entry entry : container.entries()) {
                String outer = indentOf(container.start());
                String inner = indentOf(entry.start());
                if (beginsLine(entry.start()) && inner.length() > outer.length() && inner.startsWith(outer)) {
                    return inner.substring(outer.length());
                }
            }
        }
        return "";
    }

    /** The white space before the first thing on the line of a place. */
    String indentOf(int place) {
        int start = lineStart(place);
        return text.substring(start, Json5Characters.skipSpaces(text, start, place));
    }

    private int lineStart(int place) {
        int start = Json5Characters.lineStart(text, place);
        return start == 0 && text.startsWith("\uFEFF") && place > 0 ? 1 : start;
    }

    boolean beginsLine(int place) {
        return Json5Characters.skipSpaces(text, Json5Characters.lineStart(text, place), place) == place;
    }

    /** Behind the last thing in a container: its last entry, that one's comma, or a comment. */
    int tail(Container container) {
        int from = container.entries().isEmpty()
                ? container.start() + 1
                : Math.max(container.entries().getLast().end(), container.entries().getLast().comma() + 1);
        List<Span> comments = document.comments(from, container.close());
        return comments.isEmpty() ? from : comments.getLast().end();
    }

    /** Whether a new entry of this container begins a line of its own. */
    boolean spreads(Container container) {
        List<Entry> entries = container.entries();
        if (entries.isEmpty()) {
            return Json5Characters.hasNewline(text, container.start(), container.end()) || outerSpreads(container);
        }
        int last = entries.size() - 1;
        int gap = last == 0 ? container.start() : entries.get(last - 1).end();
        return Json5Characters.hasNewline(text, gap, entries.get(last).start()) || endsInLineComment(container);
    }

    private boolean outerSpreads(Container container) {
        int outer = around.indexOf(container) + 1;
        return outer >= around.size() || spreads(around.get(outer));
    }

    private boolean endsInLineComment(Container container) {
        List<Span> comments = document.comments(container.entries().getLast().end(), container.close());
        return !comments.isEmpty() && text.charAt(comments.getLast().start() + 1) == '/';
    }

    /** The white space before a new entry that begins its own line. */
    String entryIndent(Container container) {
        if (!container.entries().isEmpty()) {
            int start = container.entries().getLast().start();
            return beginsLine(start) ? indentOf(start) : indentOf(container.start()) + unit;
        }
        for (Span comment : document.comments(container.start(), container.end())) {
            if (beginsLine(comment.start())) {
                return indentOf(comment.start());
            }
        }
        return indentOf(container.start()) + unit;
    }

    /** Whether the last entry, too, is followed by a comma here. */
    boolean trailingComma() {
        for (Container container : around) {
            if (!container.entries().isEmpty()) {
                return container.entries().getLast().comma() >= 0;
            }
        }
        return false;
    }

    /** What stands between two entries of one line, comma included. */
    String separator(Container container) {
        List<Entry> entries = container.entries();
        for (int at = entries.size() - 1; at > 0; at--) {
            String gap = text.substring(entries.get(at - 1).comma() + 1, entries.get(at).start());
            if (isSpaces(gap)) {
                return "," + gap;
            }
        }
        return colon().equals(":") ? "," : ", ";
    }

    /** What stands inside the brackets of a container of one line. */
    String padding() {
        for (Container container : around) {
            if (!container.entries().isEmpty() && container.object()) {
                String gap = text.substring(container.start() + 1, container.entries().getFirst().start());
                if (isSpaces(gap)) {
                    return gap;
                }
            }
        }
        return " ";
    }

    /** What stands between a key and its value. */
    String colon() {
        for (Container container : around) {
            if (!container.entries().isEmpty()) {
                Entry last = container.entries().getLast();
                Key key = last.key();
                String gap = key == null ? "" : text.substring(key.end(), last.value().start());
                if (key != null && gap.startsWith(":") && isSpaces(gap.substring(1))) {
                    return gap;
                }
            }
        }
        return ": ";
    }

    private static boolean isSpaces(String gap) {
        return Json5Characters.skipSpaces(gap, 0, gap.length()) == gap.length();
    }

    /** A key as this person would spell it. */
    String key(String name) {
        return quotes() || !Json5.isPlainName(name) ? Json5.quote(name, quote()) : name;
    }

    /** Whether keys that need no quotes have them. */
    private boolean quotes() {
        for (Container container : around) {
            for (Entry entry : container.entries().reversed()) {
                Key key = entry.key();
                if (key != null && Json5.isPlainName(key.name())) {
                    return text.charAt(key.start()) == '"' || text.charAt(key.start()) == '\'';
                }
            }
        }
        return true;
    }

    private char quote() {
        for (Container container : around) {
            for (Entry entry : container.entries().reversed()) {
                char first = text.charAt(entry.key() == null ? entry.value().start() : entry.start());
                if (first == '"' || first == '\'') {
                    return first;
                }
            }
        }
        return '"';
    }
}
