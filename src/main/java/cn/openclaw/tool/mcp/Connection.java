package cn.openclaw.tool.mcp;

import cn.openclaw.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** A session with one server. */
final class Connection implements AutoCloseable {
    private static final int MOST_TOOLS = 500;

    private final McpSyncClient client;
    private final Link link;
    private final Duration timeout;

    private Connection(McpSyncClient client, Link link, Duration timeout) {
        this.client = client;
        this.link = link;
        this.timeout = timeout;
    }

    /** Makes one: starts the server if need be, and agrees on the protocol. */
    static Connection open(Link link, Duration timeout, String version) throws McpFailure, InterruptedException {
        McpSyncClient client = McpClient.sync(link)
                .clientInfo(McpSchema.Implementation.builder("openclaw-cn", version).build())
                .requestTimeout(timeout)
                .initializationTimeout(timeout)
                // What a server promises about its own answers is not checked: the model reads them either way.
                .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(null))
                .build();
        Connection connection = new Connection(client, link, timeout);
        boolean open = false;
        try {
            connection.asked(client::initialize);
            open = true;
            return connection;
        } finally {
            if (!open) {
                link.end();
            }
        }
    }

    List<ServerTool> tools() throws McpFailure, InterruptedException {
        List<ServerTool> tools = new ArrayList<>();
        if (client.getServerCapabilities() != null && client.getServerCapabilities().tools() == null) {
            return tools;
        }
        for (McpSchema.Tool tool : asked(client::listTools).tools()) {
            if (tools.size() < MOST_TOOLS) {
                tools.add(tool(tool));
            }
        }
        return tools;
    }

    private static ServerTool tool(McpSchema.Tool tool) {
        McpSchema.ToolAnnotations notes = tool.annotations();
        String title = tool.title() == null ? "" : tool.title();
        String description = tool.description() == null || tool.description().isBlank() ? title : tool.description();
        return new ServerTool(
                tool.name(),
                description,
                tool.inputSchema() == null ? Json.object() : Plain.tree(tool.inputSchema()),
                notes != null && Boolean.TRUE.equals(notes.readOnlyHint()));
    }

    McpSchema.CallToolResult call(String tool, ObjectNode arguments) throws McpFailure, InterruptedException {
        return asked(() -> client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(Plain.map(arguments)).build()));
    }

    /** The SDK's failures and the interruptions it swallows, in our words. */
    private <T> T asked(Supplier<T> question) throws McpFailure, InterruptedException {
        try {
            return question.get();
        } catch (RuntimeException e) {
            Throwable root = e;
            for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
                if (root instanceof McpError || root instanceof TimeoutException) {
                    break;
                }
                root = root.getCause();
            }
            if (Thread.interrupted() || root instanceof InterruptedException) {
                throw new InterruptedException();
            }
            boolean slow = root instanceof TimeoutException || String.valueOf(root.getMessage()).contains("Did not observe any item");
            throw new McpFailure(slow ? "it did not answer within " + timeout.toSeconds() + " s" + link.state() : String.valueOf(root.getMessage()));
        }
    }

    boolean isAlive() {
        return link.isAlive();
    }

    @Override
    public void close() {
        link.end();
        client.close();
    }
}
