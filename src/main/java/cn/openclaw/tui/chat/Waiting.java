package cn.openclaw.tui.chat;

import cn.openclaw.tui.Line;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import java.util.ArrayList;
import java.util.List;

/** What the person said while the model worked: given to the turn but not yet taken, or kept for afterwards. */
final class Waiting {
    private final List<String> given = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    /** The turn was told and takes it at its next boundary. */
    void give(String words) {
        given.add(words);
    }

    /** It is said when the turn is over. */
    void keep(String words) {
        kept.add(words);
    }

    /** The turn took what it was given. */
    void taken() {
        given.clear();
    }

    /** The turn is over: what it did not take is said afterwards. */
    void turnOver() {
        kept.addAll(0, given);
        given.clear();
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    String first() {
        return kept.removeFirst();
    }

    String last() {
        return kept.removeLast();
    }

    /** All of it as one text; nothing waits any more. */
    String all() {
        String all = String.join("\n", kept);
        kept.clear();
        return all;
    }

    List<Line> lines(Room room, int most) {
        List<Line> lines = new ArrayList<>();
        List<String> all = new ArrayList<>(given);
        all.addAll(kept);
        String sign = "  " + room.paint().glyph("↳ ", "> ") + ChatText.QUEUED.in(room.language()) + ": ";
        for (String words : all.subList(Math.max(0, all.size() - most), all.size())) {
            lines.add(Line.of(new Span(sign, Style.of(Style.YELLOW)), Span.dim(SafeText.line(words))).cut(room.width()));
        }
        return lines;
    }
}
