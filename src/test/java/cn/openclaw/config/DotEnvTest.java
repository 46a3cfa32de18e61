package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DotEnvTest {
    @Test
    void readsWhatPeopleWrite() {
        var found = DotEnv.parse("""
                # a comment
                PLAIN=value
                export EXPORTED = spaced \s
                QUOTED="two words\\nand a line"
                SINGLE='as $is \\n'
                HASH=abc#1 # comment
                EMPTY=
                SEVERAL="one
                two"
                =nothing
                not a line
                LAST=1""");

        assertThat(found).containsEntry("PLAIN", "value")
                .containsEntry("EXPORTED", "spaced")
                .containsEntry("QUOTED", "two words\nand a line")
                .containsEntry("SINGLE", "as $is \\n")
                .containsEntry("HASH", "abc#1")
                .containsEntry("EMPTY", "")
                .containsEntry("SEVERAL", "one\ntwo")
                .containsEntry("LAST", "1")
                .hasSize(8);
    }

    @Test
    void windowsFilesAreReadToo() {
        assertThat(DotEnv.parse("\uFEFFA=1\r\nB='2'\r\n")).containsEntry("A", "1").containsEntry("B", "2").hasSize(2);
    }

    @Test
    void noTextStopsIt() {
        Random random = new Random(2);
        String letters = "A='\"#\\\n\r export";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(30); c > 0; c--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(DotEnv.parse(text.toString())).isNotNull();
        }
    }
}
