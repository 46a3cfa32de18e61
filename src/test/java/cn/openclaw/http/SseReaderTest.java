package cn.openclaw.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseReaderTest {
    private static final String MESSY = "\uFEFFdata: one\n\n: a comment\r\n\r\ndata: 二\r\ndata: 三 🌙\r\n\r\n"
            + "event: error\rdata:no space\r\rdata\n\nid: 7\nretry: 10\ndata:  two spaces\n\ndatabase: no\n\n"
            + "event: lonely\n\ndata: [DONE]\n\ndata: unfinished";

    private static final List<SseEvent> EVENTS = List.of(
            new SseEvent("message", "one"),
            new SseEvent("message", "二\n三 🌙"),
            new SseEvent("error", "no space"),
            new SseEvent("message", ""),
            new SseEvent("message", " two spaces"),
            new SseEvent("message", "[DONE]"),
            new SseEvent("message", "unfinished"));

    @Test
    void readsEveryKindOfLineEndAndAnEventWithoutItsBlankLine() throws Exception {
        assertThat(events(List.of(MESSY.getBytes(StandardCharsets.UTF_8)))).isEqualTo(EVENTS);
    }

    @Test
    void everyWayToCutTheStreamInTwoGivesTheSameEvents() throws Exception {
        byte[] all = MESSY.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= all.length; cut++) {
            assertThat(events(List.of(slice(all, 0, cut), slice(all, cut, all.length)))).isEqualTo(EVENTS);
        }
    }

    @Test
    void anyCuttingGivesTheSameEvents() throws Exception {
        byte[] all = MESSY.getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < all.length; ) {
                int to = Math.min(all.length, at + 1 + random.nextInt(1 + random.nextInt(20)));
                pieces.add(slice(all, at, to));
                at = to;
            }
            assertThat(events(pieces)).as("seed %d", seed).isEqualTo(EVENTS);
        }
    }

    @Test
    void aLineWithoutEndIsRefusedInsteadOfFillingTheMemory() {
        byte[] endless = ("data: " + "x".repeat(5000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new SseReader(reply(List.of(endless)), 1000).next())
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("1000");
    }

    private static List<SseEvent> events(List<byte[]> pieces) throws InterruptedException {
        SseReader reader = new SseReader(reply(pieces));
        List<SseEvent> events = new ArrayList<>();
        for (SseEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    private static byte[] slice(byte[] all, int from, int to) {
        return java.util.Arrays.copyOfRange(all, from, to);
    }

    /** A reply that hands out exactly these pieces. */
    static HttpReply reply(List<byte[]> pieces) {
        var left = new java.util.ArrayDeque<>(
                pieces.stream().filter(piece -> piece.length > 0).toList());
        return new HttpReply() {
            @Override
            public int status() {
                return 200;
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.empty();
            }

            @Override
            public int read(byte[] into) {
                if (left.isEmpty()) {
                    return -1;
                }
                byte[] piece = left.remove();
                int count = Math.min(piece.length, into.length);
                System.arraycopy(piece, 0, into, 0, count);
                if (count < piece.length) {
                    left.addFirst(slice(piece, count, piece.length));
                }
                return count;
            }

            @Override
            public void close() {}
        };
    }
}
