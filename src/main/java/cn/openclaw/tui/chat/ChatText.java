package cn.openclaw.tui.chat;

import cn.openclaw.base.Text;

/** What the conversation's screen says. */
final class ChatText {
    static final Text THINKING = new Text("正在思考 {0} · {1} 字", "thinking {0} · {1} characters");
    static final Text THOUGHT = new Text("思考了 {0} · {1} 字", "thought for {0} · {1} characters");
    static final Text WAITING = new Text("{0} {1} · Esc 停止", "{0} {1} · Esc stops");
    static final Text MORE_LINES = new Text("… 还有 {0} 行（Ctrl-O 看全部）", "… {0} more lines (Ctrl-O shows all)");
    static final Text NOT_FINISHED = new Text("没有做完", "not finished");
    static final Text COMPACTING = new Text("上下文 {0}/{1}，正在压缩…", "The context holds {0}/{1}; shortening it …");
    static final Text COMPACTED = new Text("已压缩：{0} → {1}。完整记录仍在磁盘上。", "Shortened: {0} → {1}. The full record is still on the disk.");
    static final Text TRIMMED = new Text(
            "没能写出摘要，只裁剪了旧内容：{0} → {1}。完整记录仍在磁盘上。",
            "No summary could be made; old content was trimmed: {0} → {1}. The full record is still on the disk.");
    static final Text NOTHING_MATCHES = new Text("没有符合的", "nothing matches");
    static final Text PICKER_KEYS = new Text("↑↓ 选择 · 输入字母筛选 · 回车确定 · Esc 取消", "↑↓ choose · type to filter · Enter takes it · Esc cancels");
    static final Text THINK_SHORT = new Text("思考 {0}", "think {0}");
    static final Text NO_MODEL = new Text("没有型号", "no model");

    static final Text CUT = new Text(
            "回答因为达到长度上限而中断，不是说完了。回复“继续”可以接着说。",
            "The answer stopped at its length limit; it was not finished. Say \"continue\" to hear the rest.");
    static final Text ABORTED = new Text("已停止；听到的部分已保留。", "Stopped; what was heard is kept.");
    static final Text TOO_LONG = new Text(
            "输入超过 {0} 个字符，没有哪个型号装得下，什么都没有发送。把它存成文件，让助手去读需要的部分。",
            "The input is longer than {0} characters, which no model holds; nothing was sent. Put it into a file and let the assistant read what it needs.");
    static final Text SILENT = new Text("（没有回复）", "(no reply)");
    static final Text AGAIN_TO_LEAVE = new Text("再按一次 Ctrl-C 离开", "Ctrl-C once more leaves");
    static final Text STOPPING = new Text("正在停止… 再按一次 Ctrl-C 离开", "stopping … Ctrl-C once more leaves");
    static final Text QUEUED = new Text("待送达", "waiting");
    static final Text NOT_NOW = new Text("先等这一轮结束，或按 Esc 停止它。", "Wait for this turn to end, or stop it with Esc.");
    static final Text NOTHING_RUNS = new Text("现在没有在进行的事。", "Nothing is running.");
    static final Text BYE = new Text("再见。继续这个会话：{0}", "Bye. To go on: {0}");

    static final Text ASK_TITLE = new Text("允许吗？", "Allow this?");
    static final Text ASK_HEAD = new Text("{0} 需要你同意", "{0} needs your consent");
    static final Text ASK_WHAT = new Text("内容", "What");
    static final Text ASK_COMMAND = new Text("命令", "Command");
    static final Text ASK_FOLDER = new Text("目录", "Folder");
    static final Text ASK_WHY = new Text("原因", "Why");
    static final Text ASK_ONCE = new Text("允许这一次", "Yes, this time");
    static final Text ASK_ALWAYS = new Text("总是允许：{0}", "Always: {0}");
    static final Text ASK_DENY = new Text("不允许", "No");
    static final Text ASKED_ONCE = new Text("已允许一次", "allowed once");
    static final Text ASKED_ALWAYS = new Text("已允许，以后不再问", "allowed from now on");
    static final Text ASKED_DENIED = new Text("已拒绝", "denied");

    static final Text SHELL_ASK = new Text("在 {0} 运行你的命令：{1}", "Run your command in {0}: {1}");
    static final Text SHELL_YES = new Text("运行", "Run it");
    static final Text SHELL_NO = new Text("不运行", "Do not");
    static final Text SHELL_FAILED = new Text("运行不了：{0}", "It cannot be run: {0}");
    static final Text SHELL_EXIT = new Text("退出码 {0}", "exit code {0}");
    static final Text SHELL_EMPTY = new Text("（没有输出）", "(no output)");

    static final Text MEANT = new Text("没有 /{0} 这个命令。是 {1} 吗？", "There is no /{0}. Did you mean {1}?");
    static final Text MEANT_YES = new Text("执行 {0}", "Do {0}");
    static final Text MEANT_SEND = new Text("原样发给模型", "Send it to the model as it is");
    static final Text MEANT_EDIT = new Text("回去修改", "Back to the text");
    static final Text ONLY_CHANNELS = new Text(
            "/{0} 只在频道聊天（飞书等）里有用；在终端里，危险的操作总会先问你，规则见 openclaw-cn approvals。",
            "/{0} serves channels only; on a terminal you are asked before anything dangerous, by the rules of openclaw-cn approvals.");

