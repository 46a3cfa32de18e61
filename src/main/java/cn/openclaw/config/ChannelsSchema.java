package cn.openclaw.config;

/** {@code channels}: the chats it can be reached in, as the original describes them. Others are accepted as they are. */
final class ChannelsSchema extends Schema {
    private ChannelsSchema() {}

    static SchemaNode channels() {
        return open(ANY,
                key("defaults", object(
                        key("groupPolicy", groupPolicy(), "群里谁可以用它", "who may use it in groups"),
                        key("heartbeat", heartbeat(), "自检消息", "messages of self-checks")),
                        "所有频道的默认设置", "what counts for every channel"),
                key("whatsapp", named("channels.whatsapp"), "WhatsApp", "WhatsApp"),
                key("telegram", named("channels.telegram"), "Telegram", "Telegram"),
                key("discord", named("channels.discord"), "Discord", "Discord"),
                key("googlechat", named("channels.googlechat"), "Google Chat", "Google Chat"),
                key("slack", named("channels.slack"), "Slack", "Slack"),
                key("signal", named("channels.signal"), "Signal", "Signal"),
                key("imessage", named("channels.imessage"), "iMessage", "iMessage"),
                key("bluebubbles", named("channels.bluebubbles"), "BlueBubbles", "BlueBubbles"),
                key("msteams", named("channels.msteams"), "Microsoft Teams", "Microsoft Teams"));
    }

    /** A channel, and its several accounts: they take the same keys. */
    static SchemaNode withAccounts(SchemaNode.Group account, SchemaKey... more) {
        SchemaNode.Group whole = extended(account, key("accounts", map(account), "多个账号，按 id", "several accounts, by id"));
        return extended(whole, more);
    }

    /** What every channel has. */
    static SchemaNode.Group common(SchemaNode mediaMaxMb) {
        return object(
                key("enabled", FLAG, "是否启用", "whether it is on").or("true"),
                key("configWrites", FLAG, "允许从聊天里改配置", "may the configuration be changed from chats").or("true"),
                key("groupPolicy", groupPolicy(), "群里谁可以用它", "who may use it in groups").or("\"allowlist\""),
                key("historyLimit", WHOLE, "带上的群消息数", "messages of a group it is given"),
                key("dmHistoryLimit", WHOLE, "带上的私聊消息数", "messages of a direct chat it is given"),
                key("dms", map(object(key("historyLimit", WHOLE, "带上的消息数", "messages it is given"))), "按对话分别设置", "the same for single chats"),
                key("textChunkLimit", COUNT, "一条消息最多几个字符", "characters a message at most"),
                key("chunkMode", option("length", "newline"), "长消息怎样拆", "how long messages are cut"),
                key("mediaMaxMb", mediaMaxMb, "媒体文件的大小上限（MB）", "largest media file in MB"));
    }

    static SchemaKey capabilities() {
        return key("capabilities", TEXTS, "告诉型号这里能做什么", "what the model is told it can do here");
    }

    static SchemaKey name() {
        return key("name", TEXT, "账号的名字", "the account's name");
    }

    static SchemaKey markdown() {
        return key("markdown", object(key("tables", option("off", "bullets", "code"), "表格怎样显示", "how tables are shown")), "Markdown", "Markdown");
    }

    static SchemaKey heartbeatKey() {
        return key("heartbeat", heartbeat(), "自检消息", "messages of self-checks");
    }

    static SchemaNode heartbeat() {
        return object(
                key("showOk", FLAG, "无事也发", "send it when there is nothing to report").or("false"),
                key("showAlerts", FLAG, "有事才发", "send it when there is").or("true"),
                key("useIndicator", FLAG, "显示状态", "show an indicator").or("true"));
    }

    static SchemaNode groupPolicy() {
        return option("open", "disabled", "allowlist");
    }

    static SchemaNode dmPolicy() {
        return option("pairing", "allowlist", "open", "disabled");
    }

    static SchemaKey dmPolicyKey() {
        return key("dmPolicy", dmPolicy(), "私聊里谁可以用它", "who may use it in direct chats").or("\"pairing\"");
    }

    static SchemaKey allowFrom(SchemaNode ids) {
        return key("allowFrom", ids, "允许的发送者；* 为所有人", "senders that are allowed; * for everybody");
    }

    static SchemaKey groupAllowFrom(SchemaNode ids) {
        return key("groupAllowFrom", ids, "群里允许的发送者", "senders that are allowed in groups");
    }

    static SchemaKey blockStreaming() {
        return key("blockStreaming", FLAG, "分块发送回复", "send answers in blocks");
    }

    static SchemaKey coalesce() {
        return key("blockStreamingCoalesce", named("blocks.coalesce"), "合并小块", "joining of small blocks");
    }

    static SchemaKey requireMention() {
        return key("requireMention", FLAG, "要提到它才回答", "answer only when mentioned");
    }

    static SchemaKey tools() {
        return key("tools", named("tools.filter"), "可用的工具", "the tools it may use");
    }

    static SchemaKey systemPrompt() {
        return key("systemPrompt", TEXT, "另加的系统提示词", "more system prompt");
    }

    static SchemaKey skills() {
        return key("skills", TEXTS, "只用这些技能", "only these skills");
    }

    static SchemaKey enabled() {
        return key("enabled", FLAG, "是否启用", "whether it is on");
    }

    static SchemaKey users() {
        return key("users", IDS, "允许的用户", "users that are allowed");
    }

    static SchemaNode replyTo() {
        return union("off", "first", "all");
    }

    static SchemaKey replyToMode() {
        return key("replyToMode", replyTo(), "引用回复：不、第一条或全部", "reply to the message: never, first, or always");
    }

    static SchemaKey reactions(SchemaNode scope) {
        return key("reactionNotifications", scope, "哪些表情会告诉它", "which reactions it is told of");
    }

    static SchemaKey reactionLevel() {
        return key("reactionLevel", option("off", "ack", "minimal", "extensive"), "它多常用表情", "how often it reacts");
    }

    static SchemaKey retry() {
        return key("retry", object(
                key("attempts", COUNT, "最多几次", "attempts at most"),
                key("minDelayMs", WHOLE, "最短间隔（毫秒）", "shortest wait in milliseconds"),
                key("maxDelayMs", WHOLE, "最长间隔（毫秒）", "longest wait in milliseconds"),
                key("jitter", RATIO, "随机的比例", "the random share")),
                "发送失败时重试", "trying again when sending fails");
    }

    static SchemaKey commands() {
        SchemaNode automatic = either(FLAG, union("auto"));
        return key("commands", object(
                key("native", automatic, "注册 /命令", "register slash commands"),
                key("nativeSkills", automatic, "注册技能命令", "register skills as commands")),
                "/命令", "slash commands");
    }

    static SchemaKey groups() {
        return key("groups", map(object(requireMention(), tools())), "按群设置；* 为所有群", "settings by group; * for all");
    }

    /** Things it may do, each of which can be switched off. */
    static SchemaKey actions(String... names) {
        SchemaKey[] keys = new SchemaKey[names.length];
        for (int at = 0; at < names.length; at++) {
            keys[at] = key(names[at], FLAG, "允许 " + names[at], "allow " + names[at]);
        }
        return key("actions", object(keys), "允许的动作", "what it may do");
    }
}
