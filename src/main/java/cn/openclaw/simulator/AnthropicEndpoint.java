package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST …/messages}: the same service in Anthropic's words. */
final class AnthropicEndpoint {
    private final World world;
    private final ChatService service;

    AnthropicEndpoint(World world, ChatService service) {
        this.world = world;
        this.service = service;
    }

    void handle(Visit visit, SimulatorKey key) throws IOException, InterruptedException {
        JsonNode body = service.body(visit);
        Chat chat = translated(key, body);
        if (!body.has("max_tokens")) {
            throw Refusal.invalid("max_tokens: Field required");
        }
        service.serve(visit, key, chat, served -> write(visit, served));
    }

    /** {@code POST …/messages/count_tokens}. */
    void count(Visit visit, SimulatorKey key) throws IOException {
        Chat chat = translated(key, service.body(visit));
        visit.decided("count");
        visit.send(200, Json.object().put("input_tokens", Tokens.prompt(chat.messages(), chat.tools())));
    }

    private Chat translated(SimulatorKey key, JsonNode body) {
        Chat asked = service.chat(key, body);
        return new Chat(key.platform(), asked.model(), AnthropicRequest.translate(body, asked.model()));
    }

    private void write(Visit visit, ChatService.Served served) throws IOException, InterruptedException {
        if (!served.chat().stream()) {
            ObjectNode message = head(visit, served);
            Answer answer = served.answers().getFirst();
            ArrayNode content = message.putArray("content");
            blocks(answer, visit).forEach(block -> content.add(block.whole()));
            message.put("stop_reason", stopReason(answer)).putNull("stop_sequence");
            message.set("usage", usage(served.spent(), served.spent().completion()));
            Bodies.send(visit, served.transport(), Map.of(), message, world.options().sleeper);
            return;
        }
        Map<String, String> headers = visit.headers("text/event-stream; charset=utf-8");
        headers.put("Cache-Control", "no-cache");
        visit.reply().open(200, headers, served.transport().closing());
        SseWriter.Event error = SseWriter.Event.named(
                "error", ErrorBody.anthropic(429, "engine_overloaded_error", FaultWords.OVERLOADED));
        new SseWriter(visit.reply(), served.transport(), world.options().sleeper, visit::frames)
                .send(events(visit, served), false, error);
    }

    private static ObjectNode head(Visit visit, ChatService.Served served) {
        return Json.object()
                .put("id", "msg_" + visit.hex(24))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", served.chat().body().path("model").asString(""));
    }

    private static String stopReason(Answer answer) {
        return switch (answer.finish()) {
            case "length" -> "max_tokens";
            case "tool_calls" -> "tool_use";
            default -> "end_turn";
        };
    }

    private static ObjectNode usage(Spent spent, int completion) {
        return Json.object()
                .put("input_tokens", spent.prompt() - spent.cached())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", spent.cached())
                .put("output_tokens", completion);
    }

    /**
     * One block of content.
     *
     * @param empty as {@code content_block_start} shows it
     * @param deltas what fills it
     */
    private record Block(ObjectNode whole, ObjectNode empty, List<ObjectNode> deltas) {}

    private static List<Block> blocks(Answer answer, Visit visit) {
        List<Block> blocks = new ArrayList<>();
        if (!answer.reasoning().isEmpty()) {
            blocks.add(thinking(answer.reasoning(), visit));
        }
        if (!answer.content().isEmpty() || (answer.calls().isEmpty() && answer.reasoning().isEmpty())) {
            ObjectNode whole = Json.object().put("type", "text").put("text", answer.content());
            List<ObjectNode> deltas = deltas("text_delta", "text", answer.content(), visit);
            blocks.add(new Block(whole, Json.object().put("type", "text").put("text", ""), deltas));
        }
        answer.calls().forEach(call -> blocks.add(call(call, visit)));
        return blocks;
    }

    private static Block thinking(String thoughts, Visit visit) {
        String signature = visit.hex(32);
        ObjectNode whole = Json.object().put("type", "thinking").put("thinking", thoughts).put("signature", signature);
        List<ObjectNode> deltas = deltas("thinking_delta", "thinking", thoughts, visit);
        deltas.add(Json.object().put("type", "signature_delta").put("signature", signature));
        return new Block(whole, Json.object().put("type", "thinking").put("thinking", ""), deltas);
    }

    private static Block call(Answer.Call call, Visit visit) {
        ObjectNode whole = Json.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        ObjectNode empty = whole.deepCopy();
        empty.putObject("input");
        whole.set("input", input(call.arguments()));
        return new Block(whole, empty, deltas("input_json_delta", "partial_json", call.arguments(), visit));
    }

    private static JsonNode input(String arguments) {
        try {
            JsonNode tree = Json.parse(arguments);
            return tree.isObject() ? tree : Json.object();
        } catch (JsonException e) {
            return Json.object();
        }
    }

    private static List<ObjectNode> deltas(String type, String member, String text, Visit visit) {
        List<ObjectNode> deltas = new ArrayList<>();
        Pieces.of(text, visit.seed()).forEach(piece -> deltas.add(Json.object().put("type", type).put(member, piece)));
        return deltas;
    }

    private static List<SseWriter.Event> events(Visit visit, ChatService.Served served) {
        Answer answer = served.answers().getFirst();
        List<SseWriter.Event> events = new ArrayList<>();
        ObjectNode message = head(visit, served);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", usage(served.spent(), 0));
        events.add(event(Json.object().put("type", "message_start").set("message", message)));
        events.add(event(Json.object().put("type", "ping")));
        List<Block> blocks = blocks(answer, visit);
        for (int index = 0; index < blocks.size(); index++) {
            Block block = blocks.get(index);
            events.add(event(at("content_block_start", index).set("content_block", block.empty())));
            for (ObjectNode delta : block.deltas()) {
                events.add(event(at("content_block_delta", index).set("delta", delta)));
            }
            events.add(event(at("content_block_stop", index)));
        }
        ObjectNode end = Json.object().put("type", "message_delta");
        end.putObject("delta").put("stop_reason", stopReason(answer)).putNull("stop_sequence");
        end.set("usage", usage(served.spent(), served.spent().completion()));
        events.add(event(end));
        events.add(event(Json.object().put("type", "message_stop")));
        return events;
    }

    private static ObjectNode at(String type, int index) {
        return Json.object().put("type", type).put("index", index);
    }

    private static SseWriter.Event event(JsonNode tree) {
        return SseWriter.Event.named(tree.path("type").asString(""), tree);
    }
}
