package cn.openclaw.tui.chat;

import cn.openclaw.tui.Line;
import java.util.List;

/**
 * What the living region shows.
 *
 * @param lines from top to bottom, each narrower than the terminal
 * @param row where the cursor stands, from 0
 * @param column its cell, from 0; -1 hides it
 */
record Frame(List<Line> lines, int row, int column) {
    Frame {
        lines = List.copyOf(lines);
    }
}
