package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.llm.Wire;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventNumbersTest {
    private static final String STREAM =
            """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"r"}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","delta":"say \\"sequence_number\\":99, \\"\\"sequence_number","sequence_number" : 11}

            """;

    private static Passage passed(Wire wire, String stream, int... cuts) {
        Passage passage = new Passage.Straight(wire);
        int from = 0;
        for (int cut : cuts) {
            passage.pass(Unpooled.copiedBuffer(stream.substring(from, cut), StandardCharsets.UTF_8)).release();
            from = cut;
        }
        passage.pass(Unpooled.copiedBuffer(stream.substring(from), StandardCharsets.UTF_8)).release();
        return passage;
    }

    @Test
    void anEventOfOursHasTheNextNumberWhereverThePiecesWereCut() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            int one = random.nextInt(STREAM.length());
            int other = one + random.nextInt(STREAM.length() - one);
            assertThat(passed(Wire.RESPONSES, STREAM, one, other).number()).as("cut at %d and %d", one, other).isEqualTo(12);
        }
    }

    @Test
    void aStreamThatHasNotBegunBeginsWithNothing() {
        assertThat(new Passage.Straight(Wire.RESPONSES).number()).isZero();
        assertThat(passed(Wire.RESPONSES, "data: {\"sequence_number\":123456789012345678901234567890}\n\n").number()).isPositive();
        assertThat(passed(Wire.COMPLETIONS, STREAM).number()).as("a wire without numbers").isZero();
    }
}
