package cn.openclaw.tui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.tui.Cells;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditorTest {
    @Test
    void movesByWhatIsSeenAsOneCharacter() {
        Editor editor = new Editor();
        editor.insert("中👩‍👩‍👧e\u0301🇨🇳x");
        for (int i = 0; i < 5; i++) {
            editor.press(Key.Named.LEFT);
        }
        assertThat(editor.cursor()).isZero();
        editor.press(Key.Named.RIGHT);
        editor.press(Key.Named.DELETE);
        assertThat(editor.text()).isEqualTo("中e\u0301🇨🇳x");
        editor.press(Key.Named.END);
        editor.press(Key.Named.BACKSPACE);
        editor.press(Key.Named.BACKSPACE);
        assertThat(editor.text()).isEqualTo("中e\u0301");
    }

    @Test
    void theCursorStandsInTheRightCellOfChineseText() {
        EditorView view = EditorView.of("你好ab", 2, 20);
        assertThat(view.column()).isEqualTo(4);
        assertThat(EditorView.of("你好👩‍👩‍👧b", "你好👩‍👩‍👧".length(), 20).column()).isEqualTo(6);
        assertThat(EditorView.of("e\u0301b", 2, 20).column()).isEqualTo(1);
    }

    @Test
    void aWideCharacterNeverHangsOverTheEdge() {
        EditorView view = EditorView.of("a你好世界", 5, 4);
        assertThat(view.rows()).containsExactly("a你", "好世", "界");
        assertThat(view.row()).isEqualTo(2);
        assertThat(view.column()).isEqualTo(2);
    }

    @Test
    void upAndDownKeepTheColumn() {
        Editor editor = new Editor();
        editor.insert("第一行文字\nab\n第三行");
        editor.press(Key.Named.UP);
        assertThat(editor.cursor()).isEqualTo("第一行文字\nab".length());
        editor.press(Key.Named.UP);
        assertThat(editor.cursor()).isEqualTo(1);
        assertThat(editor.press(Key.Named.UP)).isFalse();
    }

    @Test
    void wordsLinesAndUndo() {
        Editor editor = new Editor();
        editor.insert("hello 世界 foo.bar");
        editor.press(Key.Named.DELETE_WORD);
        assertThat(editor.text()).isEqualTo("hello 世界 foo.");
        editor.press(Key.Named.KILL_BEFORE);
        assertThat(editor.isEmpty()).isTrue();
        editor.press(Key.Named.YANK);
        assertThat(editor.text()).isEqualTo("hello 世界 foo.");
        editor.press(Key.Named.UNDO);
        editor.press(Key.Named.UNDO);
        assertThat(editor.text()).isEqualTo("hello 世界 foo.");
    }

    @Test
    void rowsHoldTheWholeTextAndTheCursorForAnyTextAndWidth() {
        String alphabet = "ab 中文，\n👍e\u0301";
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Editor editor = new Editor();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())))));
            }
            editor.insert(text.toString());
            for (int i = random.nextInt(20); i > 0; i--) {
                editor.press(random.nextBoolean() ? Key.Named.LEFT : Key.Named.UP);
            }
            int width = 4 + random.nextInt(10);
            EditorView view = EditorView.of(editor.text(), editor.cursor(), width);
            assertThat(String.join("", view.rows())).isEqualTo(editor.text().replace("\n", ""));
            assertThat(view.rows()).allSatisfy(row -> assertThat(Cells.of(row)).isLessThanOrEqualTo(width));
            assertThat(view.row()).isBetween(0, view.rows().size() - 1);
            assertThat(view.column()).isBetween(0, width - 1);
            assertThat(view.column()).isLessThanOrEqualTo(Cells.of(view.rows().get(view.row())));
        }
    }
}
