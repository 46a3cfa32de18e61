package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.patch}: changes what is named, takes away what is {@code null}, and leaves the rest of an entry as it is. */
@AutoService(GatewayMethod.class)
public final class SessionsPatch implements GatewayMethod {
    private static final int LONGEST = 64;

    /** What may be chosen from; an empty list takes any words. */
    private static final Map<String, List<String>> CHOICES = choices();

    private static Map<String, List<String>> choices() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("label", List.of());
        all.put("displayName", List.of());
        all.put("thinkingLevel", List.of("off", "minimal", "low", "medium", "high", "xhigh", "max"));
        all.put("verboseLevel", List.of("off", "on", "full"));
        all.put("reasoningLevel", List.of("off", "on", "stream"));
        all.put("responseUsage", List.of("off", "tokens", "full", "on"));
        all.put("elevatedLevel", List.of("off", "on", "ask", "full"));
        all.put("execHost", List.of("sandbox", "gateway", "node"));
        all.put("execSecurity", List.of("deny", "allowlist", "full"));
        all.put("execAsk", List.of("off", "on-miss", "always"));
        all.put("execNode", List.of());
        all.put("spawnedBy", List.of());
        all.put("sendPolicy", List.of("allow", "deny"));
        all.put("groupActivation", List.of("mention", "always"));
        all.put("queueMode", List.of("followup", "collect", "steer", "interrupt"));
        return all;
    }

    @Override
    public String name() {
        return "sessions.patch";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        SessionKey key = Asked.key(params, call, "key");
        Map<String, Optional<String>> changes = changes(params, world, key);
        boolean model = params.tree().has("model");
        Optional<ModelRef> ref = params.text("model").filter(text -> !text.isBlank()).map(text -> Models.of(world).require(key.agent(), text));
        SessionStore store = Conversations.store(world, key);
        SessionEntry entry = store.amend(key, tree -> {
            changes.forEach((name, value) -> {
                tree.remove(name);
                value.ifPresent(word -> tree.put(name, word));
            });
            if (model) {
                ChatCommands.put(tree, ref);
            }
        });
        ObjectNode answer = Json.object().put("ok", true).put("path", store.file().toString()).put("key", key.text());
        answer.set("entry", entry.tree());
        Models.of(world)
                .chosen(key.agent(), entry.modelOverride())
                .ifPresent(shown -> answer.set(
                        "resolved",
                        Json.object().put("modelProvider", shown.ref().provider()).put("model", shown.ref().model())));
        return answer;
    }

    private static Map<String, Optional<String>> changes(Params params, GatewayWorld world, SessionKey key) {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        CHOICES.forEach((name, words) -> {
            if (params.tree().has(name)) {
                changes.put(name, params.text(name).map(text -> value(name, words, text)));
            }
        });
        Optional<String> label = changes.getOrDefault("label", Optional.empty());
        if (label.filter(text -> text.isEmpty() || text.length() > LONGEST).isPresent()) {
            throw GatewayException.invalid(
                    label.get().isEmpty() ? "invalid label: empty" : "invalid label: too long (max " + LONGEST + ")");
        }
        label.ifPresent(text -> Labels.requireFree(world, key, text));
        Optional<String> by = changes.getOrDefault("spawnedBy", Optional.empty());
        Optional<String> known = Conversations.store(world, key).find(key).flatMap(entry -> entry.word("spawnedBy"));
        if (changes.containsKey("spawnedBy") && known.isPresent() && !known.equals(by)) {
            throw GatewayException.invalid("spawnedBy cannot be changed once set");
        }
        return changes;
    }

    private static String value(String name, List<String> words, String text) {
        String value = text.strip();
        if (!words.isEmpty() && !words.contains(value)) {
            throw GatewayException.invalid("invalid " + name + " (use " + String.join("|", words) + ")");
        }
        return value;
    }
}
