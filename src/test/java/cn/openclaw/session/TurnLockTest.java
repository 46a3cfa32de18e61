package cn.openclaw.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.llm.Message;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import cn.openclaw.testing.Orphans;
import java.io.File;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TurnLockTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    /** Another process in the middle of a turn, until it is killed. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            Orphans.endWithParent();
            try (TurnLock _ = TurnLock.hold(Path.of(arguments[0]), LONG, InstantSource.system(), () -> {})) {
                System.out.write('!');
                System.out.flush();
                Thread.sleep(LONG);
            }
        }
    }

    /** Where a class comes from, however the tests were started. */
    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    @Test
    @DisplayName("P30 a second process waits for the turn of the first, says so once, and goes on at once when that one is killed")
    void aTurnOfAnotherProcess() throws Exception {
        Path file = folder.resolve("s1.jsonl");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                        String.join(File.pathSeparator, place(Holder.class), place(TurnLock.class), System.getProperty("java.class.path")), Holder.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream said = other.getInputStream()) {
            assertThat(said.read()).isEqualTo('!');

            // Another conversation has nothing to do with it, and this one can still be written to.
            TurnLock.hold(folder.resolve("s2.jsonl"), Duration.ZERO, InstantSource.system(), () -> {}).close();
            Transcripts.open(file).add(Message.User.of("a note from elsewhere"), MessageCost.UNKNOWN);
            assertThatThrownBy(() -> TurnLock.hold(file, Duration.ofMillis(200), InstantSource.system(), () -> {}))
                    .isInstanceOfSatisfying(
                            SessionException.class, e -> assertThat(e.reason()).isEqualTo(SessionException.Reason.BUSY));

            List<String> told = new ArrayList<>();
            Thread killer = Thread.ofPlatform().start(() -> {
                while (told.isEmpty()) {
                    Thread.onSpinWait();
                }
                other.destroyForcibly();
            });
            long begun = System.nanoTime();
            try (TurnLock _ = TurnLock.hold(file, LONG, InstantSource.system(), () -> told.add("waits"))) {
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            }
            killer.join();
            assertThat(told).containsExactly("waits");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void theSameProcessWaitsForItselfToo() throws Exception {
        Path file = folder.resolve("s1.jsonl");
        try (TurnLock _ = TurnLock.hold(file, Duration.ZERO, InstantSource.system(), () -> {})) {
            assertThatThrownBy(() -> TurnLock.hold(file, Duration.ofMillis(120), InstantSource.system(), () -> {}))
                    .hasMessageContaining("another openclaw-cn process");
        }
        TurnLock.hold(file, Duration.ZERO, InstantSource.system(), () -> {}).close();
    }

    @Test
    @DisplayName("P31 what was said into a turn that was killed is heard by the next one, once and in its order")
    void wordsThatWaited() {
        Path file = folder.resolve("s1.jsonl");
        Transcript turn = Transcripts.open(file);
        turn.add(Message.User.of("begin"), MessageCost.UNKNOWN);
        Transcript keyboard = Transcripts.open(file);
        keyboard.waits(Message.User.of("no, the other one"));
        String heard = keyboard.waits(Message.User.of("and quickly"));
        keyboard.waits(Message.User.of("please"));
        turn.take(Message.User.of("and quickly"), Optional.empty(), heard);

        // Killed here. A model is told of none that no message takes up.
        assertThat(words(Transcripts.open(file))).containsExactly("begin", "and quickly");
        for (int again = 0; again < 2; again++) {
            Transcript next = Transcripts.open(file);
            next.begin(new ModelRef("moonshot", "kimi-k3"), ModelApi.OPENAI_COMPLETIONS, "off");
            next.add(Message.User.of("next " + again), MessageCost.UNKNOWN);
        }
        assertThat(words(Transcripts.open(file)))
                .containsExactly("begin", "and quickly", "no, the other one", "please", "next 0", "next 1");
    }

    private static List<String> words(Transcript transcript) {
        return transcript.entries().stream()
                .flatMap(entry -> Spoken.of(entry).stream())
                .map(Spoken::text)
                .toList();
    }
}
