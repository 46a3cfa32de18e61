package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import com.google.auto.service.AutoService;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /hooks/…}: other programs wake the agent or give it work. They have a token of their own ({@code hooks.token}), which
 * opens nothing else.
 */
@AutoService(HttpDoor.class)
public final class HooksDoor implements HttpDoor {
    private static final int USUAL_BODY = 256 << 10;

    @Override
    public String name() {
        return "hooks";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        JsonNode hooks = hooks(world);
        String base = base(hooks);
        return hooks.path("enabled").asBoolean(false)
                && Json.text(hooks, "token") != null
                && (path.equals(base) || path.startsWith(base + "/"));
    }

    private static JsonNode hooks(GatewayWorld world) {
        return world.config().config().tree().path("hooks");
    }

    private static String base(JsonNode hooks) {
        String written = Optional.ofNullable(Json.text(hooks, "path")).orElse("/hooks").strip();
        String whole = written.startsWith("/") ? written : "/" + written;
        return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    @Override
    public boolean knows(HttpHeaders headers, GatewayWorld world) {
        JsonNode hooks = hooks(world);
        String token = token(name -> Optional.ofNullable(headers.get(name)));
        return hooks.path("enabled").asBoolean(false) && isRight(token, Optional.ofNullable(Json.text(hooks, "token")).orElse(""));
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) throws InterruptedException {
        JsonNode hooks = hooks(world);
        if (visit.query().containsKey("token")) {
            Plain.text(visit, 400, "The token goes into the Authorization header, not into the URL.");
            return;
        }
        HookGuard guard = world.kept(HookGuard.class, around -> new HookGuard(around.agents().clock()));
        boolean right = isRight(token(visit::header), String.valueOf(Json.text(hooks, "token")));
        long wait = guard.judged(visit.address(), right);
        if (wait > 0) {
            visit.reply(
                    429,
                    Map.of("content-type", "text/plain; charset=utf-8", "retry-after", Long.toString(wait)),
                    "Too Many Requests".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (!right) {
            Plain.text(visit, 401, "Unauthorized");
            return;
        }
        if (!visit.method().equals("POST")) {
            Plain.notAllowed(visit);
            return;
        }
        try {
            dispatch(visit, hooks, world);
        } catch (Bad e) {
            Map<String, String> headers = new LinkedHashMap<>(e.headers());
            headers.put("content-type", "application/json; charset=utf-8");
            visit.reply(e.status(), headers, Json.bytes(Json.object().put("ok", false).put("error", e.words())));
        }
    }

    /** The original's documentation and its code name two headers; both are read. */
    private static @Nullable String token(Function<String, Optional<String>> header) {
        return header.apply("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .or(() -> header.apply("x-openclaw-token"))
                .or(() -> header.apply("x-clawdbot-token"))
                .orElse(null);
    }

    private static boolean isRight(@Nullable String given, String wanted) {
        return given != null
                && !wanted.isEmpty()
                && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static void dispatch(HttpVisit visit, JsonNode hooks, GatewayWorld world) throws InterruptedException {
        ObjectNode payload = Plain.object(visit, hooks.path("maxBodyBytes").asInt(USUAL_BODY));
        String path = visit.path().substring(Math.min(base(hooks).length() + 1, visit.path().length()));
        switch (path) {
            case "wake" -> new HookWork(visit, world, false).wake(payload);
            case "agent" -> new HookWork(visit, world, false).agent(payload);
            default -> {
                HookMapping mapping = HookMapping.of(hooks, path, payload).orElse(null);
                if (mapping == null) {
                    Plain.text(visit, 404, "Not Found");
                } else if (mapping.hasTransform()) {
                    throw new Bad(501, "not_supported", "hooks.mappings[].transform runs a script of the original; use messageTemplate");
                } else if (mapping.wakes()) {
                    new HookWork(visit, world, mapping.isTrusted()).wakeMapped(mapping.request(scope(visit, payload, path)), path);
                } else {
                    new HookWork(visit, world, mapping.isTrusted()).agent(mapping.request(scope(visit, payload, path)));
                }
            }
        }
    }

    private static ObjectNode scope(HttpVisit visit, ObjectNode payload, String path) {
        ObjectNode headers = Json.object();
        visit.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        headers.remove("authorization");
        headers.remove("x-openclaw-token");
        headers.remove("x-clawdbot-token");
        ObjectNode query = Json.object();
        visit.query().forEach((name, values) -> query.put(name, values.isEmpty() ? "" : values.getFirst()));
        ObjectNode scope = Json.object();
        scope.set("payload", payload);
        scope.set("headers", headers);
        scope.set("query", query);
        return scope.put("path", path);
    }
}
