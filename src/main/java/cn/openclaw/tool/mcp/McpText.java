package cn.openclaw.tool.mcp;

import cn.openclaw.base.Text;

/** What this package says. */
final class McpText {
    static final Text NOT_THERE = new Text(
            "MCP 服务器 {0} 没有连上，它的工具这次不可用：{1}。用 openclaw-cn mcp test {0} 检查。",
            "the MCP server {0} could not be reached, so its tools are missing: {1}. Check it with openclaw-cn mcp test {0}.");
    static final Text LATER = new Text(
            "MCP 服务器 {0} 还在启动，它的工具从下一轮开始可用。", "the MCP server {0} is still starting; its tools come with the next turn.");
    static final Text BAD_TOOL = new Text(
            "MCP 服务器 {0} 的工具 {1} 没有提供：{2}。其余工具可用。", "the tool {1} of the MCP server {0} is left out: {2}. The others work.");
    static final Text UNTRUSTED = new Text(
            "工具来自 MCP 服务器 {0}，尚未受信任", "the tool belongs to the MCP server {0}, which is not trusted yet");
    static final Text ALWAYS = new Text(
            "今后不再询问服务器 {0} 的工具（写入 mcp.servers.{0}.trust）", "do not ask for tools of the server {0} any more (mcp.servers.{0}.trust)");
    static final Text INCOMPLETE = new Text(
            "缺少 command 或 url", "it has neither command nor url");

    private McpText() {}

    /** A sentence with its holes filled, in both languages. */
    static Text filled(Text text, Object... arguments) {
        return new Text(
                text.in(cn.openclaw.base.Language.ZH, arguments).replace("{", "("), text.in(cn.openclaw.base.Language.EN, arguments).replace("{", "("));
    }
}
