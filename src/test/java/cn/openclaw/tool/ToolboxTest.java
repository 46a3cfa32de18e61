package cn.openclaw.tool;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.testing.ToolContexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ToolboxTest {
    private final Toolbox box = new Toolbox(List.of(new Echo()), ToolContexts.of(Path.of(".")));

    @Test
    void tellsTheModelWhenItAsksForAToolThatIsNotThere() throws Exception {
        var result = box.run(new Part.ToolCall("fly:0", "fly", "{}"));

        assertThat(result.isError()).isTrue();
        assertThat(words(result)).contains("Tool fly not found").contains("echo");
    }

    @Test
    void brokenJsonGoesBackToTheModelWithWhatItSent() throws Exception {
        var result = box.run(new Part.ToolCall("echo:0", "echo", "{\"text\": \"cut o"));

        assertThat(result.isError()).isTrue();
        assertThat(result.callId()).isEqualTo("echo:0");
        assertThat(words(result)).contains("not valid JSON").contains("cut o").contains("\"required\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"text\":\"a\",\"n\":\"5\"} | {\"text\":\"a\",\"n\":5}",
        "{\"text\":7} | {\"text\":\"7\"}",
        "{\"words\":\"a\"} | {\"text\":\"a\"}",
        "{\"text\":\"a\",\"flag\":\"True\"} | {\"text\":\"a\",\"flag\":true}",
        "{\"text\":\"a\",\"list\":\"x\"} | {\"text\":\"a\",\"list\":[\"x\"]}",
        "{\"text\":\"a\",\"list\":\"[1,2]\"} | {\"text\":\"a\",\"list\":[\"1\",\"2\"]}",
        "{\"text\":\"a\",\"n\":null} | {\"text\":\"a\"}",
        "{\"text\":\"a\",\"n\":5.0} | {\"text\":\"a\",\"n\":5}",
    })
    void whatIsPlainlyMeantIsMended(String given, String run) throws Exception {
        var result = box.run(new Part.ToolCall("echo:0", "echo", given));

        assertThat(words(result)).isEqualTo(run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | text is missing",
        "{} | text is missing",
        "[] | must be a JSON object",
        "{\"text\":{}} | text must be a string",
        "{\"text\":\"a\",\"n\":\"x\"} | n must be an integer",
        "{\"text\":\"a\",\"n\":1.5} | n must be an integer",
        "{\"text\":\"a\",\"n\":11} | n must be at most 10",
        "{\"text\":\"a\",\"mode\":\"z\"} | mode must be one of",
    })
    void whatCannotBeMendedIsSaid(String given, String said) throws Exception {
        var result = box.run(new Part.ToolCall("echo:0", "echo", given));

        assertThat(result.isError()).isTrue();
        assertThat(words(result)).contains(said);
    }

    @Test
    void aBrokenToolIsAnAnswerToTheModel() throws Exception {
        var result = box.run(new Part.ToolCall("echo:0", "echo", "{\"text\":\"boom\"}"));

        assertThat(result.isError()).isTrue();
        assertThat(words(result)).contains("echo broke");
    }

    static String words(Message.ToolResult result) {
        return ((Part.Text) result.parts().getFirst()).text();
    }

    private static final class Echo implements Tool {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String description() {
            return "Says it again.";
        }

        @Override
        public ObjectNode parameters() {
            return (ObjectNode) Json.parse(
                    """
                    {"type":"object","required":["text"],"properties":{
                      "text":{"type":"string"},"n":{"type":"integer","maximum":10},"flag":{"type":"boolean"},
                      "list":{"type":"array","items":{"type":"string"}},"mode":{"type":"string","enum":["a","b"]}}}""");
        }

        @Override
        public Map<String, String> aliases() {
            return Map.of("words", "text");
        }

        @Override
        public ToolOutcome run(ObjectNode arguments, Context context) {
            if ("boom".equals(Json.text(arguments, "text"))) {
                throw new IllegalStateException("boom");
            }
            return new ToolOutcome.Done(Json.write(arguments));
        }
    }
}
