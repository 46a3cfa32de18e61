package cn.openclaw.config;

/** {@code tools}: which tools there are, and what they may do. */
final class ToolsSchema extends Schema {
    private static final String PROFILE_ZH = "一组预设的工具";
    private static final String PROFILE_EN = "a preset group of tools";

    private ToolsSchema() {}

    static SchemaNode filter() {
        return object(
                key("allow", TEXTS, "允许的工具；group:… 为一组，* 为通配", "tools that are allowed; group:… for a group, * as a wildcard"),
                key("deny", TEXTS, "禁止的工具，优先于允许", "tools that are refused; counts before allow"));
    }

    private static SchemaNode profile() {
        return union("minimal", "coding", "messaging", "full");
    }

    private static SchemaNode.Group policy() {
        return extended((SchemaNode.Group) filter(), key("profile", profile(), PROFILE_ZH, PROFILE_EN));
    }

    static SchemaNode agentTools() {
        return extended(policy(),
                key("alsoAllow", TEXTS, "在预设之外再允许的工具", "tools allowed besides the preset"),
                key("byProvider", map(policy()), "按服务商或型号分别设置", "the same for single providers or models"),
                key("elevated", named("tools.elevated"), "在沙箱之外执行", "execution outside the sandbox"),
                key("exec", named("tools.exec"), "运行命令", "running commands"),
                key("sandbox", object(key("tools", named("tools.filter"), "沙箱里的工具", "tools inside the sandbox")), "沙箱", "the sandbox"));
    }

    static SchemaNode tools() {
        return extended((SchemaNode.Group) agentTools(),
                key("web", object(
                        key("search", search(), "网络搜索", "searching the web"),
                        key("fetch", object(
                                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                                key("maxChars", COUNT, "最多取回的字符", "characters fetched at most"),
                                key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds"),
                                key("cacheTtlMinutes", number(0, Double.POSITIVE_INFINITY), "缓存多少分钟", "minutes a page is cached"),
                                key("maxRedirects", WHOLE, "最多跟随几次重定向", "redirects followed at most"),
                                key("userAgent", TEXT, "User-Agent 头", "its User-Agent header"),
                                key("allowHosts", TEXTS, "只允许取回这些主机（*.example.com 含子域）；不写则不限", "the only hosts it may go to (*.example.com with its subdomains); anywhere where absent"),
                                key("allowAddresses", TEXTS, "虽属内网仍允许访问的地址段，例如 192.168.1.0/24；代理软件使用虚拟地址时写 198.18.0.0/15", "address blocks it may go to although they are near, such as 192.168.1.0/24; 198.18.0.0/15 where a proxy program makes up addresses")),
                                "取回网页", "fetching pages")),
                        "网络", "the web"),
                key("media", named("tools.media"), "看图、听音、看视频", "understanding pictures, sound and video"),
                key("links", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("scope", named("scope"), "在哪些对话里", "in which chats"),
                        key("maxLinks", COUNT, "每条消息最多几个链接", "links a message at most"),
                        key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds"),
                        key("models", list(object(
                                key("type", union("cli"), "命令行程序", "a command-line program"),
                                must("command", FILLED, "命令", "the command"),
                                key("args", TEXTS, "参数", "its arguments"),
                                key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds"))),
                                "依次尝试的程序", "programs to try, in order")),
                        "链接内容", "what links lead to"),
                key("message", object(
                        key("allowCrossContextSend", FLAG, "允许发到任何别的对话（旧）", "allow sending to any other chat (older key)"),
                        key("crossContext", object(
                                key("allowWithinProvider", FLAG, "允许发到同一频道的别的对话", "to other chats of the same channel").or("true"),
                                key("allowAcrossProviders", FLAG, "允许发到别的频道", "to other channels").or("false"),
                                key("marker", object(
                                        key("enabled", FLAG, "是否标明来源", "whether to mark where it comes from"),
                                        key("prefix", TEXT, "前缀", "text before"),
                                        key("suffix", TEXT, "后缀", "text after")),
                                        "来源标记", "mark of origin")),
                                "发到别的对话", "sending to other chats"),
                        key("broadcast", object(key("enabled", FLAG, "是否启用", "whether it is on")), "群发", "sending to many")),
                        "发消息的工具", "the tool that sends messages"),
                key("agentToAgent", object(
                        key("enabled", FLAG, "是否启用", "whether it is on").or("false"),
                        key("allow", TEXTS, "允许哪些智能体", "which agents")),
                        "智能体之间的消息", "messages between agents"),
                key("subagents", object(key("tools", named("tools.filter"), "子智能体的工具", "tools of sub-agents")), "子智能体", "sub-agents"));
    }

    private static SchemaNode search() {
        SchemaNode endpoint = object(
                key("apiKey", SECRET, "密钥", "the key"),
                key("baseUrl", URL, "接口地址", "where it is asked"),
                key("model", TEXT, "型号", "the model"));
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("provider", union("brave", "perplexity", "kimi", "kimi-code", "searxng"), "用哪家搜索；不写则用有密钥的那家", "who searches; whoever has a key where absent"),
                key("apiKey", SECRET, "Brave 的密钥", "the key of Brave"),
                key("maxResults", COUNT, "最多几条结果", "results at most"),
                key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds"),
                key("cacheTtlMinutes", number(0, Double.POSITIVE_INFINITY), "缓存多少分钟", "minutes an answer is cached"),
                key("perplexity", endpoint, "Perplexity", "Perplexity"),
                key("kimi", endpoint, "Kimi 联网搜索；不写则用 Moonshot 的地址和密钥", "Kimi's web search; Moonshot's host and key where absent"),
                key("brave", object(key("baseUrl", URL, "接口地址", "where it is asked")), "Brave", "Brave"),
                key("searxng", object(key("baseUrl", URL, "自建 SearXNG 的地址", "the address of your own SearXNG")), "SearXNG", "SearXNG"));
    }

