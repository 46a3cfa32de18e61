package cn.openclaw.llm;

import static cn.openclaw.llm.CompletionsSamples.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SoundHistoryTest {
    private static final Endpoint KIMI = on("https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26);

    @Test
    void idsThatKimiRepeatsEachTurnAreRenamedInCallAndResult() {
        List<Message> messages = SoundHistory.of(List.of(
                calls("exec:0"), result("exec:0", "one"), calls("exec:0", "exec:1"), result("exec:1", "three"), result("exec:0", "two")));
        assertThat(messages).containsExactly(
                calls("exec:0"), result("exec:0", "one"), calls("exec:0-2", "exec:1"), result("exec:0-2", "two"), result("exec:1", "three"));
    }

    @Test
    void aCallThatLostItsResultGetsOneBeforeTheNextMessage() {
        assertThat(SoundHistory.of(List.of(calls("a"), Message.User.of("hello?"))))
                .containsExactly(
                        calls("a"),
                        new Message.ToolResult("a", "exec", List.of(new Part.Text(SoundHistory.LOST)), true),
                        Message.User.of("hello?"));
    }

    @Test
    void answersThatBrokeOffGoTogetherWithTheirResults() {
        Message broken = new Message.Assistant(
                calls("a").parts(), KIMI.ref(), KIMI.api(), Usage.UNKNOWN, StopReason.ABORTED, Optional.empty());
        assertThat(SoundHistory.of(List.of(Message.User.of("x"), broken, result("a", "r")))).containsExactly(Message.User.of("x"));
    }

    @Test
    void aResultWithoutItsCallIsKeptAsWords() {
        assertThat(SoundHistory.of(List.of(result("gone", "42")))).singleElement().isInstanceOfSatisfying(
                Message.User.class, user -> assertThat(user.parts()).contains(new Part.Text("42")));
    }

    /** The law, over histories cut, shuffled and doubled at random. */
    @Test
    void whateverHappenedToAHistoryItComesOutSoundAndStaysSo() {
        for (int seed = 0; seed < 3000; seed++) {
            List<Message> messages = random(new Random(seed));
            List<Message> sound = SoundHistory.of(messages);
            assertSound(sound, seed);
            assertThat(SoundHistory.of(sound)).as("seed %d", seed).isEqualTo(sound);
        }
    }

    /** The platform's prefix cache hits only while earlier messages are written the same. */
    @Test
    void aLongerHistoryBeginsLikeTheShorterOne() {
        for (int seed = 0; seed < 500; seed++) {
            List<Message> all = new ArrayList<>();
            List<Message> before = List.of();
            Random random = new Random(seed);
            for (int turn = 0; turn < 12; turn++) {
                Message.Assistant asked = calls("exec:" + random.nextInt(3), "exec:" + (3 + random.nextInt(2)));
                all.add(asked);
                asked.toolCalls().forEach(call -> all.add(result(call.id(), "r" + random.nextInt())));
                all.add(Message.User.of("turn " + turn));
                List<Message> now = SoundHistory.of(all);
                assertThat(now.subList(0, before.size())).isEqualTo(before);
                before = now;
            }
        }
    }

    private static void assertSound(List<Message> messages, int seed) {
        Set<String> ids = new HashSet<>();
        List<String> open = new ArrayList<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolResult result) {
                assertThat(open.remove(result.callId())).as("seed %d: an answer to an open call", seed).isTrue();
            } else {
                assertThat(open).as("seed %d: every call answered", seed).isEmpty();
            }
            if (message instanceof Message.Assistant assistant) {
                assistant.toolCalls().forEach(call -> {
                    assertThat(ids.add(call.id())).as("seed %d: %s used once", seed, call.id()).isTrue();
                    open.add(call.id());
                });
            }
        }
        assertThat(open).isEmpty();
    }

    private static List<Message> random(Random random) {
        List<Message> messages = new ArrayList<>();
        for (int i = random.nextInt(25); i > 0; i--) {
            String id = random.nextInt(8) == 0 ? "" : "exec:" + random.nextInt(4);
            messages.add(switch (random.nextInt(6)) {
                case 0 -> Message.User.of("u" + i);
                case 1, 2 -> result(id, "r" + i);
                case 3 -> new Message.Assistant(
                        calls(id).parts(), KIMI.ref(), KIMI.api(), Usage.UNKNOWN, StopReason.ERROR, Optional.empty());
                default -> random.nextBoolean() ? calls(id) : calls(id, "exec:" + random.nextInt(4));
            });
        }
        return messages;
    }

    private static Message.Assistant calls(String... ids) {
        List<Part> parts = new ArrayList<>();
        for (String id : ids) {
            parts.add(new Part.ToolCall(id, "exec", "{}"));
        }
        return new Message.Assistant(parts, KIMI.ref(), KIMI.api(), Usage.UNKNOWN, StopReason.TOOL_USE, Optional.empty());
    }

    private static Message.ToolResult result(String id, String text) {
        return new Message.ToolResult(id, "exec", List.of(new Part.Text(text)), false);
    }
}
