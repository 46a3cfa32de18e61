package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code agent} and {@code demo} say. */
final class AgentCommandText {
    static final Text SUMMARY = new Text("问一句，得到回答", "Ask once, get an answer");
    static final Text MESSAGE = new Text("要说的话；“-”从标准输入读", "what to say; - reads standard input");
    static final Text TO = new Text("对方的号码或名字，据 session.dmScope 决定用哪个会话", "the peer, by number or name; session.dmScope decides which conversation that is");
    static final Text SESSION_ID = new Text("会话编号（会话文件名）", "the session id, as in the transcript's name");
    static final Text AGENT = new Text("哪个智能体；缺省为配置里的默认智能体", "which agent; default: the config's default one");
    static final Text THINKING = new Text(
            "思考强度：off|minimal|low|medium|high|xhigh|max，或 关|最小|低|中|高|极高|最大；对此会话一直有效",
            "how hard to think: off|minimal|low|medium|high|xhigh|max, or their Chinese names; kept for this conversation");
    static final Text VERBOSE = new Text(
            "显示多少工具细节：off|on|full；对此会话一直有效", "how much of the tools to show: off|on|full; kept for this conversation");
    static final Text LOCAL = new Text(
            "在本进程内运行，不经过网关（没有网关在运行时总是如此）", "run in this process, not through a gateway (always so while none is running)");
    static final Text JSON = new Text("只输出 JSON", "print JSON and nothing else");
    static final Text TIMEOUT = new Text("整轮的时限，秒；缺省为 agents.defaults.timeoutSeconds（600）", "limit for the whole turn in seconds; default: agents.defaults.timeoutSeconds (600)");
    static final Text MODEL = new Text("这一轮用的型号或别名；失败时不换别的", "the model or alias for this turn; no other stands in for it");
    static final Text ATTACH = new Text("附上一张图片（png、jpeg、gif、webp）或一段视频（mp4、mov、webm 等），可重复", "attach a picture (png, jpeg, gif, webp) or a video (mp4, mov, webm …); may be repeated");

    static final Text NO_MESSAGE = new Text(
            "要说什么？用 --message \"…\"，或 --message - 从标准输入读。", "Say what? Use --message \"…\", or --message - to read standard input.");
    static final Text TOO_MANY_SELECTORS =
            new Text("--to 与 --session-id 只能用一个。", "Use --to or --session-id, not both.");
    static final Text BAD_THINKING = new Text(
            "没有思考强度“{0}”。可用：off、minimal、low、medium、high、xhigh、max（关、最小、低、中、高、极高、最大）。",
            "There is no thinking level \"{0}\". Use off, minimal, low, medium, high, xhigh or max.");
    static final Text BAD_VERBOSE = new Text("--verbose 只接受 on、full、off，得到的是“{0}”。", "--verbose takes on, full or off, not \"{0}\".");
    static final Text BAD_TIMEOUT = new Text("--timeout 要正整数（秒），得到的是“{0}”。", "--timeout takes a positive whole number of seconds, not \"{0}\".");
    static final Text NO_FILE = new Text("读不到附件 {0}。检查路径与权限。", "Cannot read the attachment {0}. Check its path and permissions.");
    static final Text NO_PICTURE = new Text(
            "附件 {0} 不是 png、jpeg、gif 或 webp 图片，也不是 mp4、mov、webm 等视频。文本文件请放进工作区，让它用 read 读。",
            "The attachment {0} is no png, jpeg, gif or webp picture and no video. Put text files into the workspace, where it can read them.");
    static final Text BIG_VIDEO = new Text(
            "{0} 不保存文件，视频 {1} 又超过 {2} MB，放不进请求。请缩小它，或换用 moonshot 的型号。",
            "{0} keeps no files, and the video {1} of more than {2} MB does not fit into a request. Make it smaller, or use a model of moonshot.");
    static final Text NO_VIDEO = new Text(
            "{0} 不能看视频。用 --model 选一个能看视频的型号，例如 moonshot/kimi-k2.6。",
            "{0} cannot see videos. Choose a model that can with --model, for example moonshot/kimi-k2.6.");
    static final Text UPLOADING = new Text("正在上传视频 {0}（{1} MB）……", "uploading the video {0} ({1} MB) …");
    static final Text BIG_PICTURE = new Text("附件 {0} 超过 {1} MB。请先缩小。", "The attachment {0} is larger than {1} MB. Make it smaller first.");
    static final Text CONFIG_BROKEN = new Text(
            "配置有误：{0}\n运行 openclaw-cn config validate 查看全部问题，openclaw-cn config undo 回到上一份。",
            "The configuration is not valid: {0}\nRun openclaw-cn config validate to see every problem, openclaw-cn config undo to go back to the last one.");
    static final Text CONFIG_LAST_GOOD = new Text(
            "配置有误，先用上一份有效的：{0}（运行 openclaw-cn config validate 查看）",
            "The configuration is not valid; using the last good copy: {0} (run openclaw-cn config validate to see more)");

    static final Text SWITCHED = new Text("改用 {1}；{0} 没有回答：{2}", "Now asking {1}; {0} did not answer: {2}");
    static final Text SWITCHED_RESTING = new Text("改用 {1}；{0} 休息到 {2}", "Now asking {1}; {0} rests until {2}");
    static final Text SWITCHED_REFUSED = new Text(
            "改用 {1}；{0} 的密钥已被拒绝，换新密钥后才会再用", "Now asking {1}; the key of {0} was refused and rests until it is changed");
    static final Text COMPACTING = new Text(
            "对话已长达约 {0} 个 token（窗口 {1}），正在压缩较早的内容…",
            "The conversation has about {0} tokens (the window holds {1}); summarising its older part…");
    static final Text COMPACTED = new Text(
            "已压缩：约 {0} → {1} 个 token；完整记录仍在会话文件里。",
            "Summarised: about {0} → {1} tokens; all of it is still in the session file.");
    static final Text COMPACTED_BY_RULE = new Text(
            "已压缩：约 {0} → {1} 个 token（模型没有写成摘要，按规则整理）；完整记录仍在会话文件里。",
            "Shortened: about {0} → {1} tokens (no model wrote a summary; it was put together by rule); all of it is still in the session file.");
    static final Text CUT = new Text("（回答达到长度上限，被截断；再发一条“继续”即可接着写）", "(the answer reached its length limit and was cut; send \"go on\" to continue)");
    static final Text NO_REPLY = new Text("（没有文字回答）", "(no words in the answer)");
    static final Text INTERRUPTED = new Text("已中断；收到的部分保存在会话里。", "Interrupted; what had arrived is in the session.");
    static final Text THINKING_HERE = new Text("（思考中…）", "(thinking…)");
    static final Text INCLUDED = new Text("含在会员内", "included");
    static final Text UNKNOWN = new Text("费用未知", "cost unknown");
    static final Text NO_USAGE = new Text("用量未知", "usage unknown");
    static final Text TOKENS = new Text("入 {0} · 出 {1} · 缓存 {2}", "{0} in · {1} out · {2} cached");
    static final Text SECONDS = new Text("{0} 秒", "{0} s");
    static final Text EXIT_CODES = new Text("退出码：", "Exit codes:");

    private AgentCommandText() {}
}
