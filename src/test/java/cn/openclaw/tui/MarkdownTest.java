package cn.openclaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private static final Paint COLOURS = new Paint(true, true, true);
    private static final Paint NONE = new Paint(false, false, true);
    private static final String PAGE =
            """
            # 标题 Heading 一

            先说结论：**重点。**后文不空格也要加粗，*斜体*、`代码`、~~删去~~，[文档](https://example.com/a_b)，裸地址 https://example.com/x?y=1。
            第二行紧接着，English words wrap at blanks, never in the middle of an ordinary word.

            ## 列表
            - 第一项
            - 第二项比较长，长到在四十格里必须折行，折行之后要对齐到文字而不是圆点
              - 里面一层
                1. 再一层
            1. 编号
            2. 编号二
            - [x] 做完了
            - [ ] 没做

            | 名称 | 价格 | 说明 |
            |:-----|-----:|:----:|
            | kimi-k2.5 | ¥4.00 | 多模态，看得见图片 |
            | k3 | ¥20 | **长** 上下文 |

            ```java
            /* 注释
               还在注释里 */ int x = 42; // 尾注
            String s = "你好"; return s;
            ```

            > 引用一句
            > 第二句 **重**

            ---
            结尾 👩‍👩‍👧 🇨🇳 e\u0301 完。
            """;

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void laysAPageOutForEveryWidth(int width) {
        Golden.check("tui/markdown-" + width + ".txt", text(Markdown.lines(PAGE, width, NONE)));
    }

    @Test
    void paintsWithSixteenColours() {
        String painted = Markdown.lines(PAGE, 80, COLOURS).stream().map(COLOURS::line).collect(Collectors.joining("\n"));
        Golden.check("tui/markdown-ansi.txt", painted.replace('\u001b', '␛') + "\n");
    }

    @Test
    @DisplayName("a stream may be cut anywhere, also inside a character: the lines are the same, and the last preview is what stays")
    void theCutsOfAStreamLeaveNoTrace() {
        String whole = text(Markdown.lines(PAGE, 60, COLOURS));
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Markdown markdown = new Markdown(60, COLOURS);
            List<Line> lines = new ArrayList<>();
            for (int at = 0; at < PAGE.length(); ) {
                int end = Math.min(PAGE.length(), at + 1 + random.nextInt(1 + random.nextInt(40)));
                lines.addAll(markdown.feed(PAGE.substring(at, end)));
                if (random.nextInt(4) == 0) {
                    markdown.open();
                }
                at = end;
            }
            List<Line> preview = markdown.open();
            List<Line> rest = markdown.finish();
            assertThat(rest).isEqualTo(preview);
            lines.addAll(rest);
            assertThat(text(lines)).as("seed " + seed).isEqualTo(whole);
        }
    }

    @Test
    void linesAreNeverWiderThanTheyMayBeExceptForCode() {
        for (int width = 8; width <= 130; width += 7) {
            boolean code = false;
            for (Line line : Markdown.lines(PAGE, width, NONE)) {
                code = line.text().startsWith("╭─") || (code && !line.text().startsWith("╰─"));
                if (!code) {
                    assertThat(line.cells()).as(width + ": " + line.text()).isLessThanOrEqualTo(Math.max(width, 8));
                }
            }
        }
    }

    @Test
    void survivesAnyTextWithoutLosingItsLetters() {
        String alphabet = "ab中文 \n\n#*_`~[]()!<>|-:1.\\\t&;>=\"'👍\u001b[31m";
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(80);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<Line> lines = Markdown.lines(text.toString(), 20 + random.nextInt(40), NONE);
            assertThat(text(lines)).as("seed " + seed).doesNotContain("\u001b", "\t");
            assertThat(count(lines, '文')).as("seed " + seed + ": " + text).isGreaterThanOrEqualTo(expected(text.toString()));
        }
    }

    /** Nothing swallows the words, except the name of a code block's language and what lies behind its links. */
    private static long expected(String text) {
        boolean special = text.contains("```") || text.contains("~~~") || text.contains("(") || text.contains("\u001b");
        return special ? 0 : text.chars().filter(c -> c == '文').count();
    }

    private static long count(List<Line> lines, char wanted) {
        return text(lines).chars().filter(c -> c == wanted).count();
    }

    static String text(List<Line> lines) {
        return lines.stream().map(line -> line.text().stripTrailing() + "\n").collect(Collectors.joining());
    }
}
