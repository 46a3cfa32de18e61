package cn.openclaw.config;

/** Which class describes which part. A part is built when a configuration first mentions it, so that a short command pays for little. */
final class SchemaShapes {
    private SchemaShapes() {}

    static SchemaNode build(String name) {
        return switch (name) {
            case "" -> RootSchema.root();
            case "env" -> RootSchema.env();
            case "auth" -> RootSchema.auth();
            case "binding" -> RootSchema.binding();
            case "models" -> ModelsSchema.models();
            case "models.provider" -> ModelsSchema.provider();
            case "models.model" -> ModelsSchema.model();
            case "models.api" -> ModelsSchema.api();
            case "compat" -> ModelsSchema.compat();
            case "limits" -> ModelsSchema.limits();
            case "secret" -> ModelsSchema.secret();
            case "agents" -> AgentsSchema.agents();
            case "agents.defaults" -> AgentsSchema.defaults();
            case "agents.agent" -> AgentsSchema.agent();
            case "agents.model" -> AgentsSchema.model();
            case "agents.modelEntry" -> AgentsSchema.modelEntry();
            case "agents.compaction" -> AgentsSchema.compaction();
            case "agents.pruning" -> AgentsSchema.pruning();
            case "agents.budget" -> AgentsSchema.budget();
            case "thinking" -> AgentsSchema.thinking();
            case "typingMode" -> AgentsSchema.typingMode();
            case "heartbeat" -> AgentsSchema.heartbeat();
            case "humanDelay" -> AgentsSchema.humanDelay();
            case "blocks.chunk" -> AgentsSchema.chunk();
            case "blocks.coalesce" -> AgentsSchema.coalesce();
            case "gateway" -> GatewaySchema.gateway();
            default -> further(name);
        };
    }

    private static SchemaNode further(String name) {
        return switch (name) {
            case "tools" -> ToolsSchema.tools();
            case "agents.tools" -> ToolsSchema.agentTools();
            case "tools.filter" -> ToolsSchema.filter();
            case "tools.elevated" -> ToolsSchema.elevated();
            case "tools.exec" -> ToolsSchema.exec();
            case "tools.media" -> ToolsSchema.media();
            case "tools.mediaKind" -> ToolsSchema.mediaKind();
            case "tools.mediaModel" -> ToolsSchema.mediaModel();
            case "scope" -> ToolsSchema.scope();
            case "sandbox" -> RuntimeSchema.sandbox();
            case "sandbox.docker" -> RuntimeSchema.docker();
            case "sandbox.browser" -> RuntimeSchema.sandboxBrowser();
            case "cliBackend" -> RuntimeSchema.cliBackend();
            case "memorySearch" -> RuntimeSchema.memorySearch();
            case "messages" -> MessagesSchema.messages();
            case "queueMode" -> MessagesSchema.queueMode();
            case "groupChat" -> MessagesSchema.groupChat();
            case "tts" -> MessagesSchema.tts();
            case "session" -> MessagesSchema.session();
            case "sessionReset" -> MessagesSchema.sessionReset();
            case "commands" -> MessagesSchema.commands();
            case "approvals" -> MessagesSchema.approvals();
            default -> system(name);
        };
    }

    private static SchemaNode system(String name) {
        return switch (name) {
            case "meta" -> SystemSchema.meta();
            case "wizard" -> SystemSchema.wizard();
            case "diagnostics" -> SystemSchema.diagnostics();
            case "logging" -> SystemSchema.logging();
            case "update" -> SystemSchema.update();
            case "ui" -> SystemSchema.ui();
            case "browser" -> SystemSchema.browser();
            case "cron" -> SystemSchema.cron();
            case "hooks" -> SystemSchema.hooks();
            case "hooks.mapping" -> SystemSchema.hookMapping();
            case "hooks.gmail" -> SystemSchema.gmail();
            case "web" -> SystemSchema.web();
            case "talk" -> SystemSchema.talk();
            case "skills" -> SystemSchema.skills();
            case "mcp" -> McpSchema.mcp();
            case "mcp.servers" -> McpSchema.servers();
            case "plugins" -> SystemSchema.plugins();
            case "channels" -> ChannelsSchema.channels();
            case "channels.whatsapp" -> ChannelSchemas.whatsapp();
            case "channels.telegram" -> ChannelSchemas.telegram();
            case "channels.discord" -> ChannelSchemas.discord();
            case "channels.googlechat" -> ChannelSchemas.googlechat();
            case "channels.slack" -> ChannelSchemas.slack();
            case "channels.signal" -> ChannelSchemas.signal();
            case "channels.imessage" -> ChannelSchemas.imessage();
            case "channels.bluebubbles" -> ChannelSchemas.bluebubbles();
            case "channels.msteams" -> ChannelSchemas.msteams();
            default -> throw new IllegalArgumentException("no shape named " + name);
        };
    }
}
