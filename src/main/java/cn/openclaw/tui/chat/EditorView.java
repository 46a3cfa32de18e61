package cn.openclaw.tui.chat;

import cn.openclaw.tui.Cells;
import java.util.ArrayList;
import java.util.List;

/**
 * The editor's text in rows of a given width, and the cell the cursor stands in.
 *
 * @param rows each at most so wide
 * @param row the cursor's row, from 0
 * @param column its cell, from 0
 */
record EditorView(List<String> rows, int row, int column) {

    /** A character never stands half in the last cell: the row ends before it. The cursor after a full row stands on the next. */
    static EditorView of(String text, int cursor, int width) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int used = 0;
        int cursorRow = 0;
        int cursorColumn = 0;
        for (int at = 0; at <= text.length(); ) {
            boolean end = at == text.length();
            int next = end ? at + 1 : Cells.next(text, at);
            boolean newLine = !end && text.charAt(at) == '\n';
            int cells = end || newLine ? 0 : Cells.width(text, at, next);
            if (used + Math.max(cells, at == cursor ? 1 : 0) > width) {
                rows.add(row.toString());
                row.setLength(0);
                used = 0;
            }
            if (at == cursor) {
                cursorRow = rows.size();
                cursorColumn = used;
            }
            if (newLine || end) {
                rows.add(row.toString());
                row.setLength(0);
                used = 0;
            } else {
                row.append(text, at, next);
                used += cells;
            }
            at = next;
        }
        return new EditorView(List.copyOf(rows), cursorRow, cursorColumn);
    }

    /** At most so many rows, those around the cursor. */
    EditorView cut(int most) {
        if (rows.size() <= most) {
            return this;
        }
        int first = Math.clamp(row - most + 1, 0, rows.size() - most);
        return new EditorView(rows.subList(first, first + most), row - first, column);
    }
}
