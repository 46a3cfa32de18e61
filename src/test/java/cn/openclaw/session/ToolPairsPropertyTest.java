package cn.openclaw.session;

import static cn.openclaw.session.Transcripts.answer;
import static cn.openclaw.session.Transcripts.calls;
import static cn.openclaw.session.Transcripts.result;
import static cn.openclaw.session.Transcripts.says;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ToolPairsPropertyTest {
    @Test
    void anyHistoryBecomesOneThatAPlatformTakesAndNoWordsAreLost() {
        for (int seed = 0; seed < 2000; seed++) {
            List<Message> history = history(new Random(seed));
            List<Message> mended = ToolPairs.mend(history);

            TranscriptTest.assertPaired(mended);
            assertThat(ToolPairs.mend(mended)).as("seed " + seed).isEqualTo(mended);
            String all = mended.toString();
            for (Message message : history) {
                for (String word : words(message)) {
                    assertThat(all).as("seed " + seed).contains(word);
                }
            }
        }
    }

    private static List<String> words(Message message) {
        List<Part> parts = switch (message) {
            case Message.User user -> user.parts();
            case Message.Assistant answer -> answer.parts();
            case Message.ToolResult result -> result.parts();
        };
        return parts.stream().filter(Part.Text.class::isInstance).map(part -> ((Part.Text) part).text()).toList();
    }

    private static List<Message> history(Random random) {
        List<Message> history = new ArrayList<>();
        int length = random.nextInt(12);
        for (int at = 0; at < length; at++) {
            String id = "read:" + random.nextInt(3);
            history.add(
                    switch (random.nextInt(7)) {
                        case 0 -> Message.User.of("user-" + at);
                        case 1 -> says("says-" + at);
                        case 2 -> calls(id);
                        case 3 -> calls(id, id + "-b");
                        case 4 -> answer(
                                StopReason.ABORTED, new Part.Text("half-" + at), new Part.ToolCall(id, "read", "{\"pa"));
                        case 5 -> answer(StopReason.ERROR);
                        default -> result(id, "result-" + at);
                    });
        }
        return history;
    }

    @Test
    void brokenArgumentsAreNotSentBack() {
        List<Message> mended = ToolPairs.mend(List.of(
                answer(StopReason.TOOL_USE, new Part.ToolCall("read:0", "read", "{\"path\": \"x")), result("read:0", "r")));

        assertThat(((Message.Assistant) mended.getFirst()).toolCalls().getFirst().arguments()).isEqualTo("{}");
    }

    @Test
    void theSameQuestionAfterAFailureIsAskedOnce() {
        assertThat(ToolPairs.mend(List.of(Message.User.of("hi"), answer(StopReason.ERROR), Message.User.of("hi"))))
                .containsExactly(Message.User.of("hi"));
    }
}
