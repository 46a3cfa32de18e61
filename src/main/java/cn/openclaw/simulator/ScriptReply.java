package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Turns a script's reply into an answer and what goes wrong with it. */
final class ScriptReply {

    private ScriptReply() {}

    static Answer answer(JsonNode reply, ToolIdMaker ids) {
        List<Answer.Call> calls = new ArrayList<>();
        for (JsonNode call : reply.path("toolCalls")) {
            JsonNode arguments = call.path("arguments");
            String name = call.path("name").asString("");
            String text = arguments.isString() ? arguments.stringValue() : arguments.isMissingNode() ? "{}" : Json.write(arguments);
            calls.add(new Answer.Call(
                    call.has("id") ? call.get("id").asString("") : ids.id(name, calls.size()), name, text));
        }
        List<String> pieces = new ArrayList<>();
        reply.path("chunks").forEach(piece -> pieces.add(piece.asString("")));
        String content = reply.path("content").asString(String.join("", pieces));
        String finish = reply.path("finish").asString(calls.isEmpty() ? "stop" : "tool_calls");
        return new Answer(reply.path("reasoning").asString(""), content, calls, finish, pieces);
    }

    /** The faults a reply asks for: one in words, or a list; its delays count as one. */
    static List<Fault> faults(JsonNode reply) {
        List<Fault> faults = new ArrayList<>();
        JsonNode fault = reply.path("fault");
        if (fault.isString()) {
            faults.add(Fault.parse(fault.stringValue()));
        }
        for (JsonNode one : fault.isArray() ? fault : Json.array()) {
            faults.add(Fault.parse(one.asString("")));
        }
        if (reply.has("firstDelayMs") || reply.has("delayMs")) {
            Duration each = Duration.ofMillis(reply.path("delayMs").asLong(0));
            Duration first = Duration.ofMillis(reply.path("firstDelayMs").asLong(each.toMillis()));
            faults.add(new Fault.Travel(way -> way.withDelays(first, each)));
        }
        return faults;
    }
}