    static final Text MODEL_IS = new Text("型号：{0}", "Model: {0}");
    static final Text THINK_IS = new Text("思考强度：{0}", "Thinking: {0}");
    static final Text BY_MODEL = new Text("由型号决定", "as the model decides");
    static final Text VERBOSE_IS = new Text("工具输出：{0}（off 只有一行，on 首尾几行，full 全部）", "Tool output: {0} (off: one line, on: its ends, full: all)");
    static final Text VERBOSE_BAD = new Text("只有 off、on、full。", "There are off, on and full.");
    static final Text THINKING_SHOWN = new Text("思考会展开显示", "The thinking is shown");
    static final Text THINKING_FOLDED = new Text("思考收起成一行", "The thinking is folded to one line");
    static final Text SESSION_IS = new Text("会话：{0}", "Conversation: {0}");
    static final Text NEW_SESSION = new Text("新会话。之前的在 /会话 里。", "A new conversation. The one before is in /sessions.");
    static final Text WAS_RESET = new Text("这个会话重新开始；旧记录仍在磁盘上。", "This conversation begins anew; its old record is still on the disk.");
    static final Text AGENT_IS = new Text("智能体：{0}", "Agent: {0}");
    static final Text EXPORTED = new Text("已存到 {0}", "Saved to {0}");
    static final Text EXPORT_EMPTY = new Text("这个会话还没有内容。", "This conversation has no words yet.");
    static final Text EXPORT_EXISTS = new Text("{0} 已经存在，没有覆盖。换个名字：/导出 名字.md", "{0} exists and was not overwritten. Choose another name: /export name.md");
    static final Text EXPORT_FAILED = new Text("写不了 {0}：{1}", "Cannot write {0}: {1}");
    static final Text EXPORT_ME = new Text("我", "Me");
    static final Text NO_OTHER = new Text("没有可选的。", "There is nothing to choose from.");
    static final Text PICK_MODEL = new Text("选择型号", "Choose a model");
    static final Text PICK_SESSION = new Text("选择会话", "Choose a conversation");
    static final Text PICK_AGENT = new Text("选择智能体", "Choose an agent");
    static final Text PICK_THINKING = new Text("思考强度", "How hard to think");
    static final Text PICK_HISTORY = new Text("说过的话", "What you said before");
    static final Text EARLIER = new Text("之前说到：", "Before:");

    static final Text TITLE = new Text("openclaw-cn {0}", "openclaw-cn {0}");
    static final Text MODEL = new Text("型号", "Model");
    static final Text KEY = new Text("密钥", "Key");
    static final Text FOLDER = new Text("目录", "Folder");
    static final Text SESSION = new Text("会话", "Session");
    static final Text AGENT = new Text("智能体", "Agent");
    static final Text CONTEXT = new Text("上下文", "Context");
    static final Text MONEY = new Text("费用", "Cost");
    static final Text TOOLS = new Text("工具输出", "Tools");
    static final Text NO_KEY = new Text("没有", "none");
    static final Text GOING = new Text("{0}（接着{1}的对话）", "{0} (last used {1})");
    static final Text HINT = new Text(
            "直接输入，回车发送；/ 看命令，Alt-回车换行，Esc 停止，Ctrl-D 离开。",
            "Type and press Enter; / lists commands, Alt-Enter breaks the line, Esc stops, Ctrl-D leaves.");
    static final Text PLAIN_HINT = new Text(
            "一行就是一条消息，行尾写 \\ 可以续行；/help 看命令，Ctrl-C 停止，Ctrl-D 离开。",
            "Each line is a message, \\ at its end goes on; /help lists commands, Ctrl-C stops, Ctrl-D leaves.");
    static final Text HELP_COMMANDS = new Text("命令", "Commands");
    static final Text HELP_KEYS = new Text("按键", "Keys");
    static final Text[][] KEYS = {
        {new Text("回车", "Enter"), new Text("发送；模型工作时会在下一步送达", "send; while the model works, it is told at its next step")},
        {new Text("Alt-回车、行尾 \\", "Alt-Enter, \\ at the end"), new Text("换行", "a new line")},
        {new Text("Esc", "Esc"), new Text("停下这一轮", "stop this turn")},
        {new Text("Ctrl-C", "Ctrl-C"), new Text("停下或清空；再按一次离开", "stop or clear; once more leaves")},
        {new Text("Ctrl-D", "Ctrl-D"), new Text("离开", "leave")},
        {new Text("↑ ↓ Ctrl-R", "↑ ↓ Ctrl-R"), new Text("说过的话", "what you said before")},
        {new Text("Tab", "Tab"), new Text("补全命令与文件名", "complete commands and files")},
        {new Text("Ctrl-O", "Ctrl-O"), new Text("看这一轮工具的全部输出", "all output of this turn's tools")},
        {new Text("Ctrl-T", "Ctrl-T"), new Text("展开或收起思考", "show or fold the thinking")},
        {new Text("Ctrl-L Ctrl-P Ctrl-G", "Ctrl-L Ctrl-P Ctrl-G"), new Text("选型号、会话、智能体", "choose model, conversation, agent")},
        {new Text("!命令", "!command"), new Text("在本机运行一条命令（先问你）", "run a command on this machine (asks first)")},
    };

    static final Text PLAIN_ASK = new Text(
            "输入 1 允许这一次{0}；其他任何输入都是不允许：", "1 allows it this time{0}; anything else is no:");
    static final Text PLAIN_ASK_ALWAYS = new Text("，2 总是允许（{0}）", ", 2 always ({0})");

    private ChatText() {}
}
