package cn.openclaw.llm;

import cn.openclaw.model.Capability;
import cn.openclaw.model.ModelApi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * For {@code bench/fuzz}: whatever comes down a wire is an answer or a named failure, what was heard on the way is what is kept, and
 * where the network cuts it changes nothing. A child for each wire format, so that each has its own corpus.
 */
final class StreamFuzz {
    private static final ChatRequest QUESTION =
            new ChatRequest("", List.of(Message.User.of("hi")), List.of(WireSamples.weather()), ChatRequest.Options.NONE);

    private final Endpoint endpoint;
    private final WireFormat format;

    StreamFuzz(ModelApi api) {
        Capability capability = api == ModelApi.OPENAI_COMPLETIONS ? WireSamples.K26 : Capability.PLAIN;
        this.endpoint = WireSamples.endpoint(api, "https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", capability);
        this.format = WireFormats.find(api).orElseThrow();
    }

    /** What came of a stream: its answer, or what was heard before it failed, and how. */
    private record Outcome(Message.Assistant message, String failure) {}

    void on(byte[] bytes) throws InterruptedException {
        if (bytes.length == 0) {
            return;
        }
        Outcome first = ask(bytes, bytes.length);
        if (Arrays.hashCode(bytes) % 8 == 0) {
            Outcome again = ask(bytes, ~bytes.length);
            if (!first.equals(again)) {
                throw new IllegalStateException("cut elsewhere it is another answer: " + first + " and " + again);
            }
        }
    }

    private Outcome ask(byte[] bytes, int seed) throws InterruptedException {
        boolean refused = bytes[0] == '!';
        CannedHttp http = new CannedHttp(
                refused ? 400 : 200,
                refused ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes,
                Map.of("content-type", bytes[0] == '{' ? "application/json" : "text/event-stream"),
                new Random(seed));
        List<ChatEvent> heard = new ArrayList<>();
        Outcome outcome;
        try {
            outcome = new Outcome(format.open(endpoint, http, _ -> {}).chat(QUESTION, heard::add), "");
        } catch (LlmException e) {
            outcome = new Outcome(e.heard(), e.failure().toString());
        }
        if (!words(heard).equals(sorted(outcome.message().text())) || !calls(heard, outcome)) {
            throw new IllegalStateException("heard " + heard + " but kept " + outcome);
        }
        if (!http.closed) {
            throw new IllegalStateException("left open");
        }
        return outcome;
    }

    /** Blocks may interleave on the wire, so the order of what is heard is not always the order of the answer. */
    private static String words(List<ChatEvent> heard) {
        StringBuilder all = new StringBuilder();
        for (ChatEvent event : heard) {
            if (event instanceof ChatEvent.TextDelta(String piece)) {
                all.append(piece);
            }
        }
        return sorted(all.toString());
    }

    private static String sorted(String text) {
        char[] characters = text.toCharArray();
        Arrays.sort(characters);
        return new String(characters);
    }

    /** A call that was told to be ready is in the answer as it was told. */
    private static boolean calls(List<ChatEvent> heard, Outcome outcome) {
        return !outcome.failure().isEmpty()
                || heard.stream()
                        .allMatch(event -> !(event instanceof ChatEvent.ToolCallReady(Part.ToolCall call))
                                || outcome.message().toolCalls().contains(call));
    }
}
