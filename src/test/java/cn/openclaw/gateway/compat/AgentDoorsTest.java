package cn.openclaw.gateway.compat;

import static cn.openclaw.testing.ScriptedChatModel.answers;
import static cn.openclaw.testing.ScriptedChatModel.fails;
import static cn.openclaw.testing.ScriptedChatModel.hangsAfter;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.AgentDoor;
import cn.openclaw.gateway.AgentName;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Hub;
import cn.openclaw.json.Json;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.log.Log;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AgentDoorsTest {
    private static final String CONFIG =
            """
            {
              models: { providers: { moonshot: { baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", models: [] } } },
              agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/desk" }, list: [{ id: "main" }, { id: "second" }] },
              hooks: { enabled: true, token: "hook-token", mappings: [
                { match: { path: "github" }, action: "agent", name: "GitHub", messageTemplate: "{{repository.name}}: {{commits[0].message}} ({{headers.x-event}})" },
              ] },
            }
            """;
    private static final String WEATHER =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    @TempDir
    Path folder;

    private GatewayWorld world = null;
    private ScriptedChatModel model = ScriptedChatModel.of();

    private GatewayWorld world(ScriptedChatModel.Step... steps) {
        TempHome home = new TempHome(folder).config(CONFIG).variable("MOONSHOT_API_KEY", "sk-canary-0123456789abcdefghijkl");
        model = ScriptedChatModel.of(steps);
        Places places = Places.of(home.environment());
        Instant now = Instant.parse("2026-11-22T08:00:00Z");
        AgentWorld agents = new AgentWorld(
                new ConfigFile(places, home.environment()).read(), places, () -> now, () -> ZoneOffset.ofHours(8), new Random(1),
                (_, _) -> model, ToolContexts.world(home));
        world = new GatewayWorld(() -> agents, new AgentRuns(agents), new Silent(), new Quiet());
        return world;
    }

    @AfterEach
    void close() throws InterruptedException {
        if (world != null) {
            while (world.runs().running() > 0) {
                Thread.sleep(5);
            }
            world.close();
        }
    }

    private FakeVisit ask(AgentDoor door, String body, Map<String, String> headers) throws InterruptedException {
        FakeVisit visit = FakeVisit.post(door.path(), body);
        headers.forEach(visit::with);
        ObjectNode tree = (ObjectNode) Json.parse(body);
        AgentName name = AgentName.of(tree.path("model").asString("")).orElseThrow();
        door.answer(visit, tree, name, world);
        return visit;
    }

    private FakeVisit ask(AgentDoor door, String body) throws InterruptedException {
        return ask(door, body, Map.of());
    }

    @Test
    @DisplayName("G07 a streamed completion says why it ended and what it used")
    void streamsACompletion() throws Exception {
        world(says("Hello there"));

        FakeVisit visit = ask(
                new CompletionsAgent(),
                "{\"model\":\"openclaw\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        List<JsonNode> events = visit.events();
        assertThat(Json.text(events.getFirst().path("choices").path(0), "delta", "role")).isEqualTo("assistant");
        StringBuilder words = new StringBuilder();
        events.forEach(event -> words.append(event.path("choices").path(0).path("delta").path("content").asString("")));
        assertThat(words).hasToString("Hello there");
        JsonNode finish = events.get(events.size() - 2);
        assertThat(finish.path("choices").path(0).path("finish_reason").asString("")).isEqualTo("stop");
        assertThat(events.getLast().path("usage").path("prompt_tokens").asInt()).isEqualTo(1200);
        assertThat(visit.answer()).endsWith("data: [DONE]\n\n(closed)\n");
        assertThat(visit.answerHeaders()).containsEntry("x-openclaw-agent", "main").containsEntry("x-openclaw-model", "moonshot/kimi-k3");
    }

    @Test
    void answersACompletionWhole() throws Exception {
        world(says("four"));

        JsonNode body = ask(
                        new CompletionsAgent(),
                        "{\"model\":\"openclaw:second\",\"messages\":[{\"role\":\"system\",\"content\":\"Be terse.\"},{\"role\":\"user\",\"content\":\"2+2\"}]}")
                .json();

        assertThat(Json.text(body, "object")).isEqualTo("chat.completion");
        assertThat(body.path("choices").path(0).path("message").path("content").asString("")).isEqualTo("four");
        assertThat(body.path("choices").path(0).path("message").path("reasoning_content").asString("")).isEqualTo("hm");
        assertThat(body.path("usage").path("total_tokens").asInt()).isEqualTo(1230);
        assertThat(model.requests().getFirst().system()).contains("Be terse.");
    }

    @Test
    @DisplayName("G06 an agent that is not there is refused, not made up")
    void refusesAnUnknownAgent() throws Exception {
        world();

        FakeVisit visit = ask(new CompletionsAgent(), "{\"model\":\"openclaw:nope\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(visit.status()).isEqualTo(404);
        assertThat(visit.answer()).contains("unknown agent: nope");
        assertThat(folder.resolve(".openclaw/agents/nope")).doesNotExist();
    }

    @Test
    void theSameUserGoesOnWithTheSameConversation() throws Exception {
        world(says("one"), says("two"));
        String first = "{\"model\":\"openclaw\",\"user\":\"Ann\",\"messages\":[{\"role\":\"user\",\"content\":\"remember 7\"}]}";
        String second =
                "{\"model\":\"openclaw\",\"user\":\"Ann\",\"messages\":[{\"role\":\"user\",\"content\":\"remember 7\"},{\"role\":\"assistant\",\"content\":\"one\"},{\"role\":\"user\",\"content\":\"which?\"}]}";

        ask(new CompletionsAgent(), first);
        ask(new CompletionsAgent(), second);

        List<Message> told = model.requests().getLast().messages();
        assertThat(told).hasSize(3);
        assertThat(told.getLast()).isEqualTo(Message.User.of("which?"));
    }

    @Test
    void aStrangersHistoryIsToldAsOneMessage() throws Exception {
        world(says("yes"));

        ask(
                new CompletionsAgent(),
                "{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":\"I am Bo\"},{\"role\":\"assistant\",\"content\":\"Hi Bo\"},{\"role\":\"user\",\"content\":\"who am I?\"}]}");

        Message.User told = (Message.User) model.requests().getFirst().messages().getFirst();
        assertThat(((Part.Text) told.parts().getFirst()).text()).contains("User: I am Bo").contains("Assistant: Hi Bo");
        assertThat(told.parts().getLast()).isEqualTo(new Part.Text("who am I?"));
    }

    private static String tools(String more) {
        return "{\"model\":\"openclaw\",\"user\":\"t\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":" + WEATHER
                + "}}],\"messages\":[{\"role\":\"user\",\"content\":\"weather?\"}" + more + "]}";
    }

    @Test
    void aToolOfTheProgramEndsTheAnswerAndTheNextRequestGoesOn() throws Exception {
        world(
                answers(
                        new Part.ToolCall("weather:0", "weather", "{\"city\":\"北京\"}"),
                        new Part.ToolCall("weather:1", "weather", "{\"city\":\"上海\"}")),
                says("sunny and wet"));

        JsonNode first = ask(new CompletionsAgent(), tools("")).json();
        JsonNode calls = first.path("choices").path(0).path("message").path("tool_calls");
        assertThat(first.path("choices").path(0).path("finish_reason").asString("")).isEqualTo("tool_calls");
        assertThat(calls).hasSize(2);
        String more = "";
        for (JsonNode call : calls) {
            boolean north = call.path("function").path("arguments").asString("").contains("北京");
            more += ",{\"role\":\"tool\",\"tool_call_id\":\"" + Json.text(call, "id") + "\",\"content\":\"" + (north ? "sunny" : "wet") + "\"}";
        }
        JsonNode second = ask(new CompletionsAgent(), tools(",{\"role\":\"assistant\",\"tool_calls\":[]}" + more)).json();

        assertThat(second.path("choices").path(0).path("message").path("content").asString("")).isEqualTo("sunny and wet");
        List<Message> told = model.requests().getLast().messages();
        assertThat(told).hasSize(4);
        assertThat(((Message.ToolResult) told.get(2)).parts()).containsExactly(new Part.Text("sunny"));
        assertThat(((Message.ToolResult) told.get(3)).parts()).containsExactly(new Part.Text("wet"));
    }

    @Test
    void answersInTheResponsesDialect() throws Exception {
        world(says("Hello"), says("again"));

        JsonNode whole = ask(new ResponsesAgent(), "{\"model\":\"openclaw\",\"input\":\"hi\"}").json();
        FakeVisit streamed = ask(
                new ResponsesAgent(),
                "{\"model\":\"openclaw\",\"stream\":true,\"previous_response_id\":\"" + Json.text(whole, "id") + "\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"more\"}]}]}");

        assertThat(Json.text(whole, "status")).isEqualTo("completed");
        assertThat(whole.path("output").path(0).path("content").path(0).path("text").asString("")).isEqualTo("Hello");
        assertThat(whole.path("usage").path("total_tokens").asInt()).isEqualTo(1230);
        assertThat(streamed.events().stream().map(event -> Json.text(event, "type")).distinct())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(model.requests().getLast().messages()).hasSize(3);
    }

    @Test
    void answersInTheMessagesDialect() throws Exception {
        world(says("Hello"), answers(new Part.ToolCall("w:0", "weather", "{\"city\":\"x\"}")), says("done"));
        String tools = ",\"tools\":[{\"name\":\"weather\",\"input_schema\":" + WEATHER + "}]";

        FakeVisit streamed = ask(
                new MessagesAgent(), "{\"model\":\"openclaw\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        JsonNode asked = ask(
                        new MessagesAgent(), "{\"model\":\"openclaw\",\"max_tokens\":9" + tools + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .json();
        String id = asked.path("content").path(0).path("id").asString("");
        JsonNode last = ask(
                        new MessagesAgent(),
                        "{\"model\":\"openclaw\",\"max_tokens\":9" + tools + ",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\""
                                + id + "\",\"content\":[{\"type\":\"text\",\"text\":\"7 °C\"}]}]}]}")
                .json();

        assertThat(streamed.events().stream().map(event -> Json.text(event, "type")).distinct())
                .containsExactly(
                        "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop");
        assertThat(Json.text(asked, "stop_reason")).isEqualTo("tool_use");
        assertThat(last.path("content").path(0).path("text").asString("")).isEqualTo("done");
    }

    @Test
    void aFailureIsOneInEachDialect() throws Exception {
        world(fails(new LlmFailure.Refused(400, "bad picture")), fails(new LlmFailure.Refused(400, "bad picture")));

        FakeVisit openAi = ask(new CompletionsAgent(), "{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        FakeVisit anthropic = ask(new MessagesAgent(), "{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(openAi.status()).isEqualTo(400);
        assertThat(Json.text(openAi.json(), "error", "type")).isEqualTo("invalid_request_error");
        assertThat(Json.text(anthropic.json(), "type")).isEqualTo("error");
    }

    @Test
    @DisplayName("G08 a program that goes away ends the turn")
    void goingAwayEndsTheTurn() throws Exception {
        world(hangsAfter("part of it "));
        Thread visitor = Thread.ofVirtual().start(() -> {
            try {
                ask(new CompletionsAgent(), "{\"model\":\"openclaw\",\"user\":\"gone\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (model.requests().isEmpty()) {
            Thread.sleep(5);
        }
        Thread.sleep(50);

        visitor.interrupt();
        visitor.join();

        Path sessions = folder.resolve(".openclaw/agents/main/sessions");
        for (int tries = 0; tries < 400; tries++) {
            try (var files = java.nio.file.Files.list(sessions)) {
                Path file = files.filter(path -> path.toString().endsWith(".jsonl")).findFirst().orElseThrow();
                if (java.nio.file.Files.readString(file).contains("aborted")) {
                    return;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the turn went on");
    }

    @Test
    @DisplayName("G16 a hook takes its token in either header, and nowhere else")
    void hooksKnowTheirToken() throws Exception {
        world(says("looked at it"));
        HooksDoor door = new HooksDoor();
        assertThat(door.takes("/hooks/agent", world)).isTrue();
        assertThat(door.takes("/hooksx", world)).isFalse();

        List<Integer> statuses = new ArrayList<>();
        for (FakeVisit visit : List.of(
                FakeVisit.post("/hooks/none", "{}"),
                FakeVisit.post("/hooks/none", "{}").with("x-openclaw-token", "wrong"),
                FakeVisit.post("/hooks/none", "{}").with("x-openclaw-token", "hook-token"),
                FakeVisit.post("/hooks/none", "{}").with("x-clawdbot-token", "hook-token"),
                FakeVisit.post("/hooks/none", "{}").with("authorization", "Bearer hook-token"),
                new FakeVisit("GET", "/hooks/none", "").with("authorization", "Bearer hook-token"),
                FakeVisit.post("/hooks/none?token=hook-token", "{}"))) {
            door.answer(visit, world);
            statuses.add(visit.status());
        }

        assertThat(statuses).containsExactly(401, 401, 404, 404, 404, 405, 400);
    }

    @Test
    void twentyWrongTokensAndAnAddressWaits() throws Exception {
        world();
        HooksDoor door = new HooksDoor();
        FakeVisit last = FakeVisit.post("/hooks/wake", "{}");
        for (int n = 0; n < 21; n++) {
            last = FakeVisit.post("/hooks/wake", "{}").with("x-openclaw-token", "wrong" + n);
            door.answer(last, world);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.answerHeaders()).containsKey("retry-after");
    }

    @Test
    void aMappedHookGivesTheAgentMarkedWork() throws Exception {
        world(says("looked at it"));
        FakeVisit visit = FakeVisit.post(
                        "/hooks/github", "{\"repository\":{\"name\":\"demo\"},\"commits\":[{\"message\":\"fix all\"}]}")
                .with("x-openclaw-token", "hook-token")
                .with("x-event", "push");

        new HooksDoor().answer(visit, world);

        assertThat(visit.status()).isEqualTo(202);
        Path store = folder.resolve(".openclaw/agents/main/sessions/sessions.json");
        while (!java.nio.file.Files.exists(store) || !java.nio.file.Files.readString(store).contains("totalTokens")) {
            Thread.sleep(5);
        }
        Thread.sleep(100);
        Message.User told = (Message.User) model.requests().getFirst().messages().getLast();
        assertThat(((Part.Text) told.parts().getFirst()).text()).contains("outside text from hook GitHub").contains("demo: fix all (push)");
    }

    @Test
    void aToolIsCalledWithoutAModelUnlessItReachesFilesOrCommands() throws Exception {
        world();
        ToolsInvokeDoor door = new ToolsInvokeDoor();
        List<Integer> statuses = new ArrayList<>();
        String answer = "";
        for (FakeVisit visit : List.of(
                FakeVisit.post("/tools/invoke", "{\"tool\":\"agents_list\"}").unknown(),
                FakeVisit.post("/tools/invoke", "{}"),
                FakeVisit.post("/tools/invoke", "not json"),
                FakeVisit.post("/tools/invoke", "{\"tool\":\"nope\"}"),
                FakeVisit.post("/tools/invoke", "{\"tool\":\"exec\",\"args\":{\"command\":\"id\"}}"),
                FakeVisit.post("/tools/invoke", "{\"tool\":\"sessions_spawn\",\"args\":{\"task\":\"x\"}}"),
                FakeVisit.post("/tools/invoke", "{\"tool\":\"agents_list\"}"))) {
            door.answer(visit, world);
            statuses.add(visit.status());
            answer = visit.answer();
        }
        assertThat(statuses).containsExactly(401, 400, 400, 404, 404, 404, 200);
        assertThat(answer).startsWith("{\"ok\":true,\"result\":{\"content\":[{\"type\":\"text\"");
    }

    private static final class Silent implements Hub {
        @Override
        public void tell(String event, JsonNode payload, Audience audience, boolean droppable) {}

        @Override
        public void follow(String connection, String key) {}

        @Override
        public void unfollow(String connection, String key) {}

        @Override
        public void letGo(Predicate<Caller> who, String reason) {}
    }

    private static final class Quiet implements Log {
        @Override
        public void write(Level level, String subsystem, String message, Map<String, ?> fields) {}

        @Override
        public void fault(String subsystem, String message, Throwable cause) {
            throw new AssertionError(message, cause);
        }
    }
}
