package cn.openclaw.config;

import cn.openclaw.base.Text;

/** What this floor says. Where the original program has a wording for a problem, the English is that wording. */
final class ConfigText {
    // The shape of a value.
    static final Text UNKNOWN_KEY = new Text("不认识的配置项 “{0}”{1}", "Unrecognized key: \"{0}\"{1}");
    static final Text WRONG_TYPE = new Text("类型不对：应为 {0}，实际是 {1}", "Invalid input: expected {0}, received {1}");
    static final Text NO_FIT = new Text("值不合要求{0}", "Invalid input{0}");
    static final Text NO_OPTION = new Text("没有这个选项：应为 {0} 之一{1}", "Invalid option: expected one of {0}{1}");
    static final Text TOO_SMALL = new Text("太小：应{0}{1}", "Too small: expected number to be {0}{1}");
    static final Text TOO_BIG = new Text("太大：应{0}{1}", "Too big: expected number to be {0}{1}");
    static final Text TOO_SHORT =
            new Text("太短：至少 {0} 个字符", "Too small: expected string to have >={0} characters");
    static final Text TOO_LONG = new Text("太长：最多 {0} 个字符", "Too big: expected string to have <={0} characters");
    static final Text BAD_COLOUR = new Text("应为十六进制颜色（RRGGBB）", "expected hex color (RRGGBB)");
    static final Text BAD_DURATION = new Text("无效的时长（单位用 ms、s、m、h）", "invalid duration (use ms, s, m, h)");
    static final Text BAD_CLOCK = new Text("无效的时刻（用 24 小时制 “HH:MM”）", "invalid time (use \"HH:MM\" 24h format)");

    // What values say together.
    static final Text DUPLICATE_AGENT_DIR = new Text(
            "多个智能体使用同一个 agentDir（{0}）：{1}。每个智能体要有自己的 agentDir，否则密钥和会话会互相覆盖；"
                    + "请去掉 agentDir，或各写一个。",
            "Duplicate agentDir detected (multi-agent config). {0} is used by: {1}. Each agent must have its own agentDir, or "
                    + "keys and sessions overwrite each other; remove agentDir or write a different one for each.");
    static final Text DUPLICATE_AGENT_ID =
            new Text("有两个智能体的 id 都是 “{0}”；只有前一个有效", "two agents have the id \"{0}\"; only the first counts");
    static final Text ALIAS_IS_A_REF = new Text(
            "别名 “{0}” 与型号引用 {1} 相同：写 {1} 时将无法确定指哪一个。请换一个别名。",
            "alias \"{0}\" equals the model reference {1}, so {1} would mean two models. Choose another alias.");
    static final Text ALIAS_TWICE = new Text(
            "别名 “{0}” 用了两次（{1} 和 {2}）：只有前一个有效", "alias \"{0}\" is used twice ({1} and {2}): only the first counts");
    static final Text UNKNOWN_AGENT =
            new Text("agents.list 里没有 id 为 “{0}” 的智能体。", "Unknown agent id \"{0}\" (not in agents.list).");
    static final Text UNKNOWN_CHANNEL = new Text("不认识的频道：{0}{1}", "unknown channel id: {0}{1}");
    static final Text BLANK_TARGET = new Text("心跳的 target 不能为空", "heartbeat target must not be empty");
    static final Text UNKNOWN_TARGET = new Text("不认识的心跳目标：{0}", "unknown heartbeat target: {0}");
    static final Text BAD_AVATAR = new Text(
            "avatar 应为工作区内的相对路径、http(s) 网址或 data URI",
            "identity.avatar must be a workspace-relative path, http(s) URL, or data URI");
    static final Text OPEN_NEEDS_STAR = new Text(
            "{0}=\"open\" 要求 {1} 包含 \"*\"", "{0}=\"open\" requires {1} to include \"*\"");
    static final Text BROWSER_PROFILE =
            new Text("浏览器 profile 需要 cdpPort 或 cdpUrl", "Profile must set cdpPort or cdpUrl");
    static final Text BROWSER_NAME = new Text(
            "浏览器 profile 的名字 “{0}” 只能用小写字母、数字和 -",
            "Invalid key in record: browser profile \"{0}\" may only hold lower-case letters, digits and -");
    static final Text SIGNING_SECRET = new Text(
            "mode 为 \"http\" 时需要 channels.slack.signingSecret",
            "channels.slack.mode=\"http\" requires channels.slack.signingSecret");
    static final Text CUSTOM_COMMAND = new Text(
            "Telegram 命令 “{0}” 无效：只能用小写字母、数字和下划线，最多 32 个字符",
            "Telegram custom command \"{0}\" is invalid (use a-z, 0-9, underscore; max 32 chars).");
    static final Text MAIN_KEY_FORCED =
            new Text("session.mainKey 总是 “main”；这里的 “{0}” 不起作用", "session.mainKey is always \"main\"; \"{0}\" here is ignored");
    static final Text GATEWAY_TOKEN = new Text(
            "配置里有 “gateway.token”。它不起作用；请改用 “gateway.auth.token”。",
            "Config uses \"gateway.token\". This key is ignored; use \"gateway.auth.token\" instead.");
    static final Text FUTURE_VERSION = new Text(
            "这份配置由更新的版本 {0} 写过；当前是 {1}，可能有看不懂的配置项。",
            "Config was last written by a newer version ({0}); this is {1} and may not know all of its keys.");
    static final Text PLACEHOLDER = new Text(
            "“{0}” 是遮蔽后的占位符，不是密钥；请写真正的值，或引用环境变量",
            "\"{0}\" is a redaction placeholder, not a secret; write the real value, or refer to a variable");

