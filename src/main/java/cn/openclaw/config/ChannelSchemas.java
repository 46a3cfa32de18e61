package cn.openclaw.config;

/** The channels one by one. */
final class ChannelSchemas extends Schema {
    private static final String[] DISCORD_ACTIONS = {
        "reactions", "stickers", "emojiUploads", "stickerUploads", "polls", "permissions", "messages", "threads", "pins",
        "search", "memberInfo", "roleInfo", "roles", "channelInfo", "voiceStatus", "events", "moderation", "channels"
    };

    private ChannelSchemas() {}

    private static SchemaNode.Group with(SchemaNode.Group base, SchemaKey... keys) {
        return extended(base, keys);
    }

    static SchemaNode whatsapp() {
        SchemaNode.Group account = with(ChannelsSchema.common(COUNT),
                ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.dmPolicyKey(), ChannelsSchema.allowFrom(TEXTS), ChannelsSchema.groupAllowFrom(TEXTS),
                ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(), ChannelsSchema.groups(), ChannelsSchema.heartbeatKey(), ChannelsSchema.name(),
                key("sendReadReceipts", FLAG, "发已读回执", "send read receipts").or("true"),
                key("messagePrefix", TEXT, "收到的消息前加的字", "text put before what comes in"),
                key("authDir", PATH, "登录信息的目录", "the folder of its login"),
                key("selfChatMode", FLAG, "用的是自己的号码", "it runs on the person's own number").or("false"),
                key("ackReaction", object(
                        key("emoji", TEXT, "表情", "the emoji"),
                        key("direct", FLAG, "私聊", "in direct chats").or("true"),
                        key("group", option("always", "mentions", "never"), "群聊", "in groups").or("\"mentions\"")),
                        "收到消息时的表情", "the reaction to a message that was received"),
                key("debounceMs", WHOLE, "把连续消息合成一条的时间（毫秒）", "milliseconds in which messages are joined into one").or("0"));
        return ChannelsSchema.withAccounts(account, ChannelsSchema.actions("reactions", "sendMessage", "polls"));
    }

