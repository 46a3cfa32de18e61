package cn.openclaw.tool.mcp;

import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.http.SseEvent;
import cn.openclaw.http.SseReader;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server at an address ("streamable HTTP"): each message is a POST, whose answer is JSON or an event stream. By our own client, so that
 * proxies and limits hold. What a server would say unasked, over a stream of its own, is not listened to: we offer it nothing to ask for.
 */
final class HttpLink extends Link {
    private static final int MOST_BYTES = 32 << 20;
    private static final int SHOWN = 300;

    private final McpServerConfig config;
    private final Http http;
    private final URI address;
    private final HttpLimits limits;
    private volatile @Nullable String session;
    private volatile @Nullable String version;
    private volatile boolean over;

    HttpLink(McpServerConfig config, Http http) throws McpFailure {
        this.config = config;
        this.http = http;
        Duration limit = config.timeout();
        this.limits = new HttpLimits(limit.compareTo(Duration.ofSeconds(15)) < 0 ? limit : Duration.ofSeconds(15), limit, limit, limit.multipliedBy(10));
        try {
            this.address = URI.create(config.url().orElse(""));
        } catch (IllegalArgumentException e) {
            throw new McpFailure("its url is not valid");
        }
    }

    @Override
    void start() {
        // There is nothing to open: the first message is the first request.
    }

    @Override
    boolean isAlive() {
        return !over;
    }

    @Override
    String state() {
        return "";
    }

    /** Waits until the server took the message, and goes on reading its answer on a thread of its own. */
    @Override
    void send(JSONRPCMessage message, String json) throws IOException {
        CompletableFuture<String> taken = new CompletableFuture<>();
        Thread.ofVirtual().name("mcp-" + config.name()).start(() -> exchange(message, json, taken));
        try {
            String refusal = taken.get(limits.firstByte().toMillis() + limits.connect().toMillis(), TimeUnit.MILLISECONDS);
            if (!refusal.isEmpty()) {
                throw new IOException(refusal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("it does not answer", e);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json, text/event-stream");
        headers.putAll(config.headers());
        if (session != null) {
            headers.put("Mcp-Session-Id", session);
        }
        if (version != null) {
            headers.put("MCP-Protocol-Version", version);
        }
        return headers;
    }

    private void exchange(JSONRPCMessage message, String json, CompletableFuture<String> taken) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/json");
        try (HttpReply reply = http.send(HttpCall.post(address, headers, json.getBytes(StandardCharsets.UTF_8), limits))) {
            reply.header("mcp-session-id").ifPresent(id -> session = id);
            if (reply.status() >= 300) {
                taken.complete(refusal(reply));
                return;
            }
            taken.complete("");
            if (reply.status() != 202 && reply.status() != 204) {
                read(reply);
            }
            unanswered(message, "the server's answer ended without an answer");
        } catch (HttpException e) {
            taken.complete(String.valueOf(e.getMessage()));
            unanswered(message, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            taken.complete("interrupted");
            Thread.currentThread().interrupt();
        }
    }

    private void unanswered(JSONRPCMessage message, String why) {
        if (message instanceof JSONRPCRequest request) {
            fail(request.id(), why);
        }
    }

    private void read(HttpReply reply) throws InterruptedException {
        boolean stream = reply.header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/event-stream");
        if (stream) {
            SseReader events = new SseReader(reply);
            for (SseEvent event = events.next(); event != null; event = events.next()) {
                messages(event.data());
            }
        } else {
            messages(new String(reply.body(MOST_BYTES), StandardCharsets.UTF_8));
        }
    }

    private void messages(String text) {
        JsonNode json;
        try {
            json = Json.parse(text);
        } catch (JsonException e) {
            return;
        }
        if (json.isArray()) {
            json.forEach(one -> heard(Json.write(one)));
            return;
        }
        String negotiated = Json.text(json, "result", "protocolVersion");
        version = negotiated == null ? version : negotiated;
        heard(Json.write(json));
    }

    private String refusal(HttpReply reply) throws InterruptedException {
        // The server forgot the session: the next call makes a new one.
        over |= reply.status() == 404 && session != null;
        String body = new String(reply.body(4096), StandardCharsets.UTF_8).strip();
        String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
        List<Secret> secrets = config.headers().values().stream().map(Secret::new).toList();
        String said = new Redactor(secrets).redact(shown);
        String hint = switch (reply.status()) {
            case 401, 403 -> "; it wants a key: set mcp.servers." + config.name() + ".headers.Authorization";
            case 404 -> session == null ? "; is the path right?" : "; the session is over";
            case 405 -> "; it may speak the older SSE form, which is not supported";
            default -> "";
        };
        return "HTTP " + reply.status() + hint + (said.isEmpty() ? "" : ": " + said);
    }

    @Override
    void end() {
        if (session == null) {
            return;
        }
        HttpLimits brief = new HttpLimits(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(1));
        HttpCall call = new HttpCall("DELETE", address, headers(), new byte[0], brief, Optional.empty());
        try (HttpReply _ = http.send(call)) {
            session = null;
        } catch (HttpException e) {
            // It forgets us in its own time.
            session = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
