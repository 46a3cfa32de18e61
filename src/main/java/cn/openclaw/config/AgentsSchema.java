package cn.openclaw.config;

/** {@code agents}: the defaults, and each agent. */
final class AgentsSchema extends Schema {
    private static final SchemaNode NON_NEGATIVE = number(0, 1_000_000);

    private AgentsSchema() {}

    static SchemaNode agents() {
        return object(
                key("defaults", named("agents.defaults"), "所有智能体的默认设置", "what counts for every agent"),
                key("list", list(named("agents.agent")), "智能体；标了 default 的，否则第一个，是默认智能体", "the agents; the one with default, else the first, is the default agent"));
    }

    static SchemaNode defaults() {
        return object(
                key("model", named("agents.model"), "用哪个型号", "which model answers"),
                key("imageModel", named("agents.model"), "看图用哪个型号", "which model looks at images"),
                key("models", map(named("agents.modelEntry")), "允许的型号（provider/model，可用 * 通配），以及别名和参数；不写则都允许", "allowed models (provider/model, * as a wildcard), with aliases and parameters; all are allowed where absent"),
                key("workspace", PATH, "工作目录", "the folder it works in").or("\"~/.openclaw/workspace\""),
                key("repoRoot", PATH, "代码仓库根目录", "root of the repository it works on"),
                key("skipBootstrap", FLAG, "不生成 AGENTS.md 等初始文件", "do not create AGENTS.md and its like").or("false"),
                key("bootstrapMaxChars", COUNT, "每个初始文件最多读入的字符", "characters read from each bootstrap file at most").or("20000"),
                key("bootstrapTotalMaxChars", COUNT, "所有初始文件最多读入的字符", "characters read from all bootstrap files at most"),
                key("imageMaxDimensionPx", COUNT, "图片最长边的像素上限", "longest side of an image in pixels"),
                key("userTimezone", TEXT, "用户所在时区，例如 Asia/Shanghai", "the person's time zone, for example Asia/Shanghai"),
                key("timeFormat", union("auto", "12", "24"), "时间用 12 还是 24 小时制", "12 or 24 hour clock").or("\"auto\""),
                key("envelopeTimezone", TEXT, "消息信封里的时区：utc、local、user 或时区名", "time zone in message envelopes: utc, local, user, or a name"),
                key("envelopeTimestamp", ON_OFF, "消息信封里写时间", "write the time into message envelopes"),
                key("envelopeElapsed", ON_OFF, "消息信封里写间隔", "write the elapsed time into message envelopes"),
                key("contextTokens", COUNT, "上下文窗口的上限（token）", "upper limit of the context window in tokens"),
                key("thinkingDefault", named("thinking"), "默认的思考档位", "how hard it thinks unless told otherwise"),
                key("verboseDefault", union("off", "on", "full"), "默认显示多少过程", "how much of its work it shows").or("\"off\""),
                key("elevatedDefault", union("off", "on", "ask", "full"), "默认的提权方式", "elevated execution unless told otherwise"),
                key("blockStreamingDefault", ON_OFF, "默认分块发送回复", "send answers in blocks"),
                key("blockStreamingBreak", union("text_end", "message_end"), "在哪里断块", "where a block ends"),
                key("blockStreamingChunk", named("blocks.chunk"), "块的大小", "how large a block is"),
                key("blockStreamingCoalesce", named("blocks.coalesce"), "合并小块", "joining of small blocks"),
                key("humanDelay", named("humanDelay"), "像人一样的回复间隔", "pauses between blocks, as a person makes them"),
                key("compaction", named("agents.compaction"), "对话过长时的压缩", "shortening of long conversations"),
                key("contextPruning", named("agents.pruning"), "对旧工具结果的裁剪", "pruning of old tool results"),
                key("heartbeat", named("heartbeat"), "定时自检", "regular self-checks"),
                key("timeoutSeconds", COUNT, "一次运行的时限（秒）", "time limit of one run, in seconds").or("600"),
                key("budget", named("agents.budget"), "花费上限；turn 和 session 对每一轮、每个会话，day 和 month 对所有智能体合计", "caps on spending: turn and session for each one, day and month for all agents together"),
                key("mediaMaxMb", POSITIVE, "媒体文件的大小上限（MB）", "largest media file in MB"),
                key("typingIntervalSeconds", COUNT, "“正在输入”的刷新间隔（秒）", "seconds between two typing signals"),
                key("typingMode", named("typingMode"), "何时显示“正在输入”", "when to show the typing signal"),
                key("maxConcurrent", COUNT, "同时运行的对话数", "conversations run at a time").or("4"),
                key("subagents", object(
                        key("maxConcurrent", COUNT, "同时运行的子智能体数", "sub-agents run at a time").or("8"),
                        key("archiveAfterMinutes", COUNT, "多久后归档（分钟）", "minutes until they are archived"),
                        key("model", named("agents.model"), "子智能体的型号", "the model of sub-agents"),
                        key("thinking", TEXT, "子智能体的思考档位", "the thinking level of sub-agents")),
                        "子智能体", "sub-agents"),
                key("sandbox", named("sandbox"), "在容器里运行工具", "running tools in a container"),
                key("cliBackends", map(named("cliBackend")), "用其他命令行程序回答", "other command-line programs that answer"),
                key("memorySearch", named("memorySearch"), "对记忆的检索", "searching memory"));
    }

