package cn.openclaw.config;

/** The whole configuration, section by section, and the sections that hold keys and variables. */
final class RootSchema extends Schema {
    private RootSchema() {}

    static SchemaNode root() {
        return object(
                key("$schema", TEXT, "本文件的 JSON Schema，供编辑器使用", "the JSON Schema of this file, for editors"),
                key("meta", named("meta"), "原版程序写下的版本记录；本程序不改动", "what the original notes about its own writing; never touched here"),
                key("env", named("env"), "环境变量；不覆盖已设置的", "environment variables; they replace none that is set"),
                key("models", named("models"), "模型服务商与型号", "model providers and models"),
                key("agents", named("agents"), "智能体", "agents"),
                key("auth", named("auth"), "用哪份凭据；不含密钥", "which credentials to use; holds no secret"),
                key("gateway", named("gateway"), "网关服务", "the gateway server"),
                key("tools", named("tools"), "工具", "tools"),
                key("messages", named("messages"), "收发消息", "receiving and sending messages"),
                key("session", named("session"), "会话", "sessions"),
                key("channels", named("channels"), "聊天频道", "chat channels"),
                key("bindings", list(named("binding")), "哪个频道、账号或对话交给哪个智能体；先匹配者优先", "which channel, account or chat goes to which agent; the first match counts"),
                key("broadcast", open(TEXTS, key("strategy", option("parallel", "sequential"), "同时还是依次", "at the same time or one after another").or("\"parallel\"")), "一条消息交给多个智能体：对话 id 到智能体列表", "one message for several agents: from a chat's id to a list of agents"),
                key("commands", named("commands"), "聊天里的 /命令", "slash commands in chats"),
                key("approvals", named("approvals"), "执行命令前的批准", "approval before commands run"),
                key("cron", named("cron"), "定时任务", "timed jobs"),
                key("hooks", named("hooks"), "外部程序触发的任务", "jobs that other programs trigger"),
                key("skills", named("skills"), "技能", "skills"),
                key("mcp", named("mcp"), "MCP 服务器", "MCP servers"),
                key("mcpServers", named("mcp.servers"), "MCP 服务器（从别的程序粘贴来的写法）；同名者以 mcp.servers 为准", "MCP servers as pasted from other programs; mcp.servers counts where both name one"),
                key("plugins", named("plugins"), "插件；本程序不加载，保留给原版", "plugins; kept for the original, not loaded here"),
                key("browser", named("browser"), "受控的浏览器", "the controlled browser"),
                key("web", named("web"), "网页版 WhatsApp 连接", "the WhatsApp web connection"),
                key("talk", named("talk"), "语音对话", "talking aloud"),
                key("audio", object(key("transcription", object(
                        must("command", TEXTS, "转写命令及参数", "the command and its arguments"),
                        key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds")),
                        "语音转文字的命令", "a command that turns speech into text")), "语音（旧）；请用 tools.media.audio", "audio, the older way; use tools.media.audio"),
                key("media", object(key("preserveFilenames", FLAG, "保留原文件名", "keep the files' names")), "媒体文件", "media files"),
                key("memory", ANY, "记忆的存储方式", "how memory is stored"),
                key("queue", object(
                        key("mode", union("memory", "persistent"), "放在内存还是磁盘", "in memory or on disk").or("\"memory\""),
                        key("dbPath", PATH, "磁盘队列的文件", "the file of a queue on disk"),
                        key("autoRecover", FLAG, "启动时接着处理", "go on with it at start")),
                        "消息队列的存放", "where queued messages are kept"),
                key("nodeHost", object(key("browserProxy", object(
                        key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                        key("allowProfiles", TEXTS, "允许的浏览器 profile", "browser profiles it may use")),
                        "把本机浏览器借给网关", "lending this machine's browser to the gateway")), "作为节点的本机", "this machine as a node"),
                key("discovery", object(
                        key("wideArea", object(key("enabled", FLAG, "是否启用", "whether it is on")), "跨网段发现（DNS-SD）", "discovery beyond the local network (DNS-SD)"),
                        key("mdns", object(key("mode", option("off", "minimal", "full"), "广播多少信息", "how much is announced").or("\"minimal\"")), "局域网发现（mDNS）", "discovery in the local network (mDNS)")),
                        "让别的设备找到网关", "letting other devices find the gateway"),
                key("canvasHost", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("root", PATH, "文件目录", "the folder of its files"),
                        key("port", PORT, "端口", "its port"),
                        key("liveReload", FLAG, "文件变化时自动刷新", "reload when a file changes")),
                        "画布页面", "the canvas page"),
                key("diagnostics", named("diagnostics"), "诊断与遥测", "diagnostics and telemetry"),
                key("logging", named("logging"), "日志", "logs"),
                key("update", named("update"), "更新", "updates"),
                key("ui", named("ui"), "网页界面", "the web page"),
                key("wizard", named("wizard"), "向导上次运行的记录", "when the wizard last ran"));
    }

    static SchemaNode env() {
        return open(TEXT,
                key("shellEnv", object(
                        key("enabled", FLAG, "从登录 shell 取缺少的密钥", "take missing keys from the login shell").or("false"),
                        key("timeoutMs", WHOLE, "最多等多久（毫秒）", "how long to wait, in milliseconds").or("15000")),
                        "登录 shell 里的变量", "variables of the login shell"),
                key("vars", TEXT_MAP, "变量；与直接写在 env 里相同", "variables; the same as writing them in env itself"));
    }

    static SchemaNode auth() {
        return object(
                key("profiles", map(object(
                        must("provider", TEXT, "属于哪个服务商", "the provider it is for"),
                        must("mode", union("api_key", "oauth", "token"), "凭据种类", "the kind of credential"),
                        key("email", TEXT, "账号邮箱", "the account's address"))),
                        "凭据，按 id；密钥在 auth-profiles.json 里", "credentials by id; their keys are in auth-profiles.json"),
                key("order", map(TEXTS), "每个服务商依次使用哪些凭据", "which credentials to try for a provider, in order"),
                key("cooldowns", object(
                        key("billingBackoffHours", POSITIVE, "余额不足后停用的小时数", "hours a credential rests when it is out of credit").or("5"),
                        key("billingBackoffHoursByProvider", map(POSITIVE), "按服务商分别设置", "the same for single providers"),
                        key("billingMaxHours", POSITIVE, "停用时间的上限（小时）", "longest such rest in hours").or("24"),
                        key("failureWindowHours", POSITIVE, "多久没有失败就清零（小时）", "hours without failure until the count starts anew").or("24"),
                        key("longestWaitSeconds", number(0, 600), "所有凭据都在休息时，最多等多少秒；0 为不等", "how many seconds to wait at most when everything rests; 0 for never").or("30")),
                        "凭据停用多久", "how long credentials rest"));
    }

    static SchemaNode binding() {
        return object(
                must("agentId", TEXT, "交给哪个智能体", "the agent it goes to"),
                must("match", object(
                        must("channel", TEXT, "频道", "the channel"),
                        key("accountId", TEXT, "频道里的账号；* 为任意", "the account in the channel; * for any"),
                        key("peer", object(
                                must("kind", union("dm", "group", "channel"), "私聊、群或频道", "direct chat, group or channel"),
                                must("id", TEXT, "对话的 id", "the chat's id")),
                                "哪个对话", "which chat"),
                        key("guildId", TEXT, "Discord 服务器", "the Discord server"),
                        key("teamId", TEXT, "Slack 或 Teams 团队", "the Slack or Teams team")),
                        "什么样的消息", "which messages"));
    }
}
