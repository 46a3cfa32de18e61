package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.session.MessageCost;
import cn.openclaw.testing.ScriptedChatModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
    private final List<String> heard = new ArrayList<>();
    private final Hearing hearing = new Hearing(event -> {
        if (event instanceof AgentEvent.Heard(ChatEvent.TextDelta(String words))) {
            heard.add(words);
        }
    });

    private void answer(String... pieces) {
        for (String piece : pieces) {
            hearing.accept(new AgentEvent.Heard(new ChatEvent.TextDelta(piece)));
        }
        hearing.accept(new AgentEvent.Answered(
                ScriptedChatModel.answer(StopReason.STOP, new Part.Text(String.join("", pieces))), MessageCost.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No ", "No problem.", "NO", "NO_", "NO_REPLY_NEEDED", "No reply came.", "NOT so"})
    @DisplayName("W09 an answer that begins like the silent word is an answer")
    void anAnswerThatBeginsWithNo(String words) {
        answer(words.substring(0, 1), words.substring(1));

        assertThat(hearing.texts()).containsExactly(words);
        assertThat(String.join("", heard)).isEqualTo(words);
    }

    @Test
    void silenceIsNeitherHeardNorReported() {
        answer("NO", "_RE", "PLY", "\n");

        assertThat(hearing.texts()).isEmpty();
        assertThat(heard).isEmpty();
        answer("Yes");
        assertThat(hearing.texts()).containsExactly("Yes");
    }

    @Test
    void wordsBesideTheSilentWordAreKept() {
        assertThat(Silence.without("Done.\n\nNO_REPLY")).isEqualTo("Done.");
        assertThat(Silence.without("NO_REPLY but see this")).isEqualTo("but see this");
        assertThat(Silence.without("say NO_REPLY_X")).isEqualTo("say NO_REPLY_X");
        assertThat(Silence.isSilent("**NO_REPLY**.")).isTrue();
        assertThat(Silence.isSilent("")).isFalse();
    }
}
