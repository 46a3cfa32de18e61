package cn.openclaw.gateway.relay;

import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every request to an endpoint carries: the key where its wire wants it, our name, and what the config says over both. */
final class WayHeaders {
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    /** What Anthropic wants beside a subscription's token, which is told by how it begins. */
    private static final String OAUTH_TOKEN = "sk-ant-oat";

    private static volatile @Nullable String userAgent;

    private WayHeaders() {}

    static Map<String, String> of(Endpoint endpoint, Wire wire) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("user-agent", userAgent());
        boolean messages = wire == Wire.MESSAGES;
        if (messages) {
            headers.put("anthropic-version", ANTHROPIC_VERSION);
        }
        endpoint.key().ifPresent(key -> {
            boolean token = key.reveal().startsWith(OAUTH_TOKEN);
            if (!messages || token || endpoint.authHeader()) {
                headers.put("authorization", "Bearer " + key.reveal());
            } else {
                headers.put("x-api-key", key.reveal());
            }
            if (messages && token) {
                headers.put("anthropic-beta", "oauth-2025-04-20");
            }
        });
        endpoint.headers().forEach((name, value) -> put(headers, name, value));
        return headers;
    }

    static void put(Map<String, String> headers, String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, value);
    }

    private static String userAgent() {
        String known = userAgent;
        if (known == null) {
            try (InputStream text = WayHeaders.class.getResourceAsStream("/cn/openclaw/version.txt")) {
                String version = text == null ? "0" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
                known = "openclaw-cn/" + version;
            } catch (IOException _) {
                known = "openclaw-cn";
            }
            userAgent = known;
        }
        return known;
    }
}
