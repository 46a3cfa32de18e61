package cn.openclaw.llm;

import java.util.Map;
import java.util.Random;

/** For {@code bench/fuzz}: whatever comes down the wire is an answer or a named failure. */
public final class StreamFuzz {
    private StreamFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws InterruptedException {
        if (bytes.length == 0) {
            return;
        }
        CannedHttp http = new CannedHttp(
                bytes[0] == 'e' ? 400 : 200, bytes, Map.of("content-type", "text/event-stream"), new Random(bytes.length));
        try {
            CompletionsStreamsTest.ask(http, _ -> {}, _ -> {});
        } catch (LlmException e) {
            // Named: what a person can do about it is known.
            return;
        }
    }
}
