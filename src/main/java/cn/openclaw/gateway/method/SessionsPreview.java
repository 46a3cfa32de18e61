package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionException;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Spoken;
import cn.openclaw.session.TranscriptEntry;
import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.preview}: the last words of several conversations. */
@AutoService(GatewayMethod.class)
public final class SessionsPreview implements GatewayMethod {
    private static final int MOST_KEYS = 64;

    @Override
    public String name() {
        return "sessions.preview";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        List<String> keys = params.texts("keys");
        if (keys.isEmpty()) {
            throw params.wrong(params.tree().has("keys") ? "at /keys: must NOT have fewer than 1 items" : "must have required property 'keys'");
        }
        if (keys.size() > MOST_KEYS) {
            throw params.wrong("at /keys: must NOT have more than " + MOST_KEYS + " items");
        }
        int limit = params.number("limit", 1, 50).orElse(12L).intValue();
        int chars = params.number("maxChars", 20, 2000).orElse(240L).intValue();
        ObjectNode answer = Json.object().put("ts", call.world().agents().clock().millis());
        ArrayNode previews = answer.putArray("previews");
        for (String key : keys) {
            previews.add(preview(call.world(), key, limit, chars));
        }
        return answer;
    }

    private static ObjectNode preview(GatewayWorld world, String written, int limit, int chars) {
        ObjectNode preview = Json.object().put("key", written);
        try {
            SessionKey key = Conversations.key(world, written);
            SessionStore store = Conversations.store(world, key);
            Optional<SessionEntry> entry = store.find(key);
            Optional<Path> file = entry.flatMap(store::transcript).filter(Files::exists);
            ArrayNode items = file.map(path -> items(path, limit, chars)).orElseGet(Json::array);
            preview.put("status", entry.isEmpty() ? "missing" : items.isEmpty() ? "empty" : "ok");
            preview.set("items", items);
        } catch (GatewayException e) {
            // A key of an agent that is not there: no conversation of that name either.
            preview.put("status", "missing").set("items", Json.array());
        } catch (SessionException e) {
            preview.put("status", "error").set("items", Json.array());
        }
        return preview;
    }

    private static ArrayNode items(Path file, int limit, int chars) {
        Deque<ObjectNode> newest = new ArrayDeque<>();
        for (TranscriptEntry entry : Sessions.recent(file).reversed()) {
            Optional<Spoken> said = Spoken.of(entry);
            if (said.isPresent()) {
                newest.addFirst(Json.object().put("role", role(entry, said.get())).put("text", Titles.cut(words(entry, said.get()), chars)));
            }
            if (newest.size() >= limit) {
                break;
            }
        }
        ArrayNode items = Json.array();
        newest.forEach(items::add);
        return items;
    }

    /** Of an answer that calls tools only its words, if it has some. */
    private static String words(TranscriptEntry entry, Spoken said) {
        return entry.message()
                .filter(Message.Assistant.class::isInstance)
                .map(message -> ((Message.Assistant) message).text())
                .filter(text -> !text.isBlank())
                .orElse(said.text());
    }

    private static String role(TranscriptEntry entry, Spoken said) {
        boolean calls = entry.message().filter(message -> message instanceof Message.Assistant answer && !answer.toolCalls().isEmpty()).isPresent();
        return switch (said.role()) {
            case USER -> "user";
            case ASSISTANT -> calls ? "tool" : "assistant";
            case TOOL -> "tool";
            case SUMMARY -> "system";
            case NOTE -> "other";
        };
    }
}
