package cn.openclaw.config;

/** What agents run in and with: the sandbox, other programs' command lines, and the search in memory. */
final class RuntimeSchema extends Schema {
    private RuntimeSchema() {}

    static SchemaNode sandbox() {
        return object(
                key("mode", union("off", "non-main", "all"), "哪些会话在沙箱里", "which sessions run in it").or("\"off\""),
                key("workspaceAccess", union("none", "ro", "rw"), "工作目录：看不到、只读或可写", "the workspace: hidden, read-only or writable").or("\"none\""),
                key("sessionToolsVisibility", union("spawned", "all"), "会话工具能看到哪些会话", "which sessions the session tools see"),
                key("scope", union("session", "agent", "shared"), "每个会话、每个智能体一个容器，还是共用", "a container for each session, each agent, or one for all").or("\"session\""),
                key("perSession", FLAG, "每个会话一个容器（旧）", "a container for each session (older key)"),
                key("workspaceRoot", PATH, "沙箱工作目录的位置", "where sandbox workspaces are"),
                key("docker", named("sandbox.docker"), "容器", "the container"),
                key("browser", named("sandbox.browser"), "沙箱里的浏览器", "the browser inside"),
                key("prune", object(
                        key("idleHours", WHOLE, "闲置多少小时后删除", "hours of idleness until it is removed"),
                        key("maxAgeDays", WHOLE, "最多保留几天", "days it is kept at most")),
                        "清理", "tidying up"));
    }

    static SchemaNode docker() {
        return object(
                key("image", TEXT, "镜像", "the image"),
                key("containerPrefix", TEXT, "容器名前缀", "how containers' names begin"),
                key("workdir", TEXT, "容器里的工作目录", "the working folder inside"),
                key("readOnlyRoot", FLAG, "根文件系统只读", "the root file system is read-only"),
                key("tmpfs", TEXTS, "临时内存目录", "folders in memory"),
                key("network", TEXT, "网络：none、bridge 等", "the network: none, bridge and so on"),
                key("user", TEXT, "用户 uid:gid", "the user, uid:gid"),
                key("capDrop", TEXTS, "去掉的权能", "capabilities taken away"),
                key("env", TEXT_MAP, "环境变量", "environment variables"),
                key("setupCommand", TEXT, "建好后运行的命令", "a command run once after it is made"),
                key("pidsLimit", COUNT, "最多几个进程", "processes at most"),
                key("memory", either(TEXT, NUMBER), "内存上限，例如 1g", "memory at most, for example 1g"),
                key("memorySwap", either(TEXT, NUMBER), "内存加交换区的上限", "memory and swap at most"),
                key("cpus", POSITIVE, "处理器数", "number of processors"),
                key("ulimits", map(either(TEXT, NUMBER, object(
                        key("soft", WHOLE, "软上限", "the soft limit"),
                        key("hard", WHOLE, "硬上限", "the hard limit")))), "ulimit", "ulimits"),
                key("seccompProfile", PATH, "seccomp 配置", "the seccomp profile"),
                key("apparmorProfile", TEXT, "AppArmor 配置", "the AppArmor profile"),
                key("dns", TEXTS, "DNS 服务器", "DNS servers"),
                key("extraHosts", TEXTS, "额外的 hosts", "additional hosts"),
                key("binds", TEXTS, "挂载 host:container:ro", "mounts, host:container:ro"));
    }

