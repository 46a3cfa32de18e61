package cn.openclaw.llm.translation;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Usage;
import cn.openclaw.llm.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TranslationTest {
    private static final Translation.Target KIMI = new Translation.Target("kimi-k3", 8_192, true, true);
    private static final Translation.Target CLAUDE = new Translation.Target("claude", 64_000, false, true);
    private static final Translation.Told TOLD = new Translation.Told("7f", "mock/m", 1_700_000_000L, true);

    private static final String CLAUDE_CODE =
            """
            {"model":"x","max_tokens":32000,"stream":true,"temperature":1,
             "system":[{"type":"text","text":"You are Claude Code.","cache_control":{"type":"ephemeral"}},{"type":"text","text":"Be brief."}],
             "thinking":{"type":"enabled","budget_tokens":31999},"metadata":{"user_id":"u1"},
             "tools":[{"name":"Bash","description":"run","input_schema":{"type":"object","properties":{"command":{"type":"string"}}}},
                      {"type":"web_search_20250305","name":"web_search"}],
             "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
             "messages":[
              {"role":"user","content":[{"type":"text","text":"ls","cache_control":{"type":"ephemeral"}},
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"let me look","signature":""},{"type":"text","text":"Looking."},
                {"type":"tool_use","id":"Bash:0","name":"Bash","input":{"command":"ls"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"Bash:0","content":[{"type":"text","text":"a.txt"}],"is_error":true},
                {"type":"text","text":"and now?"}]}]}
            """;

    private static JsonNode request(Wire from, Wire to, String body, Translation.Target target, TreeSet<String> notes) {
        return Translation.request(from, to, Json.parse(body), target, notes);
    }

    @Test
    void aClaudeCodeRequestInTheWordsOfCompletions() {
        TreeSet<String> notes = new TreeSet<>();
        JsonNode body = request(Wire.MESSAGES, Wire.COMPLETIONS, CLAUDE_CODE, KIMI, notes);
        assertThat(Json.write(body)).isEqualTo(Json.write(Json.parse(
                """
                {"model":"kimi-k3","messages":[
                  {"role":"system","content":"You are Claude Code.\\n\\nBe brief."},
                  {"role":"user","content":[{"type":"text","text":"ls"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                  {"role":"assistant","content":"Looking.","reasoning_content":"let me look","tool_calls":[{"id":"Bash:0","type":"function","function":{"name":"Bash","arguments":"{\\"command\\":\\"ls\\"}"}}]},
                  {"role":"tool","tool_call_id":"Bash:0","content":"Error: a.txt"},
                  {"role":"user","content":"and now?"}],
                 "stream":true,"stream_options":{"include_usage":true},"max_completion_tokens":32000,"temperature":1,"reasoning_effort":"high",
                 "tools":[{"type":"function","function":{"name":"Bash","description":"run","parameters":{"type":"object","properties":{"command":{"type":"string"}}}}}],
                 "tool_choice":"auto","parallel_tool_calls":false,"user":"u1"}
                """)));
        assertThat(notes).containsExactly("-tools.web_search_20250305");
    }

    @Test
    void theSameConversationComesBackFromEveryWire() {
        JsonNode first = request(Wire.MESSAGES, Wire.COMPLETIONS, CLAUDE_CODE, KIMI, new TreeSet<>());
        for (Wire through : Wire.values()) {
            JsonNode there = Translation.request(Wire.COMPLETIONS, through, first, CLAUDE, new TreeSet<>());
            JsonNode back = Translation.request(through, Wire.COMPLETIONS, there, KIMI, new TreeSet<>());
            // After tool results Anthropic does not begin to think where the call was made without its own thinking.
            boolean thinks = through != Wire.MESSAGES;
            for (String kept : thinks ? List.of("tools", "stream", "user", "reasoning_effort") : List.of("tools", "stream", "user")) {
                assertThat(back.path(kept)).as(kept + " through " + through).isEqualTo(first.path(kept));
            }
            assertThat(words(back)).as("through " + through).isEqualTo(words(first));
            assertThat(back.path("messages").findValues("tool_calls").toString().replaceAll("Bash[_:]0", "ID"))
                    .isEqualTo(first.path("messages").findValues("tool_calls").toString().replaceAll("Bash[_:]0", "ID"));
        }
    }

    private static List<String> words(JsonNode body) {
        List<String> words = new ArrayList<>();
        body.path("messages").forEach(message -> words.add(message.path("role").asString("") + " " + message.path("content")));
        return words;
    }

    /** What a wire seals goes through the two others and comes back as it was, and never to a host that did not seal it. */
    @Test
    void sealsComeHome() {
        String answer = "{\"id\":\"m\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"SIGNED\"},{\"type\":\"text\",\"text\":\"yes\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"output_tokens\":5,\"cache_read_input_tokens\":2}}";
        JsonNode chat = Translation.answer(Wire.MESSAGES, Wire.COMPLETIONS, Json.parse(answer), TOLD);
        JsonNode message = chat.path("choices").get(0).path("message");
        assertThat(message.path("reasoning_content").asString("")).isEqualTo("hm");
        assertThat(chat.path("usage").path("prompt_tokens").asInt(0)).isEqualTo(5);
        ObjectNode next = Json.object();
        next.set("messages", Json.array().add(message).add(Json.object().put("role", "user").put("content", "go on")));
        JsonNode home = Translation.request(Wire.COMPLETIONS, Wire.MESSAGES, next, CLAUDE, new TreeSet<>());
        assertThat(home.path("messages").get(0).path("content").get(0).path("signature").asString("")).isEqualTo("SIGNED");
        JsonNode elsewhere = Translation.request(Wire.COMPLETIONS, Wire.RESPONSES, next, CLAUDE, new TreeSet<>());
        assertThat(Json.write(elsewhere)).doesNotContain("SIGNED");
        JsonNode items = Translation.answer(Wire.MESSAGES, Wire.RESPONSES, Json.parse(answer), TOLD);
        ObjectNode again = Json.object();
        again.set("input", items.path("output"));
        JsonNode back = Translation.request(Wire.RESPONSES, Wire.MESSAGES, again, CLAUDE, new TreeSet<>());
        assertThat(back.path("messages").get(0).path("content").get(0).path("signature").asString("")).isEqualTo("SIGNED");
    }

    /** Any answer, streamed through any two wires, says the same as the whole one put into the same words. */
    @Test
    void aStreamSaysWhatTheWholeSays() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            List<String> chunks = chunks(random);
            for (Wire to : Wire.values()) {
                if (to == Wire.COMPLETIONS) {
                    continue;
                }
                Translation.Stream there = Translation.stream(Wire.COMPLETIONS, to, TOLD);
                Translation.Stream back = Translation.stream(to, Wire.COMPLETIONS, TOLD);
                StringBuilder said = new StringBuilder();
                for (String chunk : chunks) {
                    feed(back, there.event(chunk), said);
                }
                feed(back, there.end(), said);
                assertThat(there.isComplete()).isTrue();
                assertThat(back.isComplete()).isTrue();
                said.append(back.end());
                assertThat(heard(said.toString())).as("through " + to + ": " + chunks).isEqualTo(heard("data: " + String.join("\n\ndata: ", chunks) + "\n\n"));
            }
        }
    }

    private static void feed(Translation.Stream stream, String events, StringBuilder out) {
        for (String line : events.split("\n")) {
            if (line.startsWith("data: ")) {
                out.append(stream.event(line.substring(6)));
            }
        }
    }

    /** A completions stream's substance: reasoning, words, calls, reason, counts. */
    private static String heard(String stream) {
        Gathered gathered = new Gathered();
        CompletionsReader reader = new CompletionsReader();
        for (String line : stream.split("\n")) {
            if (line.startsWith("data: {")) {
                reader.event(Json.parse(line.substring(6)), gathered);
            }
        }
        StringBuilder all = new StringBuilder();
        gathered.parts.forEach(part -> all.append(part.kind).append(' ').append(part.callId).append(' ').append(part.name).append(' ').append(part.text).append('\n'));
        return all.append(gathered.stop).append(' ').append(gathered.usage).toString();
    }

    private static List<String> chunks(Random random) {
        List<String> chunks = new ArrayList<>();
        chunks.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", null));
        for (int count = random.nextInt(3); count > 0; count--) {
            chunks.add(chunk("{\"reasoning_content\":\"think" + random.nextInt(99) + " 月\"}", null));
        }
        for (int count = random.nextInt(4); count > 0; count--) {
            chunks.add(chunk("{\"content\":\"word \\\"" + random.nextInt(99) + "\\\"\\n\"}", null));
        }
        int calls = random.nextInt(3);
        for (int call = 0; call < calls; call++) {
            chunks.add(chunk("{\"tool_calls\":[{\"index\":" + call + ",\"id\":\"look:" + call + "\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}", null));
            for (int piece = 0; piece < 1 + random.nextInt(3); piece++) {
                String text = piece == 0 ? "{\\\"a\\\":" : " 1";
                chunks.add(chunk("{\"tool_calls\":[{\"index\":" + call + ",\"function\":{\"arguments\":\"" + text + "\"}}]}", null));
            }
        }
        String reason = calls > 0 ? "tool_calls" : random.nextInt(4) == 0 ? "length" : "stop";
        chunks.add(chunk("{}", reason));
        Usage usage = new Usage(random.nextInt(100), 1 + random.nextInt(100), random.nextInt(50), 0, true, 0);
        chunks.add("{\"id\":\"c\",\"choices\":[],\"usage\":" + Json.write(Counts.asCompletions(usage)) + "}");
        return chunks;
    }

    private static String chunk(String delta, @org.jspecify.annotations.Nullable String reason) {
        return "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + (reason == null ? "null" : "\"" + reason + "\"") + "}]}";
    }

    @Test
    void anErrorInAStreamIsHeard() {
        Translation.Stream stream = Translation.stream(Wire.MESSAGES, Wire.COMPLETIONS, TOLD);
        assertThat(stream.event("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}")).isEmpty();
        assertThat(stream.fault()).contains("busy");
        assertThat(stream.isComplete()).isFalse();
    }
}