    static SchemaNode elevated() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("allowFrom", map(IDS), "每个频道里谁可以用", "who may use it, by channel"));
    }

    static SchemaNode exec() {
        return object(
                key("host", option("sandbox", "gateway", "node"), "在哪里运行", "where commands run"),
                key("security", option("deny", "allowlist", "full"), "允许哪些命令", "which commands are allowed"),
                key("ask", option("off", "on-miss", "always"), "何时先问人", "when to ask first"),
                key("node", TEXT, "固定用哪个节点", "the node to use"),
                key("pathPrepend", list(PATH), "放在 PATH 最前的目录", "folders put first in PATH"),
                key("safeBins", TEXTS, "只读标准输入、无需批准的程序", "programs that only read standard input and need no approval"),
                key("backgroundMs", COUNT, "多久后转到后台（毫秒）", "milliseconds until it goes to the background").or("10000"),
                key("timeoutSec", COUNT, "时限（秒）", "time limit in seconds").or("1800"),
                key("approvalRunningNoticeMs", WHOLE, "批准后运行多久提示（毫秒）", "milliseconds until an approved command is said to be running"),
                key("cleanupMs", COUNT, "结束后保留多久（毫秒）", "milliseconds a finished command is kept").or("1800000"),
                key("notifyOnExit", FLAG, "后台命令结束时通知", "tell when a background command ends").or("true"),
                key("applyPatch", object(
                        key("enabled", FLAG, "是否启用", "whether it is on").or("false"),
                        key("allowModels", TEXTS, "哪些型号可以用", "which models may use it")),
                        "apply_patch 工具", "the apply_patch tool"));
    }

    static SchemaNode scope() {
        return object(
                key("default", union("allow", "deny"), "没有规则符合时", "where no rule fits"),
                key("rules", list(object(
                        must("action", union("allow", "deny"), "允许或禁止", "allow or deny"),
                        key("match", object(
                                key("channel", TEXT, "频道", "the channel"),
                                key("chatType", union("direct", "group", "channel"), "对话类型", "the kind of chat"),
                                key("keyPrefix", TEXT, "会话键的开头", "how the session key begins")),
                                "哪些对话", "which chats"))),
                        "规则，先符合者优先", "rules; the first that fits counts"));
    }

    static SchemaNode media() {
        return object(
                key("models", list(named("tools.mediaModel")), "三者共用的型号", "models for all three"),
                key("concurrency", COUNT, "同时处理几个", "how many at a time"),
                key("image", named("tools.mediaKind"), "图片", "pictures"),
                key("audio", named("tools.mediaKind"), "声音", "sound"),
                key("video", named("tools.mediaKind"), "视频", "video"));
    }

    private static SchemaKey[] mediaShared() {
        return new SchemaKey[] {
            key("maxBytes", COUNT, "最大字节数", "largest size in bytes"),
            key("maxChars", COUNT, "结果最多几个字符", "characters of the result at most"),
            key("prompt", TEXT, "提示词", "the prompt"),
            key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds"),
            key("language", TEXT, "语言", "the language"),
            key("providerOptions", map(map(either(TEXT, NUMBER, FLAG))), "服务商自己的选项", "a provider's own options"),
            key("deepgram", object(
                    key("detectLanguage", FLAG, "识别语言", "detect the language"),
                    key("punctuate", FLAG, "加标点", "add punctuation"),
                    key("smartFormat", FLAG, "整理格式", "tidy numbers and dates")),
                    "Deepgram 选项（旧）", "options of Deepgram (older key)"),
            key("baseUrl", URL, "接口地址", "where it is asked"),
            key("headers", TEXT_MAP, "HTTP 头", "HTTP headers")
        };
    }

    static SchemaNode mediaKind() {
        return extended(object(mediaShared()),
                key("enabled", FLAG, "是否启用", "whether it is on"),
                key("scope", named("scope"), "在哪些对话里", "in which chats"),
                key("attachments", object(
                        key("mode", union("first", "all"), "处理第一个还是全部", "the first or all"),
                        key("maxAttachments", COUNT, "最多几个", "how many at most"),
                        key("prefer", union("first", "last", "path", "url"), "优先哪一个", "which by preference")),
                        "附件", "attachments"),
                key("models", list(named("tools.mediaModel")), "依次尝试的型号或程序", "models or programs to try, in order"));
    }

    static SchemaNode mediaModel() {
        return extended(object(mediaShared()),
                key("provider", TEXT, "服务商", "the provider"),
                key("model", TEXT, "型号", "the model"),
                key("capabilities", list(union("image", "audio", "video")), "能处理什么", "what it takes"),
                key("type", union("provider", "cli"), "服务商还是命令行程序", "a provider or a command-line program"),
                key("command", TEXT, "命令", "the command"),
                key("args", TEXTS, "参数", "its arguments"),
                key("profile", TEXT, "用哪份凭据", "the credential to use"),
                key("preferredProfile", TEXT, "优先用哪份凭据", "the credential to try first"));
    }
}
