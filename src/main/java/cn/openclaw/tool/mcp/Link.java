package cn.openclaw.tool.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The way to one server. The protocol is the SDK's; the two ways are ours: its own would hand our whole environment to every server it
 * starts and leave their children behind, and go past our proxies. A question whose answer can no longer come is answered with an
 * error at once, so that nobody waits for a time limit.
 */
abstract class Link implements McpClientTransport {
    /** The SDK's first mapper costs some tens of milliseconds: made with the first link and not before. */
    final McpJsonMapper mapper = McpJsonDefaults.getMapper();

    private final Set<Object> open = ConcurrentHashMap.newKeySet();
    private @Nullable Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler;

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> messages) {
        handler = messages;
        return Mono.fromRunnable(this::start);
    }

    /** Makes the connection, if there is anything to make before the first message. */
    abstract void start();

    /**
     * Writes a message; answers arrive later.
     *
     * @throws IOException if it cannot be written
     */
    abstract void send(JSONRPCMessage message, String json) throws IOException;

    /** Ends it and waits a moment for that. */
    abstract void end();

    /** Whether messages may still be sent. */
    abstract boolean isAlive();

    /** How it stands, for an error sentence; empty if there is nothing to say. */
    abstract String state();

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            try {
                if (message instanceof JSONRPCRequest request) {
                    open.add(request.id());
                }
                send(message, mapper.writeValueAsString(message));
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage() + state(), e);
            }
        });
    }

    /**
     * A message came; what is none is a server's chatter and is left alone.
     *
     * @return whether it was one
     */
    boolean heard(String json) {
        if (!json.startsWith("{")) {
            return false;
        }
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(mapper, json);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
        if (message instanceof JSONRPCResponse response && response.id() != null) {
            open.remove(response.id());
        }
        deliver(message);
        return true;
    }

    private void deliver(JSONRPCMessage message) {
        Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> to = handler;
        if (to != null) {
            var _ = to.apply(Mono.just(message)).subscribe(_ -> {}, _ -> {});
        }
    }

    /** No more answers come: whoever waits hears why. */
    void broken(String why) {
        open.forEach(id -> fail(id, why));
    }

    void fail(Object id, String why) {
        if (open.remove(id)) {
            deliver(JSONRPCResponse.error(id, new JSONRPCResponse.JSONRPCError(-32_000, why, null)));
        }
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::end);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2024_11_05, ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2025_06_18, ProtocolVersions.MCP_2025_11_25);
    }
}
