package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /chat/completions}: an answer in one piece, or in chunks. */
final class ChatEndpoint {
    private final World world;

    ChatEndpoint(World world) {
        this.world = world;
    }

    void write(Visit visit, ChatService.Served served) throws IOException, InterruptedException {
        boolean legacy = world.options().profile == SimulatorProfile.LEGACY;
        Frames.Identity identity = new Frames.Identity(
                legacy ? "cmpl-" + visit.hex(32) : "chatcmpl-" + visit.hex(24),
                visit.time().getEpochSecond(),
                served.chat().body().path("model").asString(""),
                "fpv0_" + Integer.toHexString(served.chat().model().id().hashCode()));
        if (served.chat().stream()) {
            stream(visit, served, identity);
        } else {
            Bodies.send(visit, served.transport(), usageHeaders(served.spent()), whole(served, identity), world.options().sleeper);
        }
    }

    private static Map<String, String> usageHeaders(Spent spent) {
        return Map.of(
                "X-Msh-Usage-Prompt-Tokens", Integer.toString(spent.prompt()),
                "X-Msh-Usage-Cached-Tokens", Integer.toString(spent.cached()));
    }

    private void stream(Visit visit, ChatService.Served served, Frames.Identity identity) throws IOException, InterruptedException {
        Chat chat = served.chat();
        boolean boundary = !chat.model().id().equals("kimi-k2.5") && !chat.model().id().equals("k2p5");
        Frames.Wishes wishes = new Frames.Wishes(chat.wantsUsage(), boundary, visit.seed());
        List<SseWriter.Event> events =
                switch (world.options().profile) {
                    case STRICT -> events(Frames.strict(identity, served.answers(), served.spent(), wishes));
                    case LEGACY -> events(Frames.legacy(identity, served.answers(), served.spent(), wishes));
                    case MESSY -> new MessyFrames(identity, wishes.seed()).events(served.answers(), served.spent());
                };
        Transport transport = world.options().profile == SimulatorProfile.MESSY
                ? served.transport().withCrlf().withoutEnd()
                : served.transport();
        Map<String, String> headers = visit.headers("text/event-stream; charset=utf-8");
        headers.put("Cache-Control", "no-cache");
        if (world.options().profile == SimulatorProfile.STRICT) {
            headers.putAll(usageHeaders(served.spent()));
        }
        visit.reply().open(200, headers, transport.closing());
        SseWriter.Event error =
                SseWriter.Event.of(ErrorBody.openAi("engine_overloaded_error", FaultWords.OVERLOADED));
        new SseWriter(visit.reply(), transport, world.options().sleeper, visit::frames).send(events, true, error);
    }

    private static List<SseWriter.Event> events(List<ObjectNode> frames) {
        return frames.stream().map(SseWriter.Event::of).toList();
    }

    private ObjectNode whole(ChatService.Served served, Frames.Identity identity) {
        ObjectNode body = Json.object()
                .put("id", identity.id())
                .put("object", "chat.completion")
                .put("created", identity.created())
                .put("model", identity.model());
        ArrayNode choices = body.putArray("choices");
        for (int index = 0; index < served.answers().size(); index++) {
            Answer answer = served.answers().get(index);
            ObjectNode choice = choices.addObject().put("index", index);
            choice.set("message", message(answer));
            choice.put("finish_reason", answer.finish());
        }
        boolean legacy = world.options().profile == SimulatorProfile.LEGACY;
        body.set("usage", legacy ? served.spent().plain() : served.spent().detailed());
        return body.put("system_fingerprint", identity.fingerprint());
    }

    private static JsonNode message(Answer answer) {
        ObjectNode message = Json.object().put("role", "assistant").put("content", answer.content());
        if (!answer.reasoning().isEmpty()) {
            message.put("reasoning_content", answer.reasoning());
        }
        if (!answer.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (int at = 0; at < answer.calls().size(); at++) {
                Answer.Call call = answer.calls().get(at);
                ObjectNode tree = calls.addObject().put("index", at);
                if (!call.id().isEmpty()) {
                    tree.put("id", call.id());
                }
                tree.put("type", "function");
                tree.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            }
        }
        return message;
    }
}
