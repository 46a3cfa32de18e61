package cn.openclaw.config;

/** {@code models}: who serves models, and what is known about each. */
final class ModelsSchema extends Schema {
    private ModelsSchema() {}

    static SchemaNode models() {
        return object(
                key("mode", union("merge", "replace"), "merge：叠加在内置目录之上；replace：只用这里写的", "merge: laid over the built-in catalogue; replace: only what is written here").or("\"merge\""),
                key("providers", map(named("models.provider")), "模型服务商，按 id", "model providers, by id"),
                key("bedrockDiscovery", object(
                        key("enabled", FLAG, "是否自动发现 Bedrock 型号", "whether to discover Bedrock models"),
                        key("region", TEXT, "AWS 区域", "the AWS region"),
                        key("providerFilter", TEXTS, "只要这些厂商的型号", "only models of these vendors"),
                        key("refreshInterval", WHOLE, "重新发现的间隔（秒），0 为不再发现", "seconds between two discoveries; 0 for only one"),
                        key("defaultContextWindow", COUNT, "未知时的上下文窗口（token）", "context window in tokens where unknown"),
                        key("defaultMaxTokens", COUNT, "未知时的最大输出（token）", "largest answer in tokens where unknown")),
                        "Amazon Bedrock 型号发现", "discovery of Amazon Bedrock models"));
    }

    static SchemaNode provider() {
        return object(
                must("baseUrl", new SchemaNode.Chars(SchemaNode.Chars.Meaning.URL, 1, Integer.MAX_VALUE), "接口地址，例如 https://api.moonshot.cn/v1", "where it is asked, for example https://api.moonshot.ai/v1"),
                key("apiKey", either(SECRET, named("secret")), "密钥：${变量}、file:路径、exec:命令，或直接写值", "the key: ${VARIABLE}, file:path, exec:command, or the value itself"),
                key("auth", union("api-key", "aws-sdk", "oauth", "token"), "用哪种凭据", "which kind of credential it takes").or("\"api-key\""),
                key("api", named("models.api"), "接口格式", "the wire format"),
                key("headers", TEXT_MAP, "每个请求都带的 HTTP 头", "HTTP headers of every request"),
                key("authHeader", FLAG, "一定用 Authorization: Bearer 头送密钥，即使该接口格式另有惯例", "send the key in an Authorization: Bearer header even where the wire format has another habit").or("false"),
                key("proxy", URL, "只用于该服务商的代理，例如 http://127.0.0.1:7890；direct 为不用代理", "a proxy for this provider alone, for example http://127.0.0.1:7890; direct for none"),
                key("limits", named("limits"), "等待的上限（毫秒）", "how long to wait, in milliseconds"),
                key("pacing", object(
                        key("tier", whole(0, 5), "Moonshot 开放平台的等级（0 到 5），由此得知三项限速", "the tier on Moonshot's open platform, 0 to 5, which tells all three limits"),
                        key("concurrency", COUNT, "每个密钥同时进行的请求数", "requests of one key under way at a time"),
                        key("requestsPerMinute", COUNT, "每个密钥每分钟的请求数", "requests of one key per minute"),
                        key("tokensPerMinute", COUNT, "每个密钥每分钟的 token（提示词加最大输出）", "tokens of one key per minute: prompt and largest answer")),
                        "在本地排队以遵守限速，而不是等平台拒绝；不写则从平台的拒绝里学", "rate limits to keep to here, in line, instead of being refused there; learned from refusals where absent"),
                must("models", list(named("models.model")), "它的型号；可以为空", "its models; may be empty"));
    }

    static SchemaNode api() {
        return union("openai-completions", "openai-responses", "anthropic-messages", "google-generative-ai", "github-copilot", "bedrock-converse-stream", "ollama");
    }

    static SchemaNode limits() {
        return object(
                key("connectMs", COUNT, "建立连接", "until the connection stands").or("15000"),
                key("firstByteMs", COUNT, "等到第一个字节", "until the first byte").or("120000"),
                key("stallMs", COUNT, "两段数据之间", "between two pieces").or("60000"),
                key("totalMs", COUNT, "整个请求", "for the whole request").or("1800000"));
    }

    /** A reference to a secret, as newer releases of the original write it. */
    static SchemaNode secret() {
        return object(
                must("source", union("env", "file", "exec"), "密钥在哪里：环境变量、文件或命令的输出", "where the secret is: a variable, a file, or the output of a command"),
                must("id", FILLED, "变量名、文件路径或命令", "the variable, the file, or the command"),
                key("provider", TEXT, "取密钥的方式的名字；只为兼容", "the name of a secret provider; accepted for compatibility"));
    }

