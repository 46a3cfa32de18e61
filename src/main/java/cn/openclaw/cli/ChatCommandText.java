package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code chat} and {@code tui} say. */
final class ChatCommandText {
    static final Text SUMMARY = new Text("在终端里对话", "Talk in the terminal");
    static final Text TUI_SUMMARY = new Text("在终端里与网关对话（--local：不经过网关）", "Talk in the terminal, through the gateway (--local: without one)");
    static final Text MESSAGE = new Text("一开始就说的话", "what to say at once");
    static final Text SESSION = new Text(
            "哪个会话：名称、完整的键，或会话编号；缺省为主会话", "which conversation: name, whole key, or session id; default: the main one");
    static final Text NEW = new Text("开始新会话", "begin a new conversation");
    static final Text AGENT = new Text("哪个智能体；缺省为配置里的默认智能体", "which agent; default: the config's default one");
    static final Text THINKING = new Text(
            "思考强度：off|minimal|low|medium|high|xhigh|max，或 关|最小|低|中|高|极高|最大",
            "how hard to think: off|minimal|low|medium|high|xhigh|max, or their Chinese names");
    static final Text MODEL = new Text("用哪个型号，对此会话一直有效", "which model, kept for this conversation");
    static final Text HERE = new Text(
            "在当前目录里工作（会话按目录分开），而不是智能体的工作区",
            "work in the current folder (each has its own conversation), not in the agent's workspace");
    static final Text FOLDER = new Text("在这个目录里工作", "work in this folder");
    static final Text PLAIN = new Text("不用画面，只有文字", "no screen, words only");
    static final Text LOCAL = new Text("在本进程内运行，不经过网关", "run in this process, not through a gateway");
    static final Text NO_FOLDER = new Text("没有目录 {0}。", "There is no folder {0}.");
    static final Text ONBOARD = new Text(
            "{0}\n一步步设置：openclaw-cn onboard。先看看样子：openclaw-cn demo。",
            "{0}\nTo set it up step by step: openclaw-cn onboard. To look around first: openclaw-cn demo.");
    static final Text NO_SESSION = new Text("没有会话“{0}”。用 /会话 查看全部。", "There is no conversation \"{0}\". /sessions lists them all.");
    static final Text NO_AGENT = new Text("没有智能体“{0}”。现有：{1}。", "There is no agent \"{0}\". There are: {1}.");
    static final Text NO_COMPACTION = new Text("这个会话还没有可压缩的内容。", "There is nothing to shorten in this conversation yet.");
    static final Text COMPACTED = new Text("上下文从约 {0} 个 token 缩到约 {1} 个。", "The context went from about {0} tokens to about {1}.");
    static final Text JUST_NOW = new Text("刚才", "just now");
    static final Text MINUTES_AGO = new Text("{0} 分钟前", "{0} min ago");
    static final Text HOURS_AGO = new Text("{0} 小时前", "{0} h ago");
    static final Text DAYS_AGO = new Text("{0} 天前", "{0} days ago");
    static final Text KEY_FROM = new Text("{0} · {1}", "{0} · {1}");
    static final Text NO_KEY_NEEDED = new Text("不需要", "none needed");
    static final Text LEVEL_DEFAULT = new Text("缺省：由型号决定", "default: as the model decides");
    static final Text USAGE_SESSION = new Text(
            "本会话：输入 {0} · 缓存命中 {1} · 输出 {2} · {3} 次请求 · {4}",
            "This conversation: {0} in · {1} cached · {2} out · {3} calls · {4}");
    static final Text USAGE_CONTEXT = new Text("上下文：{0} / {1}（{2}%）", "Context: {0} / {1} ({2}%)");
    static final Text USAGE_MORE = new Text("全部用量：openclaw-cn usage", "Everything: openclaw-cn usage");

    private ChatCommandText() {}
}
