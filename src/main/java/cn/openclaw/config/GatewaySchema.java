package cn.openclaw.config;

/** {@code gateway}: the server that other programs and chats come in by. */
final class GatewaySchema extends Schema {
    private static final SchemaNode NON_NEGATIVE = number(0, 1_000_000);

    private GatewaySchema() {}

    static SchemaNode gateway() {
        return object(
                key("port", PORT, "端口", "its port").or("18789"),
                key("mode", union("local", "remote"), "在本机运行，还是使用别处的", "run here, or use one elsewhere").or("\"local\""),
                key("bind", union("auto", "lan", "loopback", "custom", "tailnet"), "在哪些网络接口上监听", "which network interfaces it listens on").or("\"loopback\""),
                key("customBindHost", TEXT, "bind 为 custom 时监听的地址", "the address to listen on where bind is custom"),
                key("auth", object(
                        key("mode", union("token", "password"), "凭什么进入", "what lets one in").or("\"token\""),
                        key("token", SECRET, "令牌", "the token"),
                        key("password", SECRET, "密码", "the password"),
                        key("allowTailscale", FLAG, "Tailscale 已认证的用户可进入", "users that Tailscale knows may enter")),
                        "谁可以进入", "who may enter"),
                key("controlUi", object(
                        key("enabled", FLAG, "是否提供网页", "whether the web page is served").or("true"),
                        key("basePath", TEXT, "网页的路径前缀", "the path it is served under"),
                        key("allowedOrigins", TEXTS, "允许的网页来源", "origins that may use it"),
                        key("root", PATH, "网页文件目录", "the folder of its files"),
                        key("allowInsecureAuth", FLAG, "允许不经 HTTPS 用令牌登录", "let tokens in without HTTPS").or("false"),
                        key("dangerouslyDisableDeviceAuth", FLAG, "危险：不验证设备", "dangerous: do not check devices").or("false")),
                        "网页界面", "the web page"),
                key("trustedProxies", TEXTS, "可信的反向代理地址", "addresses of reverse proxies to believe"),
                key("tailscale", object(
                        key("mode", union("off", "serve", "funnel"), "怎样经 Tailscale 提供", "how it is offered through Tailscale").or("\"off\""),
                        key("resetOnExit", FLAG, "退出时撤销", "take it back on exit")),
                        "Tailscale", "Tailscale"),
                key("remote", object(
                        key("url", URL, "别处网关的地址，例如 wss://…", "the other gateway's address, for example wss://…"),
                        key("transport", union("ssh", "direct"), "经 SSH 还是直连", "through SSH or directly"),
                        key("token", SECRET, "它的令牌", "its token"),
                        key("password", SECRET, "它的密码", "its password"),
                        key("tlsFingerprint", TEXT, "它的证书指纹", "its certificate's fingerprint"),
                        key("sshTarget", TEXT, "SSH 目标，user@host", "SSH target, user@host"),
                        key("sshIdentity", PATH, "SSH 私钥文件", "SSH private key file")),
                        "使用别处的网关", "using a gateway elsewhere"),
                key("reload", object(
                        key("mode", union("off", "restart", "hot", "hybrid"), "配置变化时怎样生效", "how a changed configuration takes effect").or("\"hybrid\""),
                        key("debounceMs", WHOLE, "变化后等多久（毫秒）", "milliseconds to wait after a change").or("300")),
                        "配置的热加载", "reloading the configuration"),
                key("tls", open(ANY,
                        key("enabled", FLAG, "是否用 HTTPS", "whether to speak HTTPS").or("false"),
                        key("autoGenerate", FLAG, "自动生成证书", "make a certificate if there is none").or("true"),
                        key("certPath", PATH, "证书文件", "certificate file"),
                        key("keyPath", PATH, "私钥文件", "private key file"),
                        key("caPath", PATH, "客户端证书的 CA 文件", "CA file for client certificates")),
                        "HTTPS", "HTTPS"),
                key("http", http(), "HTTP 接口", "HTTP endpoints"),
                key("nodes", object(
                        key("browser", object(
                                key("mode", union("auto", "manual", "off"), "怎样选节点", "how a node is chosen"),
                                key("node", TEXT, "固定用哪个节点", "the node to use")),
                                "节点上的浏览器", "browsers on nodes"),
                        key("allowCommands", TEXTS, "另外允许的节点命令", "node commands allowed besides the usual ones"),
                        key("denyCommands", TEXTS, "禁止的节点命令", "node commands that are refused")),
                        "节点", "nodes"),
                key("tools", named("tools.filter"), "HTTP 可以直接调用的工具", "tools that HTTP may call directly"));
    }