    static SchemaNode sandboxBrowser() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("false"),
                key("image", TEXT, "镜像", "the image"),
                key("containerPrefix", TEXT, "容器名前缀", "how containers' names begin"),
                key("cdpPort", PORT, "CDP 端口", "the CDP port"),
                key("vncPort", PORT, "VNC 端口", "the VNC port"),
                key("noVncPort", PORT, "noVNC 端口", "the noVNC port"),
                key("headless", FLAG, "无界面", "without a screen"),
                key("enableNoVnc", FLAG, "启用 noVNC", "offer noVNC"),
                key("allowHostControl", FLAG, "允许控制本机浏览器", "may control the host's browser"),
                key("allowedControlUrls", TEXTS, "允许的控制网址", "control URLs that are allowed"),
                key("allowedControlHosts", TEXTS, "允许的控制主机", "control hosts that are allowed"),
                key("allowedControlPorts", list(PORT), "允许的控制端口", "control ports that are allowed"),
                key("autoStart", FLAG, "自动启动", "start it when needed"),
                key("autoStartTimeoutMs", COUNT, "启动时限（毫秒）", "time limit of the start in milliseconds"));
    }

    static SchemaNode cliBackend() {
        SchemaNode output = union("json", "text", "jsonl");
        return object(
                must("command", TEXT, "命令", "the command"),
                key("args", TEXTS, "参数", "its arguments"),
                key("output", output, "输出格式", "what it prints"),
                key("resumeOutput", output, "续接会话时的输出格式", "what it prints when it resumes"),
                key("input", union("arg", "stdin"), "消息怎样给它", "how it is given the message"),
                key("maxPromptArgChars", COUNT, "作为参数时最多几个字符，超过则用标准输入", "longest message as an argument; longer ones go to standard input"),
                key("env", TEXT_MAP, "环境变量", "environment variables"),
                key("clearEnv", TEXTS, "去掉的环境变量", "environment variables taken away"),
                key("modelArg", TEXT, "指定型号的参数", "the argument for the model"),
                key("modelAliases", TEXT_MAP, "型号的对应", "what it calls models"),
                key("sessionArg", TEXT, "指定会话的参数", "the argument for the session"),
                key("sessionArgs", TEXTS, "指定会话的一组参数", "arguments for the session"),
                key("resumeArgs", TEXTS, "续接会话的参数", "arguments to resume"),
                key("sessionMode", union("always", "existing", "none"), "何时给会话 id", "when it is given a session id"),
                key("sessionIdFields", TEXTS, "输出中会话 id 的字段", "fields of its output that hold the session id"),
                key("systemPromptArg", TEXT, "系统提示词的参数", "the argument for the system prompt"),
                key("systemPromptMode", union("append", "replace"), "附加还是取代它的提示词", "added to its own prompt or in its place"),
                key("systemPromptWhen", union("first", "always", "never"), "何时给系统提示词", "when it is given the system prompt"),
                key("imageArg", TEXT, "图片的参数", "the argument for pictures"),
                key("imageMode", union("repeat", "list"), "多张图片怎样给", "how several pictures are given"),
                key("serialize", FLAG, "一次只运行一个", "run one at a time"));
    }

    static SchemaNode memorySearch() {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("sources", list(union("memory", "sessions")), "检索什么", "what is searched").or("[\"memory\"]"),
                key("experimental", object(key("sessionMemory", FLAG, "检索会话记录", "search transcripts").or("false")), "试验功能", "experiments"),
                key("provider", union("openai", "local", "gemini"), "谁来做向量", "who makes the embeddings"),
                key("remote", object(
                        key("baseUrl", URL, "接口地址", "where it is asked"),
                        key("apiKey", SECRET, "密钥", "the key"),
                        key("headers", TEXT_MAP, "HTTP 头", "HTTP headers"),
                        key("batch", object(
                                key("enabled", FLAG, "是否启用", "whether it is on"),
                                key("wait", FLAG, "等它完成", "wait until it is done"),
                                key("concurrency", COUNT, "同时几批", "batches at a time"),
                                key("pollIntervalMs", WHOLE, "查询间隔（毫秒）", "milliseconds between two looks"),
                                key("timeoutMinutes", COUNT, "时限（分钟）", "time limit in minutes")),
                                "批处理", "batches")),
                        "远程向量服务", "a service for embeddings"),
                key("fallback", union("openai", "gemini", "local", "none"), "不可用时改用", "what to use when it is unavailable"),
                key("model", TEXT, "向量型号", "the embedding model"),
                key("local", object(
                        key("modelPath", TEXT, "模型文件", "the model file"),
                        key("modelCacheDir", PATH, "模型缓存目录", "the folder for model files")),
                        "本机向量", "embeddings on this machine"),
                key("store", object(
                        key("driver", union("sqlite"), "存储", "the store"),
                        key("path", PATH, "索引文件", "the index file"),
                        key("vector", object(
                                key("enabled", FLAG, "用向量扩展", "use the vector extension"),
                                key("extensionPath", PATH, "扩展文件", "the extension file")),
                                "向量索引", "the vector index")),
                        "索引", "the index"),
                key("chunking", object(
                        key("tokens", COUNT, "每段 token 数", "tokens a piece"),
                        key("overlap", WHOLE, "相邻两段重叠的 token", "tokens that two pieces share")),
                        "分段", "cutting into pieces"),
                key("sync", object(
                        key("onSessionStart", FLAG, "会话开始时更新", "update when a session starts"),
                        key("onSearch", FLAG, "检索时更新", "update when searching"),
                        key("watch", FLAG, "文件变化时更新", "update when files change"),
                        key("watchDebounceMs", WHOLE, "变化后等多久（毫秒）", "milliseconds to wait after a change"),
                        key("intervalMinutes", WHOLE, "每隔几分钟更新", "minutes between two updates"),
                        key("sessions", object(
                                key("deltaBytes", WHOLE, "新增多少字节后更新", "new bytes that cause an update"),
                                key("deltaMessages", WHOLE, "新增多少消息后更新", "new messages that cause an update")),
                                "会话记录", "transcripts")),
                        "更新索引", "keeping the index up to date"),
                key("query", object(
                        key("maxResults", COUNT, "最多几条结果", "results at most"),
                        key("minScore", RATIO, "最低分", "lowest score"),
                        key("hybrid", object(
                                key("enabled", FLAG, "是否启用", "whether it is on"),
                                key("vectorWeight", RATIO, "向量的权重", "weight of embeddings"),
                                key("textWeight", RATIO, "文字的权重", "weight of words"),
                                key("candidateMultiplier", COUNT, "候选数是结果数的几倍", "candidates for each result")),
                                "向量与文字一起检索", "embeddings and words together")),
                        "检索", "searching"),
                key("cache", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("maxEntries", COUNT, "最多几条", "entries at most")),
                        "向量缓存", "cache of embeddings"));
    }
}
