package cn.openclaw.config;

/** Messages, sessions and what people may type in chats. */
final class MessagesSchema extends Schema {
    private static final String[] QUEUE_CHANNELS = {
        "whatsapp", "telegram", "discord", "slack", "mattermost", "signal", "imessage", "msteams", "feishu", "webchat"
    };

    private MessagesSchema() {}

    static SchemaNode messages() {
        return object(
                key("messagePrefix", TEXT, "收到的消息前加的字", "text put before what comes in"),
                key("responsePrefix", TEXT, "回复前加的字", "text put before answers"),
                key("groupChat", named("groupChat"), "群聊", "group chats"),
                key("queue", object(
                        key("mode", named("queueMode"), "正忙时来了新消息怎么办", "what happens to messages while it is busy"),
                        key("byChannel", queueByChannel(), "按频道分别设置", "the same for single channels"),
                        key("debounceMs", WHOLE, "等待更多消息的时间（毫秒）", "milliseconds to wait for more"),
                        key("debounceMsByChannel", map(WHOLE), "按频道分别设置", "the same for single channels"),
                        key("cap", COUNT, "最多排队几条", "messages that wait at most"),
                        key("drop", union("old", "new", "summarize"), "排满时丢弃旧的、新的，还是合并成摘要", "when it is full: drop the oldest, the newest, or summarize")),
                        "排队", "waiting messages"),
                key("inbound", object(
                        key("debounceMs", WHOLE, "把连续消息合成一条的时间（毫秒）", "milliseconds in which messages are joined into one"),
                        key("byChannel", map(WHOLE), "按频道分别设置", "the same for single channels")),
                        "收消息", "incoming messages"),
                key("ackReaction", TEXT, "收到消息时的表情；空为不用", "the reaction to a message that was received; empty for none"),
                key("ackReactionScope", option("group-mentions", "group-all", "direct", "all"), "对哪些消息用表情", "which messages get it").or("\"group-mentions\""),
                key("removeAckAfterReply", FLAG, "回复后去掉表情", "take it away after the answer").or("false"),
                key("tts", named("tts"), "用语音回复", "answers as speech"));
    }

    private static SchemaNode queueByChannel() {
        SchemaKey[] keys = new SchemaKey[QUEUE_CHANNELS.length];
        for (int at = 0; at < keys.length; at++) {
            keys[at] = key(QUEUE_CHANNELS[at], named("queueMode"), "该频道的方式", "the way of this channel");
        }
        return object(keys);
    }

    static SchemaNode queueMode() {
        return union("steer", "followup", "collect", "steer-backlog", "steer+backlog", "queue", "interrupt");
    }

    static SchemaNode groupChat() {
        return object(
                key("mentionPatterns", TEXTS, "怎样算提到它（正则表达式）", "what counts as a mention (regular expressions)"),
                key("historyLimit", COUNT, "带上的群消息数", "messages of the group it is given"));
    }

    static SchemaNode tts() {
        SchemaNode timeout = whole(1000, 120_000);
        return object(
                key("auto", option("off", "always", "inbound", "tagged"), "何时用语音", "when to speak").or("\"off\""),
                key("enabled", FLAG, "旧；请用 auto", "older; use auto"),
                key("mode", option("final", "all"), "只读最终回复，还是全部", "only the final answer, or all"),
                key("provider", option("elevenlabs", "openai", "edge"), "谁来读", "who speaks"),
                key("summaryModel", TEXT, "太长时用哪个型号缩短", "the model that shortens long texts"),
                key("modelOverrides", object(
                        key("enabled", FLAG, "是否允许型号自己选", "whether the model may choose"),
                        key("allowText", FLAG, "另写一段文字", "another text"),
                        key("allowProvider", FLAG, "谁来读", "who speaks"),
                        key("allowVoice", FLAG, "嗓音", "the voice"),
                        key("allowModelId", FLAG, "语音型号", "the speech model"),
                        key("allowVoiceSettings", FLAG, "嗓音设置", "settings of the voice"),
                        key("allowNormalization", FLAG, "文字整理", "how text is tidied"),
                        key("allowSeed", FLAG, "随机种子", "the random seed")),
                        "型号可以决定什么", "what the model may decide"),
                key("elevenlabs", object(
                        key("apiKey", SECRET, "密钥", "the key"),
                        key("baseUrl", URL, "接口地址", "where it is asked"),
                        key("voiceId", TEXT, "嗓音", "the voice"),
                        key("modelId", TEXT, "型号", "the model"),
                        key("seed", whole(0, 4294967295.0), "随机种子", "the random seed"),
                        key("applyTextNormalization", option("auto", "on", "off"), "文字整理", "how text is tidied"),
                        key("languageCode", TEXT, "语言", "the language"),
                        key("voiceSettings", object(
                                key("stability", RATIO, "稳定", "stability"),
                                key("similarityBoost", RATIO, "相似", "similarity"),
                                key("style", RATIO, "风格", "style"),
                                key("useSpeakerBoost", FLAG, "增强", "boost"),
                                key("speed", number(0.5, 2), "语速", "speed")),
                                "嗓音设置", "settings of the voice")),
                        "ElevenLabs", "ElevenLabs"),
                key("openai", object(
                        key("apiKey", SECRET, "密钥", "the key"),
                        key("model", TEXT, "型号", "the model"),
                        key("voice", TEXT, "嗓音", "the voice")),
                        "OpenAI", "OpenAI"),
                key("edge", object(
                        key("enabled", FLAG, "是否启用", "whether it is on"),
                        key("voice", TEXT, "嗓音", "the voice"),
                        key("lang", TEXT, "语言", "the language"),
                        key("outputFormat", TEXT, "音频格式", "the audio format"),
                        key("pitch", TEXT, "音高", "pitch"),
                        key("rate", TEXT, "语速", "speed"),
                        key("volume", TEXT, "音量", "volume"),
                        key("saveSubtitles", FLAG, "保存字幕", "keep subtitles"),
                        key("proxy", URL, "代理", "a proxy"),
                        key("timeoutMs", timeout, "时限（毫秒）", "time limit in milliseconds")),
                        "Edge", "Edge"),
                key("prefsPath", PATH, "个人偏好文件", "the file of people's choices"),
                key("maxTextLength", COUNT, "最多读几个字符", "characters spoken at most"),
                key("timeoutMs", timeout, "时限（毫秒）", "time limit in milliseconds"));
    }