    private static SchemaNode http() {
        return object(
                key("endpoints", object(
                        key("chatCompletions", endpoint(), "POST /v1/chat/completions", "POST /v1/chat/completions"),
                        key("responses", responses(), "POST /v1/responses", "POST /v1/responses"),
                        key("messages", endpoint(), "POST /v1/messages 与 count_tokens", "POST /v1/messages and count_tokens"),
                        key("embeddings", endpoint(), "POST /v1/embeddings", "POST /v1/embeddings"),
                        key("models", endpoint(), "GET /v1/models", "GET /v1/models")),
                        "兼容接口", "compatible endpoints"),
                key("keys", map(callerKey()), "调用方密钥，按名称；用 openclaw-cn gateway keys add 生成", "keys of programs that ask models, by name; made by openclaw-cn gateway keys add"));
    }

    private static SchemaNode endpoint() {
        return object(key("enabled", FLAG, "是否启用", "whether it is on").or("true"));
    }

    private static SchemaNode callerKey() {
        SchemaNode caps = object(
                key("day", NON_NEGATIVE, "一天（本地时间）", "one day, local time"),
                key("month", NON_NEGATIVE, "一个月（本地时间）", "one calendar month, local time"));
        return object(
                key("hash", TEXT, "密钥的 SHA-256，写作 sha256:…", "the key's SHA-256, as sha256:…"),
                key("key", SECRET, "密钥本身，最好写作 ${变量}", "the key itself, best as ${VARIABLE}"),
                key("enabled", FLAG, "是否可用", "whether it lets anybody in").or("true"),
                key("models", TEXTS, "允许的型号，可用 *；不写为全部型号。智能体要写明，如 openclaw 或 openclaw:*", "models it may ask, with *; all models if missing. Agents must be named, as openclaw or openclaw:*"),
                key("budget", object(
                        key("CNY", caps, "以人民币计费的型号，单位元", "models billed in yuan"),
                        key("USD", caps, "以美元计费的型号，单位美元", "models billed in dollars"),
                        key("unpriced", union("refuse", "allow"), "没有价格的型号", "what to do with models that have no price").or("\"refuse\"")),
                        "花费上限", "caps on what is spent with it"),
                key("requestsPerMinute", COUNT, "每分钟请求数上限", "requests a minute at most"),
                key("concurrency", COUNT, "同时进行的请求数上限", "requests at a time at most"),
                key("created", TEXT, "生成的日期", "the day it was made"));
    }

    private static SchemaNode responses() {
        SchemaKey allowUrl = key("allowUrl", FLAG, "允许给网址", "take URLs");
        SchemaKey mimes = key("allowedMimes", TEXTS, "允许的 MIME 类型", "MIME types it takes");
        SchemaKey maxBytes = key("maxBytes", COUNT, "最大字节数", "largest size in bytes");
        SchemaKey redirects = key("maxRedirects", WHOLE, "最多跟随几次重定向", "redirects followed at most");
        SchemaKey timeout = key("timeoutMs", COUNT, "下载时限（毫秒）", "time limit of a download in milliseconds");
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("maxBodyBytes", COUNT, "请求体的最大字节数", "largest request body in bytes"),
                key("files", object(allowUrl, mimes, maxBytes, key("maxChars", COUNT, "最多读入的字符", "characters read at most"), redirects, timeout,
                        key("pdf", object(
                                key("maxPages", COUNT, "最多几页", "pages at most"),
                                key("maxPixels", COUNT, "每页最多像素", "pixels a page at most"),
                                key("minTextChars", WHOLE, "文字少于此则改用图片", "pages with less text become pictures")),
                                "PDF", "PDF")),
                        "文件输入", "files"),
                key("images", object(allowUrl, mimes, maxBytes, redirects, timeout), "图片输入", "pictures"));
    }
}