    static SchemaNode telegram() {
        SchemaNode topic = object(ChannelsSchema.requireMention(), ChannelsSchema.skills(), ChannelsSchema.enabled(), ChannelsSchema.allowFrom(IDS), ChannelsSchema.systemPrompt());
        SchemaNode group = extended((SchemaNode.Group) topic, ChannelsSchema.tools(), key("topics", map(topic), "按话题设置", "settings by topic"));
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(POSITIVE),
                ChannelsSchema.name(), ChannelsSchema.markdown(), ChannelsSchema.commands(), ChannelsSchema.dmPolicyKey(), ChannelsSchema.allowFrom(IDS), ChannelsSchema.groupAllowFrom(IDS),
                ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(), ChannelsSchema.replyToMode(), ChannelsSchema.retry(), ChannelsSchema.heartbeatKey(), ChannelsSchema.reactionLevel(),
                ChannelsSchema.reactions(option("off", "own", "all")), ChannelsSchema.actions("reactions", "sendMessage", "deleteMessage"),
                key("capabilities", either(TEXTS, object(key("inlineButtons", option("off", "dm", "group", "all", "allowlist"), "哪里可以用按钮", "where buttons may be used"))), "告诉型号这里能做什么", "what the model is told it can do here"),
                key("customCommands", list(object(must("command", TEXT, "命令", "the command"), must("description", TEXT, "说明", "what it does"))), "菜单里另加的命令", "more commands in the menu"),
                key("botToken", SECRET, "机器人令牌", "the bot's token"),
                key("tokenFile", PATH, "令牌所在的文件", "a file that holds the token"),
                key("groups", map(group), "按群设置；* 为所有群", "settings by group; * for all"),
                key("draftChunk", named("blocks.chunk"), "草稿块的大小", "how large a draft's pieces are"),
                key("streamMode", option("off", "partial", "block"), "边写边显示", "show answers while they are written").or("\"partial\""),
                key("timeoutSeconds", COUNT, "接口时限（秒）", "time limit of the API in seconds"),
                key("network", object(key("autoSelectFamily", FLAG, "自动选 IPv4 或 IPv6", "choose IPv4 or IPv6 by trying")), "网络", "the network"),
                key("proxy", URL, "代理", "a proxy"),
                key("webhookUrl", URL, "回调地址", "the webhook's URL"),
                key("webhookSecret", SECRET, "回调密钥", "the webhook's secret"),
                key("webhookPath", TEXT, "回调路径", "the webhook's path"),
                key("linkPreview", FLAG, "链接预览", "previews of links").or("true")));
    }

    static SchemaNode discord() {
        SchemaNode channel = object(key("allow", FLAG, "允许", "whether it is allowed"), ChannelsSchema.requireMention(), ChannelsSchema.tools(), ChannelsSchema.skills(), ChannelsSchema.enabled(),
                ChannelsSchema.users(), ChannelsSchema.systemPrompt(), key("autoThread", FLAG, "每次开一个子区", "a thread for each talk"));
        SchemaNode guild = object(key("slug", TEXT, "名字", "its name"), ChannelsSchema.requireMention(), ChannelsSchema.tools(), ChannelsSchema.reactions(option("off", "own", "all", "allowlist")),
                ChannelsSchema.users(), key("channels", map(channel), "按频道设置", "settings by channel"));
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(POSITIVE),
                ChannelsSchema.name(), ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.commands(), ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(),
                ChannelsSchema.retry(), ChannelsSchema.replyToMode(), ChannelsSchema.heartbeatKey(), ChannelsSchema.actions(DISCORD_ACTIONS), dm(),
                key("token", SECRET, "机器人令牌", "the bot's token"),
                key("allowBots", FLAG, "回答别的机器人", "answer other bots").or("false"),
                key("maxLinesPerMessage", COUNT, "一条消息最多几行", "lines a message at most"),
                key("guilds", map(guild), "按服务器设置；* 为所有", "settings by server; * for all"),
                key("execApprovals", object(ChannelsSchema.enabled(), key("approvers", IDS, "谁可以批准", "who may approve"),
                        key("agentFilter", TEXTS, "只对这些智能体", "only for these agents"), key("sessionFilter", TEXTS, "只对这些会话", "only for these sessions")),
                        "在私聊里批准命令", "approving commands in direct chats"),
                key("intents", object(key("presence", FLAG, "在线状态", "presence"), key("guildMembers", FLAG, "成员", "members")), "特权意图", "privileged intents")));
    }

    private static SchemaKey dm(SchemaKey... more) {
        return key("dm", extended(object(ChannelsSchema.enabled(),
                key("policy", ChannelsSchema.dmPolicy(), "谁可以用它", "who may use it").or("\"pairing\""), ChannelsSchema.allowFrom(IDS),
                key("groupEnabled", FLAG, "多人私聊", "direct chats of several people"),
                key("groupChannels", IDS, "允许的多人私聊", "which of those")), more), "私聊", "direct chats");
    }

    static SchemaNode googlechat() {
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(POSITIVE),
                ChannelsSchema.name(), ChannelsSchema.capabilities(), ChannelsSchema.requireMention(), ChannelsSchema.groupAllowFrom(IDS), ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(),
                ChannelsSchema.replyToMode(), ChannelsSchema.actions("reactions"), dm(),
                key("allowBots", FLAG, "回答别的机器人", "answer other bots"),
                key("groups", map(object(ChannelsSchema.enabled(), key("allow", FLAG, "允许", "whether it is allowed"), ChannelsSchema.requireMention(), ChannelsSchema.users(), ChannelsSchema.systemPrompt())), "按空间设置", "settings by space"),
                key("serviceAccount", either(SECRET, open(ANY)), "服务账号的 JSON", "the service account's JSON"),
                key("serviceAccountFile", PATH, "服务账号文件", "the service account's file"),
                key("audienceType", option("app-url", "project-number"), "受众的种类", "the kind of audience"),
                key("audience", TEXT, "受众", "the audience"),
                key("webhookPath", TEXT, "回调路径", "the webhook's path"),
                key("webhookUrl", URL, "回调地址", "the webhook's URL"),
                key("botUser", TEXT, "机器人的用户名", "the bot's user name"),
                key("typingIndicator", option("none", "message", "reaction"), "怎样显示“正在输入”", "how typing is shown")),
                key("defaultAccount", TEXT, "默认账号", "the usual account"));
    }

    static SchemaNode slack() {
        SchemaNode channel = object(ChannelsSchema.enabled(), key("allow", FLAG, "允许", "whether it is allowed"), ChannelsSchema.requireMention(), ChannelsSchema.tools(),
                key("allowBots", FLAG, "回答别的机器人", "answer other bots"), ChannelsSchema.users(), ChannelsSchema.skills(), ChannelsSchema.systemPrompt());
        SchemaNode replies = object(key("direct", ChannelsSchema.replyTo(), "私聊", "direct chats"), key("group", ChannelsSchema.replyTo(), "群聊", "groups"), key("channel", ChannelsSchema.replyTo(), "频道", "channels"));
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(POSITIVE),
                ChannelsSchema.name(), ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.commands(), ChannelsSchema.requireMention(), ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(),
                ChannelsSchema.reactions(option("off", "own", "all", "allowlist")), ChannelsSchema.replyToMode(), ChannelsSchema.heartbeatKey(), dm(ChannelsSchema.replyToMode()),
                ChannelsSchema.actions("reactions", "messages", "pins", "search", "permissions", "memberInfo", "channelInfo", "emojiList"),
                key("mode", option("socket", "http"), "怎样连接", "how it connects").or("\"socket\""),
                key("signingSecret", SECRET, "签名密钥；mode 为 http 时需要", "the signing secret; needed where mode is http"),
                key("webhookPath", TEXT, "回调路径", "the webhook's path").or("\"/slack/events\""),
                key("botToken", SECRET, "机器人令牌 xoxb-", "the bot's token, xoxb-"),
                key("appToken", SECRET, "应用令牌 xapp-", "the app's token, xapp-"),
                key("userToken", SECRET, "用户令牌 xoxp-", "a user's token, xoxp-"),
                key("userTokenReadOnly", FLAG, "用户令牌只用来读", "the user's token only reads").or("true"),
                key("allowBots", FLAG, "回答别的机器人", "answer other bots"),
                key("reactionAllowlist", IDS, "谁的表情会告诉它", "whose reactions it is told of"),
                key("replyToModeByChatType", replies, "按对话类型分别设置", "the same by kind of chat"),
                key("thread", object(key("historyScope", option("thread", "channel"), "带上哪里的消息", "whose messages it is given"),
                        key("inheritParent", FLAG, "接着频道的会话", "go on with the channel's session")), "话题", "threads"),
                key("slashCommand", object(ChannelsSchema.enabled(), key("name", TEXT, "命令名", "its name"), key("sessionPrefix", TEXT, "会话键的开头", "how its session key begins"),
                        key("ephemeral", FLAG, "只有自己看得到", "seen only by the person")), "单个 /命令", "a single slash command"),
                key("channels", map(channel), "按频道设置", "settings by channel")));
    }

    static SchemaNode signal() {
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(COUNT),
                ChannelsSchema.name(), ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.dmPolicyKey(), ChannelsSchema.allowFrom(IDS), ChannelsSchema.groupAllowFrom(IDS),
                ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(), ChannelsSchema.reactions(option("off", "own", "all", "allowlist")), ChannelsSchema.reactionLevel(), ChannelsSchema.heartbeatKey(), ChannelsSchema.actions("reactions"),
                key("reactionAllowlist", IDS, "谁的表情会告诉它", "whose reactions it is told of"),
                key("account", TEXT, "号码", "the number"),
                key("httpUrl", URL, "signal-cli 服务地址", "the signal-cli server's URL"),
                key("httpHost", TEXT, "signal-cli 主机", "the signal-cli host"),
                key("httpPort", PORT, "signal-cli 端口", "the signal-cli port"),
                key("cliPath", PATH, "signal-cli 程序", "the signal-cli program"),
                key("autoStart", FLAG, "自动启动 signal-cli", "start signal-cli when needed"),
                key("startupTimeoutMs", whole(1000, 120_000), "启动时限（毫秒）", "time limit of the start in milliseconds"),
                key("receiveMode", union("on-start", "manual"), "何时收消息", "when messages are received"),
                key("ignoreAttachments", FLAG, "不理附件", "ignore attachments"),
                key("ignoreStories", FLAG, "不理动态", "ignore stories"),
                key("sendReadReceipts", FLAG, "发已读回执", "send read receipts")));
    }

    static SchemaNode imessage() {
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(COUNT),
                ChannelsSchema.name(), ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.dmPolicyKey(), ChannelsSchema.allowFrom(IDS), ChannelsSchema.groupAllowFrom(IDS),
                ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(), ChannelsSchema.groups(), ChannelsSchema.heartbeatKey(),
                key("cliPath", PATH, "imsg 程序", "the imsg program"),
                key("dbPath", PATH, "消息数据库", "the database of messages"),
                key("remoteHost", TEXT, "另一台 Mac", "another Mac"),
                key("service", union("imessage", "sms", "auto"), "用哪种服务", "which service"),
                key("region", TEXT, "号码的国家或地区", "the numbers' region"),
                key("includeAttachments", FLAG, "带上附件", "with attachments")));
    }

    static SchemaNode bluebubbles() {
        return ChannelsSchema.withAccounts(with(ChannelsSchema.common(COUNT),
                ChannelsSchema.name(), ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.dmPolicyKey(), ChannelsSchema.allowFrom(IDS), ChannelsSchema.groupAllowFrom(IDS),
                ChannelsSchema.blockStreaming(), ChannelsSchema.coalesce(), ChannelsSchema.groups(), ChannelsSchema.heartbeatKey(),
                key("serverUrl", URL, "服务器地址", "the server's URL"),
                key("password", SECRET, "密码", "the password"),
                key("webhookPath", TEXT, "回调路径", "the webhook's path"),
                key("sendReadReceipts", FLAG, "发已读回执", "send read receipts")),
                ChannelsSchema.actions("reactions", "edit", "unsend", "reply", "sendWithEffect", "renameGroup", "setGroupIcon", "addParticipant", "removeParticipant", "leaveGroup", "sendAttachment"));
    }

    static SchemaNode msteams() {
        SchemaKey style = key("replyStyle", option("thread", "top-level"), "在话题里回复，还是另起一条", "answer in the thread or at the top");
        SchemaNode channel = object(ChannelsSchema.requireMention(), ChannelsSchema.tools(), style);
        return with(ChannelsSchema.common(POSITIVE),
                ChannelsSchema.capabilities(), ChannelsSchema.markdown(), ChannelsSchema.dmPolicyKey(), ChannelsSchema.allowFrom(TEXTS), ChannelsSchema.groupAllowFrom(TEXTS),
                ChannelsSchema.coalesce(), ChannelsSchema.requireMention(), ChannelsSchema.heartbeatKey(), style,
                key("appId", TEXT, "应用 id", "the app's id"),
                key("appPassword", SECRET, "应用密码", "the app's password"),
                key("tenantId", TEXT, "租户 id", "the tenant's id"),
                key("webhook", object(key("port", PORT, "端口", "its port"), key("path", TEXT, "路径", "its path")), "回调", "the webhook"),
                key("mediaAllowHosts", TEXTS, "允许下载媒体的主机", "hosts media may come from"),
                key("teams", map(extended((SchemaNode.Group) channel, key("channels", map(channel), "按频道设置", "settings by channel"))), "按团队设置", "settings by team"),
                key("sharePointSiteId", TEXT, "SharePoint 站点", "the SharePoint site"));
    }
}
