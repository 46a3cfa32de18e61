package cn.openclaw.json;

import static cn.openclaw.json.Json5Characters.hasNewline;
import static cn.openclaw.json.Json5Characters.isSpace;

import cn.openclaw.json.Json5Node.Container;
import cn.openclaw.json.Json5Node.Entry;
import cn.openclaw.json.Json5Node.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one entry out of a container, with what belongs to it and nothing else. */
final class Json5Removal {
    private final Json5Document document;
    private final String text;
    private final Container container;
    private final Entry entry;
    private final @Nullable Entry before;
    private final @Nullable Entry after;
    private final Json5Splices splices = new Json5Splices();

    Json5Removal(Json5Document document, Container container, int index) {
        List<Entry> entries = container.entries();
        this.document = document;
        this.text = document.text();
        this.container = container;
        this.entry = entries.get(index);
        this.before = index == 0 ? null : entries.get(index - 1);
        this.after = index == entries.size() - 1 ? null : entries.get(index + 1);
    }

    String edited() {
        List<Span> going = comments();
        int end = Math.max(entry.end(), entry.comma() + 1);
        for (Span comment : going) {
            end = Math.max(end, comment.end());
        }
        if (before == null && after == null && nothingElse(going)) {
            return splices.remove(container.start() + 1, container.close()).applyTo(text);
        }
        if (after == null && entry.comma() < 0 && before != null) {
            splices.remove(before.comma(), before.comma() + 1);
        }
        if (document.comments(entry.end(), end).size() > going.size()) {
            piecewise(going);
        } else {
            whole(end);
        }
        return splices.applyTo(text);
    }

    private boolean nothingElse(List<Span> going) {
        int inside = document.comments(container.start(), container.end()).size();
        int own = document.comments(entry.start(), entry.end()).size();
        return inside == own + going.size();
    }

    /** The comments behind the entry, on its line, that speak of it. */
    private List<Span> comments() {
        int limit = after == null ? container.close() : after.start();
        List<Span> found = new ArrayList<>();
        for (Span comment : document.comments(entry.end(), limit)) {
            if (!hasNewline(text, entry.end(), comment.start()) && belongs(comment, limit)) {
                found.add(comment);
            }
        }
        return found;
    }

    private boolean belongs(Span comment, int limit) {
        if (entry.comma() > comment.start()) {
            return true;
        }
        boolean alone = before == null || hasNewline(text, before.end(), entry.start());
        boolean lineEnds = after == null || hasNewline(text, comment.start(), limit);
        boolean line = text.charAt(comment.start() + 1) == '/';
        return entry.comma() < 0 ? alone || !line : alone && lineEnds;
    }

    /** A comment that stays stands among the pieces: take out each piece by itself. */
    private void piecewise(List<Span> going) {
        splices.remove(entry.start(), entry.end());
        if (entry.comma() >= 0) {
            splices.remove(entry.comma(), entry.comma() + 1);
        }
        for (Span comment : going) {
            splices.remove(comment.start(), comment.end());
        }
    }

    /** Everything from the entry's first character up to {@code end}, and the white space it leaves behind. */
    private void whole(int end) {
        int lineStart = Json5Characters.lineStart(text, entry.start());
        boolean begins = Json5Characters.skipSpaces(text, lineStart, entry.start()) == entry.start();
        int next = Json5Characters.skipSpaces(text, end, text.length());
        boolean ends = next < text.length() && Json5Characters.isNewline(text.charAt(next));
        if (begins && ends) {
            splices.remove(bomKept(lineStart), Json5Characters.skipNewline(text, next));
        } else if (begins || (!ends && text.charAt(next) != closing())) {
            splices.remove(entry.start(), next);
        } else {
            splices.remove(spacesBefore(entry.start()), end);
        }
    }

    private char closing() {
        return container.object() ? '}' : ']';
    }

    private int bomKept(int lineStart) {
        return lineStart == 0 && text.startsWith("\uFEFF") ? 1 : lineStart;
    }

    private int spacesBefore(int place) {
        int start = place;
        while (start > 0 && isSpace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