    static SchemaNode session() {
        return object(
                key("scope", union("per-sender", "global"), "每人一个会话，还是所有人一个", "a session for each sender, or one for all").or("\"per-sender\""),
                key("dmScope", union("main", "per-peer", "per-channel-peer", "per-account-channel-peer"), "私聊进主会话，还是每人、每频道每人一个", "direct chats share the main session, or each peer (and channel) has its own").or("\"main\""),
                key("identityLinks", map(TEXTS), "同一个人在各频道的 id", "ids of one person in several channels"),
                key("resetTriggers", TEXTS, "重新开始会话的话", "words that start a new session"),
                key("idleMinutes", COUNT, "闲置多少分钟后重新开始", "minutes of idleness until a new session starts"),
                key("reset", named("sessionReset"), "何时重新开始", "when a new session starts"),
                key("resetByType", object(
                        key("dm", named("sessionReset"), "私聊", "direct chats"),
                        key("group", named("sessionReset"), "群聊", "groups"),
                        key("thread", named("sessionReset"), "话题", "threads")),
                        "按对话类型分别设置", "the same by kind of chat"),
                key("resetByChannel", map(named("sessionReset")), "按频道分别设置", "the same by channel"),
                key("store", PATH, "会话表的位置；可含 {agentId}", "where the session table is; may hold {agentId}"),
                key("typingIntervalSeconds", COUNT, "“正在输入”的刷新间隔（秒）", "seconds between two typing signals"),
                key("typingMode", named("typingMode"), "何时显示“正在输入”", "when to show the typing signal"),
                key("mainKey", TEXT, "总是 main", "always main").or("\"main\""),
                key("sendPolicy", named("scope"), "可以往哪些对话发消息", "to which chats messages may be sent"),
                key("agentToAgent", object(key("maxPingPongTurns", whole(0, 5), "最多几个来回", "turns at most")), "智能体之间的对话", "talks between agents"));
    }

    static SchemaNode sessionReset() {
        return object(
                key("mode", union("daily", "idle"), "每天，还是闲置后", "every day, or after idleness"),
                key("atHour", whole(0, 23), "每天几点", "at which hour"),
                key("idleMinutes", COUNT, "闲置多少分钟后", "minutes of idleness"));
    }

    static SchemaNode commands() {
        SchemaNode automatic = either(FLAG, union("auto"));
        return object(
                key("native", automatic, "在频道里注册 /命令", "register slash commands with channels").or("\"auto\""),
                key("nativeSkills", automatic, "在频道里注册技能命令", "register skills as commands with channels").or("\"auto\""),
                key("text", FLAG, "接受以 / 开头的文字", "take text that starts with a slash").or("true"),
                key("bash", FLAG, "允许 /bash", "allow /bash").or("false"),
                key("bashForegroundMs", whole(0, 30_000), "/bash 多久后转到后台（毫秒）", "milliseconds until /bash goes to the background"),
                key("config", FLAG, "允许 /config", "allow /config").or("false"),
                key("debug", FLAG, "允许 /debug", "allow /debug").or("false"),
                key("restart", FLAG, "允许重启网关", "allow restarting the gateway").or("false"),
                key("useAccessGroups", FLAG, "命令也受允许名单约束", "allow-lists count for commands too").or("true"),
                key("ownerAllowFrom", IDS, "主人的 id", "ids of the owner"));
    }

    static SchemaNode approvals() {
        return object(key("exec", object(
                key("enabled", FLAG, "是否转发", "whether to forward them"),
                key("mode", union("session", "targets", "both"), "发到原对话、指定对话，还是都发", "to the chat itself, to targets, or both"),
                key("agentFilter", TEXTS, "只对这些智能体", "only for these agents"),
                key("sessionFilter", TEXTS, "只对这些会话", "only for these sessions"),
                key("targets", list(object(
                        must("channel", FILLED, "频道", "the channel"),
                        must("to", FILLED, "发给谁", "to whom"),
                        key("accountId", TEXT, "频道里的账号", "the account in the channel"),
                        key("threadId", either(TEXT, NUMBER), "话题", "the thread"))),
                        "发到哪里", "where to")),
                "把批准请求转发到聊天里", "forwarding requests for approval to chats"));
    }
}