    /** A reference, or a reference with others to fall back to. */
    static SchemaNode model() {
        return either(TEXT, object(
                key("primary", TEXT, "首选型号 provider/model", "the model to use, provider/model"),
                key("fallbacks", TEXTS, "首选不可用时依次改用；[] 为不改用", "tried in this order when the first is unavailable; [] for none")));
    }

    static SchemaNode modelEntry() {
        return object(
                key("alias", TEXT, "别名；空字符串为不要自动别名", "another name for it; the empty string for none"),
                key("params", open(ANY), "发给该型号的参数，例如 temperature、thinking", "parameters for this model, for example temperature or thinking"));
    }

    static SchemaNode agent() {
        return object(
                must("id", TEXT, "名字，用于目录和会话", "its name in folders and session keys"),
                key("default", FLAG, "是否为默认智能体", "whether it is the default agent").or("false"),
                key("name", TEXT, "给人看的名字", "the name people see"),
                key("workspace", PATH, "它的工作目录", "the folder it works in"),
                key("agentDir", PATH, "它的密钥所在目录", "the folder of its keys"),
                key("model", named("agents.model"), "用哪个型号", "which model answers"),
                key("models", map(named("agents.modelEntry")), "它自己的允许列表，取代默认的", "its own allow-list, in place of the default one"),
                key("skills", TEXTS, "只用这些技能；[] 为都不用", "only these skills; [] for none"),
                key("thinkingDefault", named("thinking"), "默认的思考档位", "how hard it thinks unless told otherwise"),
                key("memorySearch", named("memorySearch"), "对记忆的检索", "searching memory"),
                key("humanDelay", named("humanDelay"), "像人一样的回复间隔", "pauses between blocks, as a person makes them"),
                key("heartbeat", named("heartbeat"), "定时自检", "regular self-checks"),
                key("identity", object(
                        key("name", TEXT, "名字", "its name"),
                        key("theme", TEXT, "性格", "its character"),
                        key("emoji", TEXT, "表情符号", "its emoji"),
                        key("avatar", TEXT, "头像：工作区内的路径、网址或 data URI", "its picture: a path in the workspace, a URL or a data URI")),
                        "它是谁", "who it is"),
                key("budget", named("agents.budget"), "它的花费上限；turn 和 session 取代默认的，day 和 month 只算它自己", "its caps on spending: turn and session in place of the default ones, day and month for its own"),
                key("groupChat", named("groupChat"), "群聊", "group chats"),
                key("dmChat", object(key("historyLimit", WHOLE, "带上的历史消息数", "messages of history it is given")), "私聊", "direct chats"),
                key("subagents", object(
                        key("allowAgents", TEXTS, "可以调用的智能体；* 为全部", "agents it may call; * for all"),
                        key("model", named("agents.model"), "子智能体的型号", "the model of its sub-agents"),
                        key("thinking", TEXT, "子智能体的思考档位", "the thinking level of its sub-agents")),
                        "子智能体", "sub-agents"),
                key("sandbox", named("sandbox"), "在容器里运行工具", "running tools in a container"),
                key("tools", named("agents.tools"), "它能用的工具", "the tools it may use"));
    }

    /** A cap for each currency that models are billed in. */
    static SchemaNode budget() {
        return object(
                key("CNY", caps(), "以人民币计费的型号，单位元", "models billed in yuan"),
                key("USD", caps(), "以美元计费的型号，单位美元", "models billed in dollars"),
                key("unpriced", union("refuse", "allow"), "设了上限时，没有价格（或以别的货币计费）的型号", "what to do under a cap with models that have no price, or are billed in another currency").or("\"refuse\""));
    }

