package cn.openclaw.tool.mcp;

import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Outside;
import cn.openclaw.tool.Pictures;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool of a server. What it does nobody here can know, so it counts as acting, and a person is asked before it is called unless its
 * server is trusted; of a trusted server the word that a tool only reads is believed.
 */
final class McpTool implements Tool {
    private static final int LONGEST_DESCRIPTION = 2_000;

    private final String name;
    private final McpServer server;
    private final ServerTool tool;
    private final ObjectNode schema;

    /**
     * @param name as every platform takes it
     * @param schema as every platform takes it
     */
    McpTool(String name, McpServer server, ServerTool tool, ObjectNode schema) {
        this.name = name;
        this.server = server;
        this.tool = tool;
        this.schema = schema;
    }

    @Override
    public String name() {
        return name;
    }

    /** The server's own words, so a stranger's; kept to a length. */
    @Override
    public String description() {
        String words = tool.description().strip();
        String shown = words.length() > LONGEST_DESCRIPTION ? words.substring(0, LONGEST_DESCRIPTION) + "…" : words;
        return shown.isEmpty() ? "Tool " + tool.name() + " of the MCP server " + server.config().name() + "." : shown;
    }

    @Override
    public ObjectNode parameters() {
        return schema.deepCopy();
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        return server.config().trust() && tool.readOnly() ? Effect.READS : Effect.ACTS;
    }

    @Override
    public Consent consent(ObjectNode arguments, Context context) {
        if (server.config().trust()) {
            return Consent.FREE;
        }
        String server = this.server.config().name();
        return new Consent.Ask(new ApprovalRequest(
                name,
                McpText.filled(McpText.UNTRUSTED, server),
                tool.name() + " " + Json.write(arguments),
                List.of(),
                context.workspace(),
                Optional.of(McpText.filled(McpText.ALWAYS, server))));
    }

    @Override
    public void allowAlways(ObjectNode arguments, Context context, ApprovalRequest approved) {
        McpServerConfig config = server.config();
        List<String> path = config.pasted()
                ? List.of("mcpServers", config.name(), "trust")
                : List.of("mcp", "servers", config.name(), "trust");
        new ConfigFile(context.world().places(), context.world().snapshot().environment()).save(List.of(ConfigEdit.set(path, "true")));
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        String source = "MCP server " + server.config().name() + ", tool " + tool.name();
        try {
            return outcome(server.call(tool.name(), arguments), source, context);
        } catch (McpFailure e) {
            // What went wrong may be told in the server's own words.
            return new ToolOutcome.Failed(
                    "the MCP server " + server.config().name() + " failed:\n" + Outside.wrap(context.turn(), source, String.valueOf(e.getMessage())));
        }
    }

    private static ToolOutcome outcome(McpSchema.CallToolResult result, String source, Context context) {
        StringBuilder words = new StringBuilder();
        List<Part.Media> media = new ArrayList<>();
        if (result.content() != null) {
            for (McpSchema.Content content : result.content()) {
                String text = words(content, media, context);
                words.append(words.isEmpty() || text.isEmpty() ? "" : "\n").append(text);
            }
        }
        if (words.isEmpty() && result.structuredContent() != null) {
            words.append(Json.pretty(Plain.node(result.structuredContent())));
        }
        String shown = words.isEmpty() ? (media.isEmpty() ? "(no output)" : "(see the picture)") : words.toString();
        String marked = Outside.wrap(context.turn(), source, shown);
        return Boolean.TRUE.equals(result.isError())
                ? new ToolOutcome.Failed(marked)
                : new ToolOutcome.Done(marked, media, Optional.empty());
    }

    private static String words(McpSchema.Content content, List<Part.Media> media, Context context) {
        return switch (content) {
            case McpSchema.TextContent text -> text.text() == null ? "" : text.text();
            case McpSchema.ImageContent image -> picture(image, media, context);
            case McpSchema.EmbeddedResource embedded -> embedded.resource() instanceof McpSchema.TextResourceContents text
                    ? text.uri() + "\n" + text.text()
                    : "(binary resource " + embedded.resource().uri() + ")";
            case McpSchema.ResourceLink link -> link.name() + ": " + link.uri();
            default -> "(" + content.type() + ")";
        };
    }

    private static String picture(McpSchema.ImageContent image, List<Part.Media> media, Context context) {
        if (!Pictures.sees(context.turn().model())) {
            return "(a picture, which this model cannot see)";
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(image.data());
            Optional<Part.Media> part = Pictures.kind(bytes).flatMap(kind -> Pictures.media(bytes, kind));
            part.ifPresent(media::add);
            return part.isPresent() ? "" : "(a picture that cannot be shown)";
        } catch (IllegalArgumentException e) {
            return "(a picture that cannot be read)";
        }
    }
}
