package cn.openclaw.json;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json5Node.Container;
import cn.openclaw.json.Json5Node.Entry;
import cn.openclaw.json.Json5Node.Scalar;
import java.util.ArrayList;
import java.util.List;

/** Puts a value at a path: over the one that stands there, or as a new entry. */
final class Json5Insertion {
    private final Json5Document document;
    private final String text;
    private final List<String> path;
    private final Json5Layout value;
    /** The containers that the path goes through, innermost first. */
    private final List<Container> around = new ArrayList<>();

    Json5Insertion(Json5Document document, List<String> path, Json5Document value) {
        this.document = document;
        this.text = document.text();
        this.path = path;
        this.value = new Json5Layout(value);
    }

    String edited() {
        return document.top().map(this::into).orElseGet(this::intoNothing);
    }

    private String into(Json5Node top) {
        Json5Node node = top;
        for (int step = 0; step < path.size(); step++) {
            if (!(node instanceof Container container)) {
                return through((Scalar) node, step);
            }
            around.addFirst(container);
            int found = container.find(path.get(step));
            if (found < 0) {
                return add(container, step);
            }
            node = container.entries().get(found).value();
        }
        return over(node, path.size());
    }

    /** A {@code null} in the way gives place to a container; anything else is the person's and stays. */
    private String through(Scalar scalar, int step) {
        if (!scalar.value().isNull()) {
            throw refused(scalar, Json5Text.NOT_A_CONTAINER, dotted(step), kind(scalar), path.get(step));
        }
        checkNewLists(scalar, step);
        return over(scalar, step);
    }

    private String over(Json5Node node, int step) {
        Json5Style style = style();
        boolean spread = around.isEmpty() || style.spreads(around.getFirst());
        String replacement = new Json5Composer(style, value, path, spread)
                .compose(step, style.indentOf(node.start()), style.trailingComma());
        return new Json5Splices().replace(node.start(), node.end(), replacement).applyTo(text);
    }

    /** A text of white space and comments gets its value at the end. */
    private String intoNothing() {
        checkNewLists(new Scalar(text.length(), text.length(), Json.object()), 1);
        Json5Style style = style();
        boolean fresh = text.isEmpty() || text.equals("\uFEFF");
        boolean ended = fresh || Json5Characters.isNewline(text.charAt(text.length() - 1));
        return text + (ended ? "" : style.newline)
                + new Json5Composer(style, value, path, true).compose(0, "", false) + style.newline;
    }

    private String add(Container container, int step) {
        String last = path.get(step);
        if (!container.object()) {
            checkIndex(container, step);
        }
        checkNewLists(container, step + 1);
        Json5Style style = style();
        boolean spread = style.spreads(container) && !staysShort(container, step);
        String indent = spread ? style.entryIndent(container) : style.indentOf(container.start());
        String body = new Json5Composer(style, value, path, spread).compose(step + 1, indent, style.trailingComma());
        String entry = container.object() ? style.key(last) + style.colon() + body : body;
        return (container.entries().isEmpty() ? first(container, style, entry, spread) : next(container, style, entry, spread))
                .applyTo(text);
    }

    /** An empty list on one line stays on it with one short item: {@code fallbacks: ["a/b"]}. */
    private boolean staysShort(Container container, int step) {
        return !container.object()
                && container.entries().isEmpty()
                && step == path.size() - 1
                && value.isOneLine()
                && !Json5Characters.hasNewline(text, container.start(), container.end());
    }

    private Json5Splices next(Container container, Json5Style style, String entry, boolean spread) {
        Entry last = container.entries().getLast();
        boolean trailing = last.comma() >= 0;
        int tail = style.tail(container);
        String ending = trailing ? "," : "";
        Json5Splices splices = new Json5Splices();
        if (spread) {
            return splices.insert(last.end(), trailing ? "" : ",")
                    .insert(tail, style.newline + style.entryIndent(container) + entry + ending);
        }
        String separator = style.separator(container);
        return splices.insert(tail, (trailing ? separator.substring(1) : separator) + entry + ending);
    }

    private Json5Splices first(Container container, Json5Style style, String entry, boolean spread) {
        int tail = style.tail(container);
        boolean commented = tail > container.start() + 1;
        boolean closesOnItsLine = !Json5Characters.hasNewline(text, tail, container.close());
        Json5Splices splices = new Json5Splices();
        if (!spread) {
            String padding = container.object() ? style.padding() : "";
            return commented
                    ? splices.insert(tail, " " + entry)
                    : splices.replace(tail, container.close(), padding + entry + padding);
        }
        String line = style.newline + style.entryIndent(container) + entry + (style.trailingComma() ? "," : "");
        if (commented && !closesOnItsLine) {
            return splices.insert(tail, line);
        }
        return splices.replace(tail, container.close(), line + style.newline + style.indentOf(container.start()));
    }

    private void checkIndex(Container list, int step) {
        int index = Container.index(path.get(step));
        if (index < 0) {
            throw refused(list, Json5Text.NOT_AN_INDEX, dotted(step), path.get(step));
        }
        if (index > list.entries().size()) {
            throw refused(list, Json5Text.PAST_THE_END, dotted(step), list.entries().size(), path.get(step));
        }
    }

    /** A list that is made on the way begins with its item 0. */
    private void checkNewLists(Json5Node there, int from) {
        for (int step = Math.max(1, from); step < path.size(); step++) {
            if (Container.index(path.get(step)) > 0) {
                throw refused(there, Json5Text.PAST_THE_END, dotted(step), 0, path.get(step));
            }
        }
    }

    private Json5Style style() {
        return new Json5Style(document, around);
    }

    private JsonException refused(Json5Node node, Text sentence, Object... arguments) {
        return new Json5Scanner(text).error(node.start(), sentence, arguments);
    }

    private String dotted(int steps) {
        return String.join(".", path.subList(0, steps));
    }

    private static Text kind(Scalar scalar) {
        if (scalar.value().isString()) {
            return Json5Text.A_STRING;
        }
        return scalar.value().isNumber() ? Json5Text.A_NUMBER : Json5Text.A_BOOLEAN;
    }
}
