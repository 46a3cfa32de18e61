package cn.openclaw.tui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void readsKeysHoweverTheyAreCut() {
        String input = "你好\u001b[A\r\u001b[200~a\rb\r\nc\u001b[Ax\u001b[201~\u001b\r\u001b[1;5D👍\u0003";
        List<Key> expected = List.of(
                new Key.Typed("你"), new Key.Typed("好"), Key.Named.UP, Key.Named.ENTER, new Key.Pasted("a\nb\nc\u001b[Ax"),
                Key.Named.NEW_LINE, Key.Named.WORD_LEFT, new Key.Typed("👍"), Key.Named.INTERRUPT);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Keys keys = new Keys();
            List<Key> pressed = new ArrayList<>();
            for (int at = 0; at < input.length(); ) {
                int end = Math.min(input.length(), at + 1 + random.nextInt(4));
                pressed.addAll(keys.take(input.substring(at, end)));
                at = end;
            }
            assertThat(apart(pressed)).as("seed " + seed).isEqualTo(expected);
            assertThat(keys.isWaiting()).isFalse();
        }
    }

    /** Characters that arrive together are one key; here each is looked at alone. */
    private static List<Key> apart(List<Key> keys) {
        List<Key> apart = new ArrayList<>();
        for (Key key : keys) {
            if (key instanceof Key.Typed(String text)) {
                text.codePoints().forEach(code -> apart.add(new Key.Typed(Character.toString(code))));
            } else {
                apart.add(key);
            }
        }
        return apart;
    }

    @Test
    void escapeIsAKeyWhenNothingFollows() {
        Keys keys = new Keys();
        assertThat(keys.take("\u001b")).isEmpty();
        assertThat(keys.idle()).containsExactly(Key.Named.ESCAPE);
        assertThat(keys.take("x")).containsExactly(new Key.Typed("x"));
    }

    @Test
    void aPasteThatIsSlowIsStillOne() {
        Keys keys = new Keys();
        assertThat(keys.take("\u001b[200~first\n")).isEmpty();
        assertThat(keys.idle()).isEmpty();
        assertThat(keys.take("second\u001b[201~")).containsExactly(new Key.Pasted("first\nsecond"));
    }

    @Test
    void survivesAnyBytes() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Keys keys = new Keys();
            for (int i = 0; i < 20; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(6); n > 0; n--) {
                    text.append("\u001b[O~;1A中\ud83dx\u0000\r".charAt(random.nextInt(12)));
                }
                keys.take(text.toString());
                keys.idle();
            }
        }
    }
}
