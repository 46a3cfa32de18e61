package cn.openclaw.tui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TypingTest {
    private static final Duration WAIT = Duration.ofMillis(300);

    /** The library kept back what exceeded 1024 characters until the next key. */
    @Test
    void aLongPasteArrivesToItsLastCharacterWithNoFurtherKey() throws Exception {
        String pasted = "第一行 the quick brown fox 🦊\n".repeat(400) + "end";
        try (PipedOutputStream keyboard = new PipedOutputStream();
                NonBlockingInputStream input = NonBlocking.nonBlocking("test", new PipedInputStream(keyboard, 65_536))) {
            Typing typing = new Typing(input);
            keyboard.write(pasted.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            StringBuilder came = new StringBuilder();
            while (came.length() < pasted.length()) {
                // On a busy machine a wait may end with nothing; the next one brings it.
                came.append(typing.read(WAIT).orElseThrow());
            }
            assertThat(came.toString()).isEqualTo(pasted);
            assertThat(typing.read(Duration.ofMillis(20))).contains("");
            keyboard.close();
            Optional<String> end = typing.read(WAIT);
            while (end.isPresent()) {
                assertThat(end).contains("");
                end = typing.read(WAIT);
            }
        }
    }
}
