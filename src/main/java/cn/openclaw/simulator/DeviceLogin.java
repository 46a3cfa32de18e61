package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The login of official clients, as far as it can go wrong: nobody ever approves here. {@code client_id=denied} is refused,
 * a code waits until it expires, polling too fast is told to slow down, and a refresh is never good.
 */
final class DeviceLogin {
    private static final String BASE = "/kimi/oauth/api/oauth/";
    private static final int INTERVAL = 5;
    private static final int LIFE = 600;

    private final World world;

    DeviceLogin(World world) {
        this.world = world;
    }

    static boolean takes(WebRequest request) {
        return request.method().equals("POST")
                && (request.path().equals(BASE + "device_authorization") || request.path().equals(BASE + "token"));
    }

    void handle(Visit visit) throws IOException {
        Map<String, String> form = form(visit.request());
        visit.decided("device login");
        if (visit.request().path().endsWith("device_authorization")) {
            visit.send(200, authorization(visit, form.getOrDefault("client_id", "")));
            return;
        }
        visit.send(400, Json.object().put("error", trouble(form, visit.time())));
    }

    private ObjectNode authorization(Visit visit, String client) {
        String code = (client.equals("denied") ? "denied-" : "") + visit.hex(16);
        world.logins().put(code, visit.time());
        return Json.object()
                .put("user_code", visit.hex(8).toUpperCase(java.util.Locale.ROOT))
                .put("device_code", code)
                .put("verification_uri", "http://127.0.0.1/kimi/oauth")
                .put("verification_uri_complete", "http://127.0.0.1/kimi/oauth?code=" + code)
                .put("expires_in", LIFE)
                .put("interval", INTERVAL);
    }

    private String trouble(Map<String, String> form, Instant now) {
        if (form.getOrDefault("grant_type", "").equals("refresh_token")) {
            return "invalid_grant";
        }
        String code = form.getOrDefault("device_code", "");
        Instant begun = world.logins().get(code);
        if (begun == null || now.isAfter(begun.plusSeconds(LIFE))) {
            return "expired_token";
        }
        if (code.startsWith("denied-")) {
            return "access_denied";
        }
        Instant polled = world.polls().put(code, now);
        return polled != null && now.isBefore(polled.plusSeconds(INTERVAL)) ? "slow_down" : "authorization_pending";
    }

    private static Map<String, String> form(WebRequest request) {
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }
}
