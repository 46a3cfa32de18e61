package cn.openclaw.session;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What tests of this floor share. */
final class Transcripts {
    static final ModelRef KIMI = new ModelRef("moonshot", "kimi-k2-thinking");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T21:21:41.312Z"));

    private Transcripts() {}

    static Transcript open(Path file) {
        return open(file, UnaryOperator.identity());
    }

    static Transcript open(Path file, UnaryOperator<String> redact) {
        var header = new Transcript.Header(new SessionId("s1"), Path.of("/workspace"), Optional.of(SessionKey.main("main")));
        return Transcript.open(file, header, new Transcript.World(CLOCK, new Random(7), redact));
    }

    static Message.Assistant says(String text) {
        return answer(StopReason.STOP, new Part.Text(text));
    }

    static Message.Assistant calls(String... ids) {
        Part[] parts = new Part[ids.length + 1];
        parts[0] = new Part.Thinking("", "reasoning_content");
        for (int at = 0; at < ids.length; at++) {
            parts[at + 1] = new Part.ToolCall(ids[at], "read", "{\"path\":\"a\"}");
        }
        return answer(StopReason.TOOL_USE, parts);
    }

    static Message.Assistant answer(StopReason reason, Part... parts) {
        return new Message.Assistant(
                List.of(parts), KIMI, ModelApi.OPENAI_COMPLETIONS, new Usage(200, 30, 1000, 0, true), reason, Optional.empty());
    }

    static Message.ToolResult result(String id, String text) {
        return new Message.ToolResult(id, "read", List.of(new Part.Text(text)), false);
    }

    static void begin(Transcript transcript) {
        transcript.begin(KIMI, ModelApi.OPENAI_COMPLETIONS, "low");
    }
}