    private static SchemaNode caps() {
        return object(
                key("turn", NON_NEGATIVE, "一轮对话", "one turn"),
                key("session", NON_NEGATIVE, "一个会话", "one session"),
                key("day", NON_NEGATIVE, "一天（本地时间）", "one day, local time"),
                key("month", NON_NEGATIVE, "一个月（本地时间）", "one calendar month, local time"));
    }

    static SchemaNode thinking() {
        return union("off", "minimal", "low", "medium", "high", "xhigh", "max");
    }

    static SchemaNode typingMode() {
        return union("never", "instant", "thinking", "message");
    }

    static SchemaNode compaction() {
        return object(
                key("mode", union("default", "safeguard"), "压缩方式", "how it is done").or("\"safeguard\""),
                key("reserveTokensFloor", WHOLE, "至少留出的 token", "tokens kept free at least").or("20000"),
                key("memoryFlush", object(
                        key("enabled", FLAG, "压缩前先存记忆", "save memories before").or("true"),
                        key("softThresholdTokens", WHOLE, "提前多少 token", "how many tokens ahead"),
                        key("prompt", TEXT, "提示词", "the prompt"),
                        key("systemPrompt", TEXT, "系统提示词", "the system prompt")),
                        "压缩前保存记忆", "saving memories before"));
    }

    static SchemaNode pruning() {
        return object(
                key("mode", union("off", "cache-ttl"), "裁剪方式", "how it is done"),
                key("ttl", TEXT, "缓存的有效时间，例如 1h", "how long the cache lives, for example 1h"),
                key("keepLastAssistants", WHOLE, "保留最近几条助手消息", "latest assistant messages left alone"),
                key("softTrimRatio", RATIO, "用到窗口的多少时开始缩短", "share of the window at which trimming starts"),
                key("hardClearRatio", RATIO, "用到窗口的多少时开始清除", "share of the window at which clearing starts"),
                key("minPrunableToolChars", WHOLE, "短于此的结果不动", "results shorter than this are left alone"),
                key("tools", named("tools.filter"), "裁剪哪些工具的结果", "results of which tools"),
                key("softTrim", object(
                        key("maxChars", WHOLE, "超过多少字符才缩短", "trims what is longer"),
                        key("headChars", WHOLE, "保留开头", "kept from the start"),
                        key("tailChars", WHOLE, "保留结尾", "kept from the end")),
                        "缩短", "trimming"),
                key("hardClear", object(
                        key("enabled", FLAG, "是否清除", "whether to clear"),
                        key("placeholder", TEXT, "清除后留下的字", "what is left in its place")),
                        "清除", "clearing"));
    }

    static SchemaNode heartbeat() {
        return object(
                key("every", DURATION, "间隔，例如 30m；0m 为关闭", "how often, for example 30m; 0m for never"),
                key("activeHours", object(
                        key("start", CLOCK, "从几点，HH:MM", "from, HH:MM"),
                        key("end", CLOCK, "到几点，HH:MM", "until, HH:MM"),
                        key("timezone", TEXT, "时区：user、local 或时区名", "time zone: user, local or a name")),
                        "只在这段时间", "only between these hours"),
                key("model", TEXT, "自检用的型号", "the model to ask"),
                key("session", TEXT, "在哪个会话里", "in which session"),
                key("includeReasoning", FLAG, "附上思考内容", "deliver the reasoning as well"),
                key("target", TEXT, "结果发到哪里：last、none 或频道", "where the result goes: last, none or a channel"),
                key("to", TEXT, "发给谁", "to whom"),
                key("prompt", TEXT, "提示词", "the prompt"),
                key("ackMaxChars", WHOLE, "HEARTBEAT_OK 之后最多几个字符算无事", "characters beside HEARTBEAT_OK that still mean nothing to report"));
    }

    static SchemaNode humanDelay() {
        return object(
                key("mode", union("off", "natural", "custom"), "方式", "how"),
                key("minMs", WHOLE, "最短（毫秒）", "shortest, in milliseconds"),
                key("maxMs", WHOLE, "最长（毫秒）", "longest, in milliseconds"));
    }

    static SchemaNode chunk() {
        return object(
                key("minChars", COUNT, "最少字符", "characters at least"),
                key("maxChars", COUNT, "最多字符", "characters at most"),
                key("breakPreference", union("paragraph", "newline", "sentence"), "优先在哪里断开", "where to break by preference"));
    }

    static SchemaNode coalesce() {
        return object(
                key("minChars", COUNT, "最少字符", "characters at least"),
                key("maxChars", COUNT, "最多字符", "characters at most"),
                key("idleMs", WHOLE, "等待多久（毫秒）", "milliseconds to wait"));
    }
}
