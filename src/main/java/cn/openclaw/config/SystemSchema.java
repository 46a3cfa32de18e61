package cn.openclaw.config;

/** The sections around: logs, updates, browser, hooks, skills, plugins. */
final class SystemSchema extends Schema {
    private SystemSchema() {}

    static SchemaNode meta() {
        return object(
                key("lastTouchedVersion", TEXT, "原版上次写入时的版本", "the original's version when it last wrote"),
                key("lastTouchedAt", TEXT, "原版上次写入的时间", "when the original last wrote"));
    }

    static SchemaNode wizard() {
        return object(
                key("lastRunAt", TEXT, "时间", "when"),
                key("lastRunVersion", TEXT, "版本", "which version"),
                key("lastRunCommit", TEXT, "提交", "which commit"),
                key("lastRunCommand", TEXT, "命令", "which command"),
                key("lastRunMode", union("local", "remote"), "本机或别处", "local or remote"));
    }

    static SchemaNode diagnostics() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on"),
                key("flags", TEXTS, "要看的部分，例如 telegram.*", "what to look at, for example telegram.*"),
                key("otel", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("endpoint", URL, "收集端地址", "the collector's address"),
                        key("protocol", union("http/protobuf", "grpc"), "协议", "the protocol"),
                        key("headers", TEXT_MAP, "HTTP 头", "HTTP headers"),
                        key("serviceName", TEXT, "服务名", "the service's name"),
                        key("traces", FLAG, "送出追踪", "send traces"),
                        key("metrics", FLAG, "送出指标", "send metrics"),
                        key("logs", FLAG, "送出日志", "send logs"),
                        key("sampleRate", RATIO, "追踪的比例", "share of traces"),
                        key("flushIntervalMs", WHOLE, "送出的间隔（毫秒）", "milliseconds between two sendings")),
                        "OpenTelemetry", "OpenTelemetry"),
                key("cacheTrace", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("filePath", PATH, "文件", "the file"),
                        key("includeMessages", FLAG, "含消息", "with messages"),
                        key("includePrompt", FLAG, "含提示词", "with the prompt"),
                        key("includeSystem", FLAG, "含系统提示词", "with the system prompt")),
                        "缓存追踪", "tracing of the cache"));
    }

    static SchemaNode logging() {
        SchemaNode level = union("silent", "fatal", "error", "warn", "info", "debug", "trace");
        return object(
                key("level", level, "写进文件的级别", "the level of the file").or("\"info\""),
                key("file", PATH, "日志文件", "the file"),
                key("consoleLevel", level, "显示在终端的级别", "the level of the terminal"),
                key("consoleStyle", union("pretty", "compact", "json"), "终端的样式", "how the terminal shows them"),
                key("redactSensitive", union("off", "tools"), "遮蔽敏感内容", "mask what is sensitive").or("\"tools\""),
                key("redactPatterns", TEXTS, "另外要遮蔽的内容（正则表达式）", "what else to mask (regular expressions)"));
    }

    static SchemaNode update() {
        return object(
                key("channel", union("stable", "beta", "dev"), "更新通道", "the update channel").or("\"stable\""),
                key("checkOnStart", FLAG, "启动时检查更新", "look for updates at start").or("true"));
    }

    static SchemaNode ui() {
        return object(
                key("seamColor", COLOUR, "强调色", "the accent colour"),
                key("assistant", object(
                        key("name", upTo(50), "名字", "its name"),
                        key("avatar", upTo(200), "头像", "its picture")),
                        "助手的样子", "how the assistant looks"));
    }

    static SchemaNode browser() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("controlUrl", URL, "控制服务的地址", "the control server's address"),
                key("controlToken", SECRET, "控制服务的令牌", "the control server's token"),
                key("cdpUrl", URL, "远程浏览器的 CDP 地址", "the CDP address of a remote browser"),
                key("remoteCdpTimeoutMs", WHOLE, "远程请求的时限（毫秒）", "time limit of remote requests in milliseconds"),
                key("remoteCdpHandshakeTimeoutMs", WHOLE, "远程握手的时限（毫秒）", "time limit of the remote handshake in milliseconds"),
                key("color", TEXT, "窗口的颜色", "the window's colour"),
                key("executablePath", PATH, "浏览器程序", "the browser's program"),
                key("headless", FLAG, "无界面", "without a window").or("false"),
                key("noSandbox", FLAG, "不用浏览器自己的沙箱", "without the browser's own sandbox").or("false"),
                key("attachOnly", FLAG, "只连接，不启动", "only attach, never start").or("false"),
                key("defaultProfile", TEXT, "默认的 profile", "the usual profile"),
                key("snapshotDefaults", object(key("mode", union("efficient"), "方式", "how")), "页面快照", "snapshots of pages"),
                key("profiles", map(object(
                        key("cdpPort", whole(1, 65_535), "CDP 端口", "the CDP port"),
                        key("cdpUrl", URL, "CDP 地址", "the CDP address"),
                        key("driver", union("clawd", "extension"), "怎样控制", "how it is controlled"),
                        must("color", COLOUR, "窗口的颜色", "the window's colour"))),
                        "profile，按名字", "profiles by name"));
    }

    static SchemaNode cron() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("store", PATH, "任务文件", "the file of jobs"),
                key("maxConcurrentRuns", COUNT, "同时运行几个", "jobs run at a time"));
    }

    static SchemaNode hooks() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("false"),
                key("path", TEXT, "网址路径", "the URL's path").or("\"/hooks\""),
                key("token", SECRET, "令牌", "the token"),
                key("maxBodyBytes", COUNT, "请求体的最大字节数", "largest request body in bytes"),
                key("presets", TEXTS, "预设", "presets"),
                key("transformsDir", PATH, "转换脚本的目录", "the folder of transforms"),
                key("mappings", list(named("hooks.mapping")), "什么请求做什么事；先符合者优先", "which request does what; the first that fits counts"),
                key("gmail", named("hooks.gmail"), "Gmail 来信", "mail from Gmail"),
                key("internal", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("handlers", list(object(
                                must("event", TEXT, "事件", "the event"),
                                must("module", TEXT, "模块", "the module"),
                                key("export", TEXT, "导出名", "the export's name"))),
                                "处理器", "handlers"),
                        key("entries", map(object(
                                key("enabled", FLAG, "是否启用", "whether it is on"),
                                key("env", TEXT_MAP, "环境变量", "environment variables"))),
                                "按名字启用或停用", "on or off by name"),
                        key("load", object(key("extraDirs", list(PATH), "另外的目录", "more folders")), "从哪里加载", "where they are loaded from"),
                        key("installs", map(install(key("hooks", TEXTS, "其中的钩子", "hooks in it"))), "安装记录", "what was installed")),
                        "程序内部的钩子", "hooks inside the program"));
    }

    static SchemaNode hookMapping() {
        return object(
                key("id", TEXT, "名字", "its name"),
                key("match", open(ANY,
                        key("path", TEXT, "网址路径", "the URL's path"),
                        key("source", TEXT, "来源", "the source")),
                        "哪些请求", "which requests"),
                key("action", union("wake", "agent"), "唤醒，还是运行智能体", "wake it, or run an agent"),
                key("wakeMode", union("now", "next-heartbeat"), "立即，还是下次自检时", "at once, or with the next heartbeat"),
                key("name", TEXT, "给人看的名字", "the name people see"),
                key("sessionKey", TEXT, "会话键", "the session key"),
                key("messageTemplate", TEXT, "消息模板", "template of the message"),
                key("textTemplate", TEXT, "文字模板", "template of the text"),
                key("deliver", FLAG, "把结果发出去", "deliver the result"),
                key("allowUnsafeExternalContent", FLAG, "不隔离外来内容（危险）", "do not fence off foreign content (dangerous)"),
                key("channel", TEXT, "发到哪个频道；last 为上次的", "which channel; last for the latest"),
                key("to", TEXT, "发给谁", "to whom"),
                key("model", TEXT, "用哪个型号", "the model"),
                key("thinking", TEXT, "思考档位", "the thinking level"),
                key("timeoutSeconds", COUNT, "时限（秒）", "time limit in seconds"),
                key("transform", object(
                        must("module", TEXT, "模块", "the module"),
                        key("export", TEXT, "导出名", "the export's name")),
                        "转换脚本", "a transform"));
    }

    static SchemaNode gmail() {
        return object(
                key("account", TEXT, "邮箱", "the account"),
                key("label", TEXT, "标签", "the label"),
                key("topic", TEXT, "Pub/Sub 主题", "the Pub/Sub topic"),
                key("subscription", TEXT, "Pub/Sub 订阅", "the Pub/Sub subscription"),
                key("pushToken", SECRET, "推送令牌", "the push token"),
                key("hookUrl", URL, "回调地址", "the hook's URL"),
                key("includeBody", FLAG, "含正文", "with the body"),
                key("maxBytes", COUNT, "正文最大字节数", "largest body in bytes"),
                key("renewEveryMinutes", COUNT, "每隔几分钟续订", "minutes between two renewals"),
                key("allowUnsafeExternalContent", FLAG, "不隔离外来内容（危险）", "do not fence off foreign content (dangerous)"),
                key("serve", object(
                        key("bind", TEXT, "监听地址", "the address it listens on"),
                        key("port", PORT, "端口", "its port"),
                        key("path", TEXT, "路径", "its path")),
                        "本机接收端", "the receiver on this machine"),
                key("tailscale", object(
                        key("mode", union("off", "serve", "funnel"), "方式", "how"),
                        key("path", TEXT, "路径", "its path"),
                        key("target", TEXT, "目标", "its target")),
                        "Tailscale", "Tailscale"),
                key("model", TEXT, "用哪个型号", "the model"),
                key("thinking", union("off", "minimal", "low", "medium", "high"), "思考档位", "the thinking level"));
    }

    static SchemaNode web() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on"),
                key("heartbeatSeconds", COUNT, "心跳间隔（秒）", "seconds between two heartbeats"),
                key("reconnect", object(
                        key("initialMs", POSITIVE, "第一次等多久（毫秒）", "first wait in milliseconds"),
                        key("maxMs", POSITIVE, "最多等多久（毫秒）", "longest wait in milliseconds"),
                        key("factor", POSITIVE, "每次乘以多少", "by what it grows"),
                        key("jitter", RATIO, "随机的比例", "the random share"),
                        key("maxAttempts", WHOLE, "最多几次，0 为不限", "attempts at most; 0 for no limit")),
                        "重新连接", "connecting again"));
    }

    static SchemaNode talk() {
        return object(
                key("voiceId", TEXT, "嗓音", "the voice"),
                key("voiceAliases", TEXT_MAP, "嗓音的别名", "other names of voices"),
                key("modelId", TEXT, "型号", "the model"),
                key("outputFormat", TEXT, "音频格式", "the audio format"),
                key("apiKey", SECRET, "密钥", "the key"),
                key("interruptOnSpeech", FLAG, "听到说话就停下", "stop when somebody speaks").or("true"));
    }

    static SchemaNode skills() {
        return object(
                key("allowBundled", TEXTS, "只用这些自带技能", "only these of the bundled skills"),
                key("load", object(
                        key("extraDirs", list(PATH), "另外的目录", "more folders"),
                        key("watch", FLAG, "文件变化时重新加载", "load again when files change").or("true"),
                        key("watchDebounceMs", WHOLE, "变化后等多久（毫秒）", "milliseconds to wait after a change")),
                        "从哪里加载", "where they are loaded from"),
                key("install", object(
                        key("preferBrew", FLAG, "优先用 Homebrew", "Homebrew by preference"),
                        key("nodeManager", union("npm", "pnpm", "yarn", "bun"), "Node 包管理器", "the Node package manager")),
                        "安装依赖", "installing what they need"),
                key("entries", map(object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("apiKey", SECRET, "密钥", "its key"),
                        key("env", TEXT_MAP, "环境变量", "environment variables"),
                        key("config", open(ANY), "它自己的设置", "its own settings"))),
                        "按名字设置", "settings by name"));
    }

    static SchemaNode plugins() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on"),
                key("allow", TEXTS, "允许的插件", "plugins that are allowed"),
                key("deny", TEXTS, "禁止的插件", "plugins that are refused"),
                key("load", object(key("paths", list(PATH), "另外的目录", "more folders")), "从哪里加载", "where they are loaded from"),
                key("slots", object(key("memory", TEXT, "记忆由哪个插件负责", "which plugin keeps memory")), "只能有一个的角色", "roles of which there is one"),
                key("entries", map(object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("config", open(ANY), "它自己的设置", "its own settings"))),
                        "按名字设置", "settings by name"),
                key("installs", map(install()), "安装记录", "what was installed"));
    }

    private static SchemaNode install(SchemaKey... more) {
        return extended(object(
                must("source", union("npm", "archive", "path"), "来源", "where it came from"),
                key("spec", TEXT, "包名和版本", "package and version"),
                key("sourcePath", PATH, "来源路径", "path it came from"),
                key("installPath", PATH, "安装路径", "where it is"),
                key("version", TEXT, "版本", "the version"),
                key("installedAt", TEXT, "安装时间", "when")), more);
    }
}
