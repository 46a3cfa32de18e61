package cn.openclaw.tool.mcp;

import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of {@code mcp.servers}.
 *
 * @param env may hold secrets, as {@code headers} may: neither is ever shown
 * @param pasted whether it stands under {@code mcpServers} and not under {@code mcp.servers}
 */
public record McpServerConfig(
        String name,
        Optional<String> command,
        List<String> args,
        Map<String, String> env,
        Optional<String> cwd,
        Optional<String> url,
        Map<String, String> headers,
        boolean enabled,
        boolean trust,
        Duration timeout,
        boolean pasted) {

    public McpServerConfig {
        args = List.copyOf(args);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** All of a configuration, in its order; {@code mcp.servers} counts where {@code mcpServers} has the same name. */
    public static List<McpServerConfig> all(ObjectNode config) {
        Map<String, McpServerConfig> all = new LinkedHashMap<>();
        read(Json.at(config, "mcp", "servers"), false, all);
        read(config.get("mcpServers"), true, all);
        return List.copyOf(all.values());
    }

    private static void read(@Nullable JsonNode servers, boolean pasted, Map<String, McpServerConfig> into) {
        if (servers instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                into.putIfAbsent(entry.getKey(), of(entry.getKey(), entry.getValue(), pasted));
            }
        }
    }

    private static McpServerConfig of(String name, JsonNode entry, boolean pasted) {
        List<String> args = new ArrayList<>();
        entry.path("args").forEach(one -> args.add(one.asString("")));
        boolean off = flag(entry, "disabled", false) || !flag(entry, "enabled", true);
        JsonNode seconds = entry.get("timeout");
        return new McpServerConfig(
                name,
                Optional.ofNullable(Json.text(entry, "command")),
                args,
                texts(entry.get("env")),
                Optional.ofNullable(Json.text(entry, "cwd")),
                Optional.ofNullable(Json.text(entry, "url")),
                texts(entry.get("headers")),
                !off,
                flag(entry, "trust", false),
                Duration.ofSeconds(seconds == null ? 60 : Math.max(1, seconds.asLong(60))),
                pasted);
    }

    private static boolean flag(JsonNode entry, String name, boolean otherwise) {
        JsonNode node = entry.get(name);
        return node == null ? otherwise : node.asBoolean(otherwise);
    }

    private static Map<String, String> texts(@Nullable JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        }
        return texts;
    }

    /** Where it is: the command line or the address, without environment, headers and query. */
    public String target() {
        return url.map(text -> text.replaceFirst("\\?.*$", "?…"))
                .orElseGet(() -> (command.orElse("?") + " " + String.join(" ", args)).strip());
    }

    /** Tells whether what is known of its tools is still about the same server. */
    String fingerprint() {
        String whole = name + "\n" + command + "\n" + args + "\n" + env.keySet() + "\n" + cwd + "\n" + url + "\n" + headers.keySet();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Never the values of {@code env} and {@code headers}. */
    @Override
    public String toString() {
        return name + " (" + target() + ")";
    }
}