    // Variables.
    static final Text MISSING_VARIABLE = new Text(
            "配置引用的环境变量 “{0}” 没有设置（{1}）。设置它：export {0}=…，或写进 {2}",
            "Missing env var \"{0}\" referenced at config path: {1}. Set it: export {0}=…, or add it to {2}");

    // Included files.
    static final Text INCLUDE_CIRCLE = new Text("$include 成环：{0}", "Circular include detected: {0}");
    static final Text INCLUDE_DEPTH =
            new Text("$include 嵌套超过 {0} 层：{1}", "Maximum include depth ({0}) exceeded at: {1}");
    static final Text INCLUDE_MANY = new Text("$include 超过 {0} 个文件", "more than {0} included files");
    static final Text INCLUDE_READ =
            new Text("读不到包含的文件：{0}（即 {1}）", "Failed to read include file: {0} (resolved: {1})");
    static final Text INCLUDE_OUTSIDE = new Text(
            "包含的文件 {0} 在配置目录 {1} 之外。移进来，或设置 OPENCLAW_INCLUDE_ANYWHERE=1 允许它。",
            "Include file {0} is outside the config folder {1}. Move it inside, or set OPENCLAW_INCLUDE_ANYWHERE=1 to allow it.");
    static final Text INCLUDE_SIBLINGS = new Text(
            "$include 旁边有其他配置项时，被包含的内容必须是对象", "Sibling keys require included content to be an object");
    static final Text INCLUDE_VALUE = new Text(
            "$include 的值应为字符串或字符串数组，实际是 {0}", "Invalid $include value: expected string or array of strings, got {0}");
    static final Text INCLUDE_ITEM = new Text(
            "$include 数组的成员应为字符串，实际是 {0}", "Invalid $include array item: expected string, got {0}");

    // Files.
    /** The parser's own sentence. */
    static final Text NOT_JSON5 = new Text("{0}", "{0}");
    static final Text EMPTY = new Text("文件是空的；写 '{}' 表示没有配置", "the file is empty; write '{}' for an empty configuration");
    static final Text KEY_TWICE = new Text(
            "“{0}” 写了两次；只有第 {1} 行的有效", "\"{0}\" is written twice; only the one on line {1} counts");
    static final Text NOT_UTF8 = new Text("文件不是 UTF-8 编码", "the file is not UTF-8 text");
    static final Text NOT_READABLE = new Text("读不到配置文件：{0}", "the config file cannot be read: {0}");
    static final Text INVALID = new Text("{0} 有 {1} 个问题，没有写入：{2}", "{0} has {1} problem(s), nothing was written: {2}");
    static final Text BROKEN = new Text(
            "{0} 不是有效的 JSON5，无法就地修改：{1}。请手工改正，或运行 openclaw-cn config undo 回到上一份。",
            "{0} is not valid JSON5 and cannot be edited in place: {1}. Mend it by hand, or run openclaw-cn config undo.");
    static final Text CHANGED_MEANWHILE = new Text(
            "{0} 刚被别的程序改过，没有写入。请重新读取后再试。",
            "{0} was changed by another program meanwhile; nothing was written. Read it again and retry.");
    static final Text NOT_WRITTEN = new Text(
            "写不了 {0}：{1}。请检查磁盘空间和权限；原来的内容没有变。",
            "cannot write {0}: {1}. Check disk space and permissions; what was there is unchanged.");
    static final Text BELONGS_TO_INCLUDE = new Text(
            "{0} 的值（部分）来自被包含的文件 {1}，请在那里修改。",
            "The value at {0} comes (in part) from the included file {1}; change it there.");
    static final Text CANNOT_SET = new Text("不能设置 {0}：{1}", "cannot set {0}: {1}");
    static final Text NO_SUCH_PATH = new Text("配置里没有 {0}", "Config path not found: {0}");
    static final Text NOTHING_TO_UNDO = new Text(
            "没有可以恢复的备份：{0} 旁边没有与它不同且有效的 .bak", "nothing to undo: no valid backup beside {0} differs from it");

    // Paths on the command line.
    static final Text PATH_EMPTY = new Text("路径为空。", "Path is empty.");
    static final Text PATH_BRACKET_OPEN = new Text("路径 {0} 里的 [ 没有对应的 ]", "the [ in path {0} has no matching ]");
    static final Text PATH_QUOTE_OPEN = new Text("路径 {0} 里的引号没有闭合", "a quote in path {0} is not closed");

    static final Text DID_YOU_MEAN = new Text("；是不是想写 “{0}”？", "; did you mean \"{0}\"?");
    static final Text EXPECTED_ONE_OF = new Text("：应为 {0} 之一", ": expected one of {0}");

    private ConfigText() {}
}