    static SchemaNode model() {
        return object(
                must("id", FILLED, "发给接口的型号名", "the model's name on the wire"),
                must("name", FILLED, "给人看的名字", "the name people see"),
                key("api", named("models.api"), "它自己的接口格式", "its own wire format"),
                key("reasoning", FLAG, "是否会先思考", "whether it reasons before it answers").or("false"),
                key("input", list(union("text", "image", "video")), "能看懂什么", "what it takes").or("[\"text\"]"),
                key("cost", object(
                        key("input", NUMBER, "未命中缓存的输入", "uncached input"),
                        key("output", NUMBER, "输出，含思考", "output, reasoning included"),
                        key("cacheRead", NUMBER, "命中缓存的输入", "cached input"),
                        key("cacheWrite", NUMBER, "写入缓存", "written to the cache")),
                        "每百万 token 的价格；全为 0 等于没写", "price per million tokens; four zeros mean unknown"),
                key("contextWindow", POSITIVE, "上下文窗口（token）", "context window in tokens"),
                key("maxTokens", POSITIVE, "最大输出（token）", "largest answer in tokens"),
                key("headers", TEXT_MAP, "只用于该型号的 HTTP 头", "HTTP headers for this model alone"),
                key("compat", named("compat"), "接口与 OpenAI 不同之处；不写则按主机和型号判断", "how its wire deviates from OpenAI's; decided by host and model where absent"));
    }

    static SchemaNode compat() {
        return object(
                key("supportsStore", FLAG, "接受 store", "takes store"),
                key("supportsDeveloperRole", FLAG, "接受 developer 角色；否则用 system", "takes the developer role; system otherwise"),
                key("supportsReasoningEffort", FLAG, "接受 reasoning_effort", "takes reasoning_effort"),
                key("supportsUsageInStreaming", FLAG, "流式时接受 stream_options.include_usage", "takes stream_options.include_usage"),
                key("supportsStrictMode", FLAG, "工具定义里接受 strict", "takes strict in tool definitions"),
                key("supportsToolChoiceRequired", FLAG, "接受 tool_choice: required", "takes tool_choice: required"),
                key("supportsToolChoiceNamed", FLAG, "接受指定工具的 tool_choice", "takes a tool_choice that names a tool"),
                key("supportsPromptCacheKey", FLAG, "接受 prompt_cache_key", "takes prompt_cache_key"),
                key("requiresToolResultName", FLAG, "工具结果要带 name", "wants a name in tool results"),
                key("requiresThinkingAsText", FLAG, "思考内容要并入正文", "wants reasoning replayed as text"),
                key("requiresAssistantAfterToolResult", FLAG, "工具结果后要先有助手消息", "wants an assistant message after tool results"),
                key("requiresMistralToolIds", FLAG, "工具调用 id 为 9 个字母或数字", "wants tool-call ids of nine letters or digits"),
                key("requiresReasoningReplay", FLAG, "要把 reasoning_content 原样带回", "wants reasoning_content sent back as it came"),
                key("endsWithoutFinishReason", FLAG, "流结束时可以没有 finish_reason", "ends its streams without a finish_reason"),
                key("maxTokensField", union("max_completion_tokens", "max_tokens"), "最大输出用哪个字段", "the field for the largest answer"),
                key("thinkingFormat", union("none", "openai", "kimi-toggle", "kimi-effort", "zai", "qwen", "qwen-chat-template", "deepseek", "ark", "siliconflow", "mimo", "minimax", "kimi-always"), "怎样开关思考", "how thinking is switched"),
                key("schemaFlavor", union("openai", "mfjs"), "工具参数的 JSON Schema 方言", "the JSON Schema dialect of tool parameters"),
                key("samplingProfile", union("open", "fixed-k25", "fixed-k3"), "哪些采样参数是固定的", "which sampling parameters are fixed"),
                key("usageLocation", union("top", "choice", "any"), "用量写在哪里", "where usage is reported"),
                key("errorFlavor", union("openai", "moonshot", "anthropic"), "错误的格式", "the shape of errors"),
                key("reasoningFields", TEXTS, "思考内容的字段名，按先后查找", "fields that hold reasoning, in the order they are looked for"),
                key("reasoningEffortMap", TEXT_MAP, "思考档位到 reasoning_effort 的对应", "from thinking levels to reasoning_effort words"),
                key("openRouterRouting", ANY, "OpenRouter 路由选项，原样发送", "OpenRouter routing options, sent as they are"),
                key("vercelGatewayRouting", ANY, "Vercel 网关路由选项，原样发送", "Vercel gateway routing options, sent as they are"));
    }
}
