package cn.openclaw.config;

/** {@code mcp}: servers whose tools a model may call (Model Context Protocol). */
final class McpSchema extends Schema {
    private McpSchema() {}

    static SchemaNode mcp() {
        return object(key("servers", named("mcp.servers"), "MCP 服务器，按名字", "MCP servers, by name"));
    }

    /** Also what other programs call {@code mcpServers}, so that it can be pasted; {@code type} and {@code disabled} are theirs. */
    static SchemaNode servers() {
        return map(object(
                key("command", FILLED, "要启动的程序", "the program to start"),
                key("args", TEXTS, "它的参数", "its arguments"),
                key("env", map(SECRET), "给它的环境变量；除此之外它只看到 PATH、HOME 等", "its environment variables; beyond these it sees PATH, HOME and the like only"),
                key("cwd", PATH, "它的工作目录", "the folder it works in"),
                key("url", URL, "远程服务器的地址（streamable HTTP）", "the address of a remote server (streamable HTTP)"),
                key("headers", map(SECRET), "发给它的 HTTP 头", "HTTP headers for it"),
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("disabled", FLAG, "是否停用（别的程序的写法）", "whether it is off (as other programs write it)"),
                key("trust", FLAG, "不经批准即可调用它的工具", "its tools may be called without approval").or("false"),
                key("timeout", COUNT, "每次调用的时限（秒）", "time limit of a call in seconds").or("60"),
                key("type", union("stdio", "http", "streamable-http", "streamableHttp"), "连接方式；通常不必写", "how it is reached; usually not needed"),
                key("description", TEXT, "说明", "what it is for")));
    }
}
