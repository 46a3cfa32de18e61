package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Part;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Toolbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Small answers, and bodies that must be one JSON object. */
final class Plain {
    /** For a call that nobody watches. */
    static final Toolbox.Watcher SILENT = new Toolbox.Watcher() {
        @Override
        public void begins(Part.ToolCall call, Effect effect) {}

        @Override
        public void progress(Part.ToolCall call, String words) {}
    };

    private Plain() {}

    static void text(HttpVisit visit, int status, String words) {
        visit.reply(status, Map.of("content-type", "text/plain; charset=utf-8"), words.getBytes(StandardCharsets.UTF_8));
    }

    static void notAllowed(HttpVisit visit) {
        visit.reply(
                405,
                Map.of("content-type", "text/plain; charset=utf-8", "allow", "POST"),
                "Method Not Allowed".getBytes(StandardCharsets.UTF_8));
    }

    static void json(HttpVisit visit, int status, ObjectNode body) {
        visit.reply(status, Map.of("content-type", "application/json; charset=utf-8"), Json.bytes(body));
    }

    /**
     * The body.
     *
     * @throws Bad if it is too long, no JSON, or no object
     */
    static ObjectNode object(HttpVisit visit, int longest) {
        byte[] body = visit.body();
        if (body.length > longest) {
            throw new Bad(413, "invalid_request_error", "Payload too large");
        }
        try {
            if (body.length == 0) {
                return Json.object();
            }
            if (Json.parse(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonException e) {
            throw Bad.request("the body is not JSON: " + e.getMessage());
        }
        throw Bad.request("the body must be a JSON object");
    }
}
