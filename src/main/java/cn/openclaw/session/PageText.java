package cn.openclaw.session;

import cn.openclaw.base.Text;

/** What a conversation says of itself to people. */
final class PageText {
    static final Text USER = new Text("你", "You");
    static final Text ASSISTANT = new Text("助手", "Assistant");
    static final Text TOOL = new Text("工具", "Tool");
    static final Text SAID_BEFORE = new Text("此前的摘要", "Summary of what came before");
    static final Text NOTE = new Text("备注", "Note");
    static final Text THOUGHT = new Text("思考", "Thinking");
    static final Text BROKEN_OFF = new Text("（未说完：{0}）", "(broken off: {0})");
    static final Text FAILED = new Text("失败", "failed");
    static final Text MEDIA = new Text("[{0}，{1} kB]", "[{0}, {1} kB]");
    static final Text MESSAGES = new Text("{0} 条消息", "{0} messages");

    private PageText() {}
}
