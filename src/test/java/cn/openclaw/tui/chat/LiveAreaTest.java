package cn.openclaw.tui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.tui.Line;
import cn.openclaw.tui.Markdown;
import cn.openclaw.tui.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveAreaTest {
    private static final Paint PAINT = new Paint(true, true, true);

    private static Frame frame(int row, int column, String... lines) {
        return new Frame(List.of(lines).stream().map(Line::plain).toList(), row, column);
    }

    @Test
    void whatIsFinalStaysAboveAndTheRestIsRedrawn() {
        FakeTerminal terminal = new FakeTerminal(20, 6);
        LiveArea area = new LiveArea(terminal, PAINT);
        area.draw(List.of(), frame(1, 2, "one", "> 你"));
        area.draw(List.of(Line.plain("said")), frame(2, 3, "one", "two", "> 你好"));
        area.draw(List.of(), frame(0, 0, "two"));

        assertThat(terminal.all()).isEqualTo("said\ntwo\n");
        assertThat(terminal.row()).isEqualTo(1);
    }

    @Test
    void aLongCodeLineIsWrappedByTheTerminalAndNothingIsLost() {
        FakeTerminal terminal = new FakeTerminal(10, 5);
        LiveArea area = new LiveArea(terminal, PAINT);
        area.draw(List.of(), frame(0, 2, "> ", "status"));
        area.draw(List.of(Line.plain("x".repeat(10)), Line.plain("y".repeat(25))), frame(0, 2, "> ", "status"));

        assertThat(terminal.all()).isEqualTo("xxxxxxxxxx\nyyyyyyyyyy\nyyyyyyyyyy\nyyyyy\n>\nstatus\n");
    }

    @Test
    void rowsThatDidNotChangeAreNotSentAgain() {
        FakeTerminal terminal = new FakeTerminal(80, 24);
        LiveArea area = new LiveArea(terminal, PAINT);
        area.draw(List.of(), frame(1, 2, "a".repeat(70), "> ", "b".repeat(70)));
        long before = terminal.written();
        area.draw(List.of(), frame(1, 3, "a".repeat(70), "> x", "b".repeat(70)));

        assertThat(terminal.written() - before).isLessThan(80);
    }

    /** Any sequence of frames and finished lines, on a small screen: the screen is what a fresh one would show. */
    @Test
    void anySequenceOfFramesGivesTheScreenOfTheLastOne() {
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            FakeTerminal terminal = new FakeTerminal(20, 8);
            LiveArea area = new LiveArea(terminal, PAINT);
            List<String> finished = new ArrayList<>();
            Frame last = frame(0, 0);
            for (int step = 0; step < 30; step++) {
                List<Line> done = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0 && random.nextBoolean(); i--) {
                    String line = "done " + step + "." + i;
                    done.add(Line.plain(line));
                    finished.add(line);
                }
                String[] lines = new String[1 + random.nextInt(6)];
                for (int i = 0; i < lines.length; i++) {
                    lines[i] = random.nextInt(4) == 0 ? "same " + i : "第" + random.nextInt(50) + "行";
                }
                int row = random.nextInt(lines.length);
                last = frame(row, random.nextInt(5), lines);
                area.draw(done, last);
            }
            StringBuilder expected = new StringBuilder();
            finished.forEach(line -> expected.append(line).append('\n'));
            last.lines().forEach(line -> expected.append(line.text()).append('\n'));
            assertThat(terminal.all()).as("seed " + seed).isEqualTo(expected.toString());
            assertThat(terminal.line(terminal.row())).isEqualTo(last.lines().get(last.row()).text());
            assertThat(terminal.column()).isEqualTo(last.column());
        }
    }

    @Test
    void aStreamCutAnywhereLeavesTheSameScreen() {
        String page = "# 标题\n\n第一段，**重点**内容很长很长很长很长很长很长。\n\n| 甲 | 乙 |\n|--|--|\n| 一 | two |\n\n```sh\necho " + "x".repeat(60) + "\n```\n- 完\n";
        String expected = null;
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            FakeTerminal terminal = new FakeTerminal(40, 10);
            LiveArea area = new LiveArea(terminal, PAINT);
            Markdown markdown = new Markdown(39, PAINT);
            for (int at = 0; at < page.length(); ) {
                int end = Math.min(page.length(), at + 1 + random.nextInt(9));
                List<Line> done = markdown.feed(page.substring(at, end));
                List<Line> open = new ArrayList<>(markdown.open());
                open = new ArrayList<>(open.subList(Math.max(0, open.size() - 7), open.size()));
                open.add(Line.plain("> "));
                area.draw(done, new Frame(open, open.size() - 1, 2));
                at = end;
            }
            area.draw(markdown.finish(), frame(0, 2, "> "));
            expected = expected == null ? terminal.all() : expected;
            assertThat(terminal.all()).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void aNarrowerWindowLeavesNoRemains() {
        for (int width : new int[] {15, 25, 33, 60}) {
            FakeTerminal terminal = new FakeTerminal(40, 12);
            LiveArea area = new LiveArea(terminal, PAINT);
            area.draw(List.of(Line.plain("above")), frame(2, 4, "-".repeat(39), "x".repeat(30), "> 你好", "s".repeat(39)));
            terminal.resize(width, 12);
            area.draw(List.of(), frame(1, 4, "-".repeat(Math.min(39, width - 1)), "> 你好", "status"));

            assertThat(terminal.all()).isEqualTo("above\n" + "-".repeat(Math.min(39, width - 1)) + "\n> 你好\nstatus\n");
        }
    }
}
