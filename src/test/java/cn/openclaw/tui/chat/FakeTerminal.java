package cn.openclaw.tui.chat;

import cn.openclaw.tui.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A terminal in memory: as much of a VT100 as we use, with a scrollback, strict about everything else. */
final class FakeTerminal implements Surface {
    private final List<String> history = new ArrayList<>();
    private List<String[]> grid = new ArrayList<>();
    private int width;
    private int rows;
    private int row;
    private int column;
    private boolean pending;
    private boolean cursorShown = true;
    private long written;

    FakeTerminal(int width, int rows) {
        this.width = width;
        this.rows = rows;
        for (int i = 0; i < rows; i++) {
            grid.add(new String[width]);
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void write(String characters) {
        written += characters.length();
        for (int at = 0; at < characters.length(); ) {
            char c = characters.charAt(at);
            if (c == '\u001b') {
                at = sequence(characters, at);
            } else if (c == '\r') {
                column = 0;
                pending = false;
                at++;
            } else if (c == '\n') {
                lineFeed();
                at++;
            } else if (c < ' ' || c == 0x7f) {
                throw new AssertionError("a control character reached the terminal: " + (int) c);
            } else {
                int end = Cells.next(characters, at);
                put(characters.substring(at, end), Cells.width(characters, at, end));
                at = end;
            }
        }
    }

    private void put(String cluster, int cells) {
        if (cells == 0) {
            return;
        }
        if (pending || column + cells > width) {
            column = 0;
            pending = false;
            lineFeed();
        }
        grid.get(row)[column] = cluster;
        if (cells == 2) {
            grid.get(row)[column + 1] = "";
        }
        column += cells;
        if (column == width) {
            column = width - 1;
            pending = true;
        }
    }

    private void lineFeed() {
        pending = false;
        if (row + 1 < rows) {
            row++;
        } else {
            history.add(text(grid.removeFirst()));
            grid.add(new String[width]);
        }
    }

    private int sequence(String text, int at) {
        if (text.charAt(at + 1) != '[') {
            throw new AssertionError("an unknown escape: " + text.substring(at, Math.min(text.length(), at + 6)));
        }
        int end = at + 2;
        while (text.charAt(end) < '@') {
            end++;
        }
        String parameters = text.substring(at + 2, end);
        int number = parameters.matches("[0-9]+") ? Integer.parseInt(parameters) : 0;
        switch (text.charAt(end)) {
            case 'A' -> move(row - Math.max(1, number));
            case 'B' -> move(row + Math.max(1, number));
            case 'C' -> column = Math.min(width - 1, column + Math.max(1, number));
            case 'H' -> {
                row = 0;
                column = 0;
            }
            case 'J' -> erase(number);
            case 'K' -> java.util.Arrays.fill(grid.get(row), number == 2 ? 0 : column, width, null);
            case 'm' -> {}
            case 'h', 'l' -> cursorShown = parameters.equals("?25") ? text.charAt(end) == 'h' : cursorShown;
            default -> throw new AssertionError("an unknown sequence: " + parameters + text.charAt(end));
        }
        return end + 1;
    }

    private void move(int to) {
        row = Math.clamp(to, 0, rows - 1);
        pending = false;
    }

    private void erase(int how) {
        if (how == 0) {
            java.util.Arrays.fill(grid.get(row), column, width, null);
            for (int at = row + 1; at < rows; at++) {
                grid.set(at, new String[width]);
            }
        } else {
            grid = grid.stream().map(line -> new String[width]).collect(Collectors.toCollection(ArrayList::new));
        }
    }

    /** As terminals do that reflow: rows that no longer fit are cut into several. Only rows without wide characters at the edge. */
    void resize(int newWidth, int newRows) {
        List<String> all = new ArrayList<>(history);
        int cursorLine = history.size() + row;
        for (String[] line : grid) {
            all.add(text(line));
        }
        while (!all.isEmpty() && all.size() > cursorLine + 1 && all.getLast().isEmpty()) {
            all.removeLast();
        }
        List<String> cut = new ArrayList<>();
        int newCursor = 0;
        int newColumn = column;
        for (int at = 0; at < all.size(); at++) {
            int first = cut.size();
            String rest = all.get(at);
            do {
                String head = Cells.head(rest, newWidth);
                cut.add(head);
                rest = rest.substring(head.length());
            } while (!rest.isEmpty());
            if (at == cursorLine) {
                newCursor = Math.min(cut.size() - 1, first + column / newWidth);
                newColumn = column % newWidth;
            }
        }
        width = newWidth;
        rows = newRows;
        history.clear();
        int top = Math.max(0, cut.size() - rows);
        history.addAll(cut.subList(0, top));
        grid = new ArrayList<>();
        for (int at = 0; at < rows; at++) {
            grid.add(new String[width]);
        }
        row = 0;
        List<String> visible = cut.subList(top, cut.size());
        for (int at = 0; at < visible.size(); at++) {
            row = at;
            column = 0;
            pending = false;
            write(visible.get(at));
        }
        row = newCursor - top;
        column = newColumn;
        pending = false;
    }

    private static String text(String[] line) {
        StringBuilder text = new StringBuilder();
        for (String cell : line) {
            text.append(cell == null ? " " : cell);
        }
        return text.toString().stripTrailing();
    }

    /** What is on the screen; {@code ▏} marks the cursor's cell. */
    String screen() {
        return lines(grid.stream().map(FakeTerminal::text).toList());
    }

    /** Scrollback and screen. */
    String all() {
        List<String> lines = new ArrayList<>(history);
        grid.forEach(line -> lines.add(text(line)));
        return lines(lines);
    }

    private static String lines(List<String> lines) {
        String text = String.join("\n", lines);
        return text.stripTrailing() + "\n";
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    String line(int at) {
        return text(grid.get(at));
    }

    boolean isCursorShown() {
        return cursorShown;
    }

    long written() {
        return written;
    }
}
