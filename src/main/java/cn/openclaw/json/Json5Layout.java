package cn.openclaw.json;

import java.util.ArrayList;
import java.util.List;

/** The text of a new value, cut into lines so that it can be indented anew. A line break inside a string is no such cut. */
final class Json5Layout {
    private final String text;
    private final List<String> lines = new ArrayList<>();

    Json5Layout(Json5Document value) {
        text = value.text();
        value.top().ifPresent(this::cut);
    }

    boolean isOneLine() {
        return lines.size() == 1;
    }

    private void cut(Json5Node top) {
        List<int[]> strings = new ArrayList<>();
        top.strings(strings);
        int from = top.start();
        int next = 0;
        for (int at = top.start(); at < top.end(); at++) {
            while (next < strings.size() && strings.get(next)[1] <= at) {
                next++;
            }
            boolean inString = next < strings.size() && strings.get(next)[0] <= at;
            char c = text.charAt(at);
            if (!inString && (c == '\n' || c == '\r')) {
                lines.add(text.substring(from, at));
                from = Json5Characters.skipNewline(text, at);
                at = from - 1;
            }
        }
        lines.add(text.substring(from, top.end()));
    }

    /** The value with every line but its first moved to this indentation, its own levels kept. */
    String indented(String indent, Json5Style style) {
        StringBuilder out = new StringBuilder(lines.getFirst());
        String base = common();
        int step = style.knowsUnit ? step(base) : 0;
        for (String line : lines.subList(1, lines.size())) {
            out.append(style.newline);
            if (!line.isBlank()) {
                out.append(indent).append(relative(line.substring(base.length()), step, style.unit));
            }
        }
        return out.toString();
    }

    private static String relative(String line, int step, String unit) {
        int width = spaces(line);
        boolean levels = step > 0 && width > 0 && width % step == 0;
        return levels ? unit.repeat(width / step) + line.substring(width) : line;
    }

    /** The white space that all lines but the first begin with. */
    private String common() {
        String base = null;
        for (String line : lines.subList(1, lines.size())) {
            if (line.isBlank()) {
                continue;
            }
            String indent = line.substring(0, Json5Characters.skipSpaces(line, 0, line.length()));
            if (base == null) {
                base = indent;
            }
            while (!indent.startsWith(base)) {
                base = base.substring(0, base.length() - 1);
            }
        }
        return base == null ? "" : base;
    }

    /** How many spaces this value's own levels have; 0 if it has none. */
    private int step(String base) {
        int step = 0;
        for (String line : lines.subList(1, lines.size())) {
            if (!line.isBlank()) {
                int width = spaces(line.substring(base.length()));
                step = width > 0 && (step == 0 || width < step) ? width : step;
            }
        }
        return step;
    }

    private static int spaces(String line) {
        int width = 0;
        while (width < line.length() && line.charAt(width) == ' ') {
            width++;
        }
        return width;
    }
}
