package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.llm.Usage;
import cn.openclaw.llm.translation.Counts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageScanTest {
    private static final String KIMI =
            """
            data: {"choices":[{"index":0,"delta":{"content":"say \\"usage\\": {\\"prompt_tokens\\":999}"}}],"usage":null}

            data: {"choices":[{"index":0,"delta":{"content":"usage"},"x":"usage"}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":8,"completion_tokens":11,"total_tokens":19,"cached_tokens":3,"prompt_tokens_details":{"cached_tokens":3},"note":"}\\"{"}}]}

            data: [DONE]

            """;
    private static final String ANTHROPIC =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","usage":{"input_tokens":25,"cache_read_input_tokens":7,"output_tokens":1}}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage": {"output_tokens": 15}}

            """;

    private static Usage scanned(String stream, Random random) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        UsageScan scan = new UsageScan();
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 12));
            ByteBuf piece = Unpooled.wrappedBuffer(bytes, at, end - at);
            scan.look(piece);
            assertThat(piece.readableBytes()).isEqualTo(end - at);
            at = end;
        }
        assertThat(scan.bytes()).isEqualTo(bytes.length);
        return Counts.of(scan.first(), scan.last());
    }

    @Test
    void countsAreFoundHoweverTheStreamIsCut() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            assertThat(scanned(KIMI, random)).isEqualTo(new Usage(5, 11, 3, 0, true, 0));
            assertThat(scanned(ANTHROPIC, random)).isEqualTo(new Usage(25, 15, 7, 0, true));
        }
    }

    @Test
    void theChunkNobodyAskedForIsTakenOut() {
        String first = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a \\\"choices\\\":[] b\"}}]}\n\n";
        String counts = "data: {\"id\":\"x\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n";
        String done = "data: [DONE]\n\n";
        byte[] bytes = (first + counts + done).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            WithoutUsage passage = new WithoutUsage(UnpooledByteBufAllocator.DEFAULT);
            StringBuilder out = new StringBuilder();
            int at = 0;
            while (at < bytes.length) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(90));
                ByteBuf said = passage.pass(Unpooled.copiedBuffer(bytes, at, end - at));
                out.append(said.toString(StandardCharsets.UTF_8));
                said.release();
                at = end;
            }
            ByteBuf rest = passage.end();
            out.append(rest.toString(StandardCharsets.UTF_8));
            assertThat(out.toString()).isEqualTo(first + done);
        }
    }

    @Test
    void patternsAreSimple() {
        assertThat(CallerKey.matches("moonshot/*", "moonshot/kimi-k3")).isTrue();
        assertThat(CallerKey.matches("*/kimi-*", "kimi-code/kimi-for-coding")).isTrue();
        assertThat(CallerKey.matches("moonshot/kimi-k3", "moonshot/kimi-k3.1-pro")).isFalse();
        assertThat(CallerKey.matches("*", "")).isTrue();
    }
}
