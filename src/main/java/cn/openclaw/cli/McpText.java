package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code mcp} says. */
final class McpText {
    static final Text SUMMARY = new Text("MCP 服务器：别的程序提供的工具", "MCP servers: tools that other programs offer");
    static final Text LIST = new Text("列出已配置的服务器（不连接）", "list the configured servers, connecting to none");
    static final Text ADD = new Text("添加或替换一个服务器：命令写在 -- 之后，或用 --url", "add or replace a server: its command stands behind --, or use --url");
    static final Text REMOVE = new Text("删除一个服务器", "remove a server");
    static final Text TEST = new Text("连接服务器并列出它的工具；不写名字则全部", "connect to a server and list its tools; to all where none is named");
    static final Text JSON = new Text("只输出 JSON", "print JSON only");
    static final Text NAME = new Text("服务器的名字", "the server's name");
    static final Text COMMAND = new Text("要启动的程序和参数", "the program to start and its arguments");
    static final Text URL = new Text("远程服务器的地址（streamable HTTP）", "the address of a remote server (streamable HTTP)");
    static final Text ENV = new Text("给它的环境变量 NAME=VALUE，可重复；密钥请写 NAME='${NAME}'", "an environment variable for it, NAME=VALUE; may be repeated; write keys as NAME='${NAME}'");
    static final Text HEADER = new Text("发给它的 HTTP 头 NAME=VALUE，可重复", "an HTTP header for it, NAME=VALUE; may be repeated");
    static final Text CWD = new Text("它的工作目录", "the folder it works in");
    static final Text TIMEOUT = new Text("每次调用的时限（秒）", "time limit of a call in seconds");
    static final Text TRUST = new Text("调用它的工具无需批准", "its tools may be called without approval");
    static final Text NEITHER = new Text(
            "请写出命令（openclaw-cn mcp add {0} -- npx -y 某个包）或地址（--url https://…），二者选一。",
            "Give either a command (openclaw-cn mcp add {0} -- npx -y some-package) or an address (--url https://…).");
    static final Text PAIR = new Text("{0} 应写成 NAME=VALUE，得到的是 {1}", "{0} takes NAME=VALUE, not {1}");
    static final Text BAD_SECONDS = new Text("--timeout 应是正整数（秒），得到的是 {0}", "--timeout takes a positive number of seconds, not {0}");
    static final Text ADDED = new Text("已写入 mcp.servers.{0}。检查：openclaw-cn mcp test {0}", "Written to mcp.servers.{0}. Try it: openclaw-cn mcp test {0}");
    static final Text REMOVED = new Text("已删除 MCP 服务器 {0}。", "Removed the MCP server {0}.");
    static final Text UNKNOWN = new Text("没有名为 {0} 的 MCP 服务器。已配置：{1}", "There is no MCP server named {0}. Configured: {1}");
    static final Text NONE = new Text(
            "没有配置 MCP 服务器。添加：openclaw-cn mcp add 名字 -- 命令 参数…",
            "No MCP server is configured. Add one: openclaw-cn mcp add NAME -- COMMAND ARGUMENTS…");
    static final Text OFF = new Text("停用", "off");
    static final Text TRUSTED = new Text("受信任", "trusted");
    static final Text ASKS = new Text("逐次批准", "asks");
    static final Text TOOLS = new Text("{0} 个工具", "{0} tools");
    static final Text NOT_SEEN = new Text("未连接过", "not connected yet");
    static final Text REACHED = new Text("{0}：{1} 个工具，用时 {2} 毫秒", "{0}: {1} tools, in {2} ms");
    static final Text FAILED = new Text("{0}：没有连上：{1}", "{0}: not reached: {1}");

    private McpText() {}
}
