package cn.openclaw.gateway.compat;

import cn.openclaw.agent.DirectTools;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.Language;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.protocol.Scope;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.Toolbox;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /tools/invoke}: one call of one tool, with no model. Files and commands cannot be reached in this way, and what starts
 * other work only where {@code gateway.tools.allow} names it.
 */
@AutoService(HttpDoor.class)
public final class ToolsInvokeDoor implements HttpDoor {
    private static final Set<String> NEVER =
            Set.of("exec", "process", "read", "write", "edit", "apply_patch", "grep", "find", "ls");
    private static final Set<String> ONLY_IF_NAMED = Set.of("sessions_spawn", "sessions_send", "gateway", "whatsapp_login");
    private static final int LONGEST = 2 << 20;

    @Override
    public String name() {
        return "tools";
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        return path.equals("/tools/invoke");
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) throws InterruptedException {
        Outlet out = new Outlet(visit);
        Optional<Caller> caller = visit.caller();
        if (caller.isEmpty() || !caller.get().may(Scope.WRITE)) {
            out.whole(401, Failing.openAi("Unauthorized", "unauthorized"));
            return;
        }
        if (!visit.method().equals("POST")) {
            Plain.notAllowed(visit);
            return;
        }
        try {
            invoke(out, Plain.object(visit, LONGEST), world);
        } catch (Bad e) {
            out.whole(e.status(), Failing.openAi(e.words(), e.type()));
        }
    }

    private static void invoke(Outlet out, ObjectNode body, GatewayWorld world) throws InterruptedException {
        String name = Bodies.text(body, "tool")
                .map(String::strip)
                .orElseThrow(() -> Bad.request("tools.invoke requires body.tool"));
        ClawConfig config = world.config().config();
        String agentId = SessionKey.agentId(config.agents().defaultId());
        SessionKey key = SessionKey.of(Bodies.text(body, "sessionKey").orElse("main"), agentId);
        RunRequest request = RunRequest.of("", Language.EN).in(key, key.agent());
        JsonNode rules = config.tree().path("gateway").path("tools");
        Toolbox tools = DirectTools.of(world.agents(), world.runs(), request, tool -> isOpen(tool.name(), rules));
        Optional<Tool> tool =
                tools.tools().stream().filter(one -> one.name().equals(name)).findFirst();
        if (tool.isEmpty()) {
            out.whole(404, failure("not_found", "Tool not available: " + name));
            return;
        }
        ObjectNode arguments = body.get("args") instanceof ObjectNode object ? object.deepCopy() : Json.object();
        boolean takesAction = tool.get().parameters().path("properties").has("action");
        Bodies.text(body, "action").filter(_ -> takesAction && !arguments.has("action")).ifPresent(action -> arguments.put("action", action));
        Toolbox.Ran ran = tools.run(new Part.ToolCall("invoke", name, Json.write(arguments)), Plain.SILENT);
        if (ran.result().isError()) {
            out.whole(400, failure("tool_error", words(ran.result().parts())));
            return;
        }
        ObjectNode result = Json.object();
        result.set("content", content(ran.result().parts()));
        ran.details().ifPresent(details -> result.set("details", details));
        out.whole(200, Json.object().put("ok", true).set("result", result));
    }

    private static boolean isOpen(String tool, JsonNode rules) {
        boolean denied = names(rules.path("deny"), tool);
        boolean named = names(rules.path("allow"), tool);
        return !denied && !NEVER.contains(tool) && (named || !ONLY_IF_NAMED.contains(tool));
    }

    private static boolean names(JsonNode list, String tool) {
        return list.isArray() && list.valueStream().anyMatch(name -> tool.equals(name.asString("")));
    }

    private static ObjectNode failure(String type, String message) {
        return Json.object().put("ok", false).set("error", Json.object().put("type", type).put("message", message));
    }

    private static String words(List<Part> parts) {
        return parts.getFirst() instanceof Part.Text(String text) ? text : "failed";
    }

    private static ArrayNode content(List<Part> parts) {
        ArrayNode content = Json.array();
        for (Part part : parts) {
            if (part instanceof Part.Text(String text)) {
                content.add(Json.object().put("type", "text").put("text", text));
            } else if (part instanceof Part.Media(String mimeType, String base64)) {
                content.add(Json.object().put("type", "image").put("data", base64).put("mimeType", mimeType));
            }
        }
        return content;
    }
}
