package cn.openclaw.tool.mcp;

import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.MoonshotSchema;
import cn.openclaw.llm.SchemaException;
import cn.openclaw.llm.ToolNames;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolSource;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools of the configured servers, {@code mcp__<server>__<tool>}, by server and in its own order. Where none is configured nothing
 * of the protocol's library is loaded.
 */
@AutoService(ToolSource.class)
public final class McpTools implements ToolSource {
    @Override
    public List<Tool> tools(Tool.Context context, Consumer<LlmNotice> notices) throws InterruptedException {
        List<McpServerConfig> configs = McpServerConfig.all(context.world().snapshot().config().tree());
        if (configs.stream().noneMatch(McpServerConfig::enabled)) {
            return List.of();
        }
        McpServers servers = context.world().kept(McpServers.class, McpServers::new);
        List<McpServer> ready = servers.ready(configs, notices);
        List<String> wishes = new ArrayList<>();
        for (McpServer server : ready) {
            server.known().orElse(List.of()).forEach(tool -> wishes.add(wish(server, tool)));
        }
        ToolNames names = new ToolNames(wishes);
        List<Tool> tools = new ArrayList<>();
        for (McpServer server : ready) {
            for (ServerTool tool : server.known().orElse(List.of())) {
                try {
                    ObjectNode schema = MoonshotSchema.normalise(tool.schema());
                    tools.add(new McpTool(names.sent(wish(server, tool)), server, tool, schema));
                } catch (SchemaException e) {
                    String name = server.config().name();
                    if (servers.isNew(wish(server, tool), "schema")) {
                        notices.accept(LlmNotice.of(McpText.BAD_TOOL, name, tool.name(), e.sentence()));
                    }
                }
            }
        }
        return tools;
    }

    private static String wish(McpServer server, ServerTool tool) {
        return "mcp__" + server.config().name() + "__" + tool.name();
    }
}
