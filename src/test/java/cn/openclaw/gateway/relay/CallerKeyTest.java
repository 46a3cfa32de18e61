package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Patterns of models. */
class CallerKeyTest {
    /** What is asked for a stranger to the configuration wrote; how long a look takes must not be his to choose. */
    @Test
    void aPatternIsComparedInNoTime() {
        long begun = System.nanoTime();
        assertThat(CallerKey.matches("*a*a*a*a*a*a*b", "a".repeat(512))).isFalse();
        assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
        Random random = new Random(20261123);
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, "aB*/", 6);
            String text = text(random, "Ab/", 8);
            String regex = "(?i)" + pattern.replace("*", ".*");
            assertThat(CallerKey.matches(pattern, text)).as(pattern + " with " + text).isEqualTo(text.matches(regex));
        }
    }

    private static String text(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most);
        for (int at = 0; at < length; at++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
