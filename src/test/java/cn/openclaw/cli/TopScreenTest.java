package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TopScreenTest {
    private static final JsonNode STATS = Json.parse(
            """
            {"ts": 9000, "process": {"pid": 7, "uptimeMs": 61000, "phase": "ready", "heapUsedBytes": 13631488, "heapMostBytes": 535232512,
              "rssBytes": 124100608, "threads": 17},
             "requests": {"live": 1, "requests": 3, "failed": 0, "lastMinute": 3, "perSecond": [0, 1, 2, 0]},
             "recent": [
               {"phase": "running", "at": 5000, "door": "chat.completions", "asked": "fast", "provider": "moonshot", "model": "kimi-k2-thinking", "caller": "笔记本"},
               {"phase": "done", "durationMs": 200, "outcome": "ok", "door": "agent", "asked": "x", "provider": "moonshot", "model": "kimi-k2.6",
                "tokens": {"input": 10, "cacheRead": 3, "output": 2}, "session": "agent:main:a-long-name-of-a-conversation-that-goes-on"},
               {"phase": "done", "durationMs": 1, "outcome": "failed", "door": "messages", "asked": "a model that nobody knows", "caller": "gateway"}]}
            """);
    private static final JsonNode TODAY = Json.parse("{\"totals\": {\"input\": 10, \"output\": 2, \"cost\": {\"CNY\": 0.018, \"USD\": 0.5}}}");

    @ParameterizedTest
    @CsvSource({"40, ZH", "40, EN", "80, ZH", "80, EN", "120, ZH", "120, EN"})
    void noLineIsWiderThanTheTerminal(int width, Language language) {
        List<String> lines = new TopScreen(language, "1").live(STATS, Optional.of(TODAY), width);
        assertThat(lines).allSatisfy(line -> assertThat(Columns.cells(line)).isLessThanOrEqualTo(width));
        assertThat(String.join(" ", lines)).contains("17", "¥0.0180 + $0.5000", "kimi-k2.6");
    }

    @Test
    void whereThereIsLittleRoomTheModelsNameIsWhatCounts() {
        assertThat(screen(40)).contains("kimi-k2-thinking").doesNotContain("moonshot/");
        assertThat(screen(80)).contains("kimi-k2-thinking", "agent:main:").doesNotContain("moonshot/");
        assertThat(screen(120)).contains("moonshot/kimi-k2-thinking", "agent:main:a-long-name-of-a-conversation");
    }

    private static String screen(int width) {
        return String.join("\n", new TopScreen(Language.EN, "1").lines(STATS, Optional.of(TODAY), width));
    }
}
