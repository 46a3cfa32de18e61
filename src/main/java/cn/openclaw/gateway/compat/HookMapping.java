package cn.openclaw.gateway.compat;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request to a named hook means: {@code hooks.mappings[]}, the first that fits, and then the presets. */
record HookMapping(ObjectNode rule) {
    /** What the mail watcher of the original sends. */
    private static final String GMAIL_MESSAGE =
            "Mail from {{messages[0].from}}\nSubject: {{messages[0].subject}}\n\n{{messages[0].snippet}}\n{{messages[0].body}}";

    /** The mapping for a path behind the hooks' own, such as {@code github}. */
    static Optional<HookMapping> of(JsonNode hooks, String path, ObjectNode payload) {
        List<ObjectNode> rules = new ArrayList<>();
        for (JsonNode rule : hooks.path("mappings").isArray() ? hooks.path("mappings").values() : List.<JsonNode>of()) {
            if (rule instanceof ObjectNode object) {
                rules.add(object);
            }
        }
        for (JsonNode preset : hooks.path("presets").isArray() ? hooks.path("presets").values() : List.<JsonNode>of()) {
            if ("gmail".equals(preset.asString(""))) {
                rules.add(gmail(hooks));
            }
        }
        return rules.stream().filter(rule -> fits(rule.path("match"), path, payload)).findFirst().map(HookMapping::new);
    }

    private static ObjectNode gmail(JsonNode hooks) {
        ObjectNode rule = Json.object()
                .put("action", "agent")
                .put("name", "Gmail")
                .put("sessionKey", "hook:gmail:{{messages[0].id}}")
                .put("messageTemplate", GMAIL_MESSAGE)
                .put(
                        "allowUnsafeExternalContent",
                        hooks.path("gmail").path("allowUnsafeExternalContent").asBoolean(false));
        rule.set("match", Json.object().put("path", "gmail"));
        return rule;
    }

    private static boolean fits(JsonNode match, String path, ObjectNode payload) {
        String wantedPath = strip(match.path("path").asString(""));
        String wantedSource = match.path("source").asString("");
        boolean pathFits = wantedPath.isEmpty() || wantedPath.equals(path);
        boolean sourceFits = wantedSource.isEmpty() || wantedSource.equals(payload.path("source").asString(""));
        return pathFits && sourceFits && !(wantedPath.isEmpty() && wantedSource.isEmpty());
    }

    private static String strip(String path) {
        String plain = path.startsWith("/") ? path.substring(1) : path;
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    boolean wakes() {
        return "wake".equals(Json.text(rule, "action"));
    }

    /** Whether what comes by it is not fenced off. */
    boolean isTrusted() {
        return rule.path("allowUnsafeExternalContent").asBoolean(false);
    }

    /** Scripts of the original's runtime; there is none here to run them. */
    boolean hasTransform() {
        return rule.has("transform");
    }

    /** The request that this stands for, as {@code /wake} or {@code /agent} would take it. */
    ObjectNode request(ObjectNode scope) {
        ObjectNode request = Json.object();
        String template = Bodies.text(rule, wakes() ? "textTemplate" : "messageTemplate")
                .or(() -> Bodies.text(rule, wakes() ? "messageTemplate" : "textTemplate"))
                .orElse("{{payload}}");
        request.put(wakes() ? "text" : "message", HookTemplate.fill(template, scope));
        for (String key : List.of("name", "sessionKey", "channel", "to", "model", "thinking")) {
            Bodies.text(rule, key).ifPresent(text -> request.put(key, HookTemplate.fill(text, scope)));
        }
        Bodies.text(rule, "wakeMode").ifPresent(mode -> request.put("wakeMode", mode).put("mode", mode));
        for (String key : List.of("timeoutSeconds", "deliver")) {
            JsonNode value = rule.get(key);
            if (value != null) {
                request.set(key, value);
            }
        }
        return request;
    }
}
