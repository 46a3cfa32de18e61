package cn.openclaw.gateway.method;

import cn.openclaw.base.Text;

/** What the methods of conversations say to people. */
final class ChatText {
    static final Text NEW = new Text("新对话已开始；旧的保存在会话列表里。", "A new conversation has begun; the old one stays on the disk.");
    static final Text HELP = new Text(
            """
            可用命令：
            /new [第一句话]　新对话　　/stop　停止
            /status　状态　　/model [型号]　查看或更换型号　　/models　型号列表
            /think <off|minimal|low|medium|high>　思考深度　　/verbose <off|on|full>　工具过程
            /reasoning <off|on|stream>　显示思考　　/usage <off|tokens|full>　用量
            /queue <followup|steer|interrupt>　忙时的消息　　/compact [要保留什么]　压缩对话
            /approve <编号> <allow-once|allow-always|deny>　批准　　/whoami　我是谁
            其他以 / 开头的文字会原样发给模型。""",
            """
            Commands:
            /new [first words]  a new conversation    /stop  stop
            /status  state    /model [model]  show or choose the model    /models  list
            /think <off|minimal|low|medium|high>    /verbose <off|on|full>
            /reasoning <off|on|stream>    /usage <off|tokens|full>
            /queue <followup|steer|interrupt>  messages while busy    /compact [what to keep]
            /approve <id> <allow-once|allow-always|deny>    /whoami
            Other words behind a slash go to the model as they are.""");
    static final Text NOT_HERE = new Text(
            "{0} 在网关的对话里不可用。/help 列出可用的命令。", "{0} does not exist in a conversation over the gateway. /help lists what does.");
    static final Text WHO = new Text("客户端：{0}\n会话：{1}", "Client: {0}\nSession: {1}");
    static final Text THINKING = new Text("思考深度已设为 {0}。", "Thinking level set to {0}.");
    static final Text THINKING_OFF = new Text("思考已关闭。", "Thinking disabled.");
    static final Text VERBOSE = new Text("工具过程显示已设为 {0}。", "Verbose logging set to {0}.");
    static final Text REASONING = new Text("思考内容显示已设为 {0}。", "Reasoning visibility set to {0}.");
    static final Text ELEVATED = new Text("提权已设为 {0}。", "Elevated mode set to {0}.");
    static final Text QUEUE = new Text("排队方式已设为 {0}。", "Queue mode set to {0}.");
    static final Text USAGE = new Text("用量显示已设为 {0}。", "Usage footer: {0}.");
    static final Text LEVEL = new Text("{0} 现在是 {1}。可选：{2}。", "{0} is {1} now. Choose from: {2}.");
    static final Text NO_LEVEL = new Text("没有“{0}”这一项。可选：{1}。", "There is no \"{0}\". Choose from: {1}.");
    static final Text MODEL = new Text("型号已设为 {0}。", "Model set to {0}.");
    static final Text MODEL_DEFAULT = new Text("已改回默认型号。", "Back to the default model.");
    static final Text MODEL_NOW = new Text("当前型号：{0}。用 /model <型号> 更换。", "Current model: {0}. Change it with /model <model>.");
    static final Text MODELS = new Text("已配置的型号：", "Configured models:");
    static final Text STATUS_MODEL = new Text("型号：{0}", "Model: {0}");
    static final Text STATUS_CONTEXT = new Text("上下文：{0}/{1}（{2}%）· 压缩 {3} 次", "Context: {0}/{1} ({2}%) · compactions: {3}");
    static final Text STATUS_SESSION = new Text("会话：{0} · {1}", "Session: {0} · {1}");
    static final Text STATUS_LEVELS =
            new Text("思考：{0} · 工具过程：{1} · 排队：{2}（{3} 条）", "Think: {0} · Verbose: {1} · Queue: {2} (depth {3})");
    static final Text RUNNING = new Text("正在运行", "running");
    static final Text IDLE = new Text("空闲", "idle");
    static final Text COMPACTED = new Text("已压缩（{0} → {1} token）。", "Compacted ({0} → {1} tokens).");
    static final Text NOT_COMPACTED = new Text("没有可压缩的内容。", "There is nothing to compact.");
    static final Text APPROVE_HOW =
            new Text("用法：/approve <编号> <allow-once|allow-always|deny>", "Usage: /approve <id> <allow-once|allow-always|deny>");
    static final Text APPROVE_NOT =
            new Text("这个客户端没有批准的权限（operator.approvals）。", "This client may not approve (operator.approvals).");
    static final Text APPROVED = new Text("已决定：{0}。", "Decided: {0}.");
    static final Text APPROVE_GONE = new Text("没有待批准的 {0}。", "Nothing waits under {0}.");

    private ChatText() {}
}
