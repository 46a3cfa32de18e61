package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code models auth} says. */
final class ModelsAuthText {
    static final Text AUTH = new Text("管理各供应商的密钥与令牌", "manage keys and tokens of providers");
    static final Text LIST = new Text("列出凭据（密钥只显示首尾）", "list auth profiles (keys are masked)");
    static final Text ADD = new Text(
            "保存一个 API 密钥；没有终端时从标准输入读取", "save an API key; without a terminal it is read from standard input");
    static final Text PASTE_KEY = new Text("粘贴并保存一个 API 密钥", "paste an API key and save it");
    static final Text PASTE_TOKEN = new Text("粘贴并保存一个令牌", "paste a token and save it");
    static final Text REMOVE = new Text("删除凭据", "remove auth profiles");
    static final Text ORDER = new Text("查看或设置凭据的使用顺序", "show or set the order in which profiles are tried");
    static final Text ORDER_GET = new Text("显示顺序", "show the order");
    static final Text ORDER_SET = new Text("设置顺序", "set the order");
    static final Text ORDER_CLEAR = new Text("清除顺序", "clear the order");
    static final Text ENCRYPT = new Text("加密凭据库中的密钥", "encrypt the secrets in the profile store");
    static final Text DECRYPT = new Text("把凭据库中的密钥还原为明文", "make the secrets in the profile store plain again");
    static final Text STATUS = new Text("凭据库是否加密、能否读取", "whether the profile store is encrypted, and what is wrong with it");
    static final Text LOGIN = new Text("（不支持）浏览器登录", "(not supported) log in with a browser");

    static final Text PROVIDER = new Text("供应商，如 moonshot", "the provider, such as moonshot");
    static final Text PROFILE_ID = new Text("凭据名；默认 <供应商>:{0}", "the profile's id; <provider>:{0} by default");
    static final Text API_KEY = new Text(
            "密钥；- 表示从标准输入读取", "the key; - reads it from standard input");
    static final Text EXPIRES_IN = new Text("多久后过期，如 365d、12h（默认单位：天）", "when it expires, such as 365d or 12h (days by default)");
    static final Text AGENT = new Text("智能体；默认为默认智能体", "the agent; the default one unless told");
    static final Text JSON = new Text("以 JSON 输出", "print JSON");
    static final Text IDS = new Text("凭据名，按使用顺序", "profile ids, in the order they are to be tried");

    static final Text NEED_PROVIDER = new Text(
            "请用 --provider 指明供应商，如 --provider moonshot。", "Say which provider: --provider moonshot, for instance.");
    static final Text NO_PROVIDER = new Text(
            "没有供应商“{0}”；可选：{1}。自定义供应商请先写入 models.providers.{0}。",
            "There is no provider \"{0}\"; choose one of: {1}. For one of your own, add models.providers.{0} first.");
    static final Text NO_AGENT = new Text(
            "没有智能体“{0}”；可选：{1}。", "There is no agent \"{0}\"; choose one of: {1}.");
    static final Text BLANK = new Text(
            "没有读到密钥：请粘贴密钥，或用管道传入，如 openclaw-cn models auth {0} --provider {1} < key.txt。",
            "No key was read: paste it, or pipe it in, as in openclaw-cn models auth {0} --provider {1} < key.txt.");
    static final Text NOT_A_KEY = new Text(
            "这不像密钥：其中有空白、换行或非 ASCII 字符；没有保存任何内容。",
            "This does not look like a key: it holds blanks, line breaks or characters beyond ASCII; nothing was saved.");
    static final Text NO_EXEC = new Text(
            "exec: 引用只能写在配置文件的 models.providers.{0}.apiKey 中。",
            "An exec: reference works only in models.providers.{0}.apiKey of the config file.");
    static final Text ASK_KEY = new Text("粘贴 {0} 的 API 密钥", "Paste the API key of {0}");
    static final Text ASK_TOKEN = new Text("粘贴 {0} 的令牌", "Paste the token of {0}");
    static final Text ASK_PROVIDER = new Text("哪个供应商？", "Which provider?");
    static final Text REQUIRED = new Text("必填", "Required");
    static final Text BAD_DURATION = new Text(
            "--expires-in 无法识别“{0}”：请写作 365d、12h、30m 或 90（天）。",
            "--expires-in does not understand \"{0}\": write 365d, 12h, 30m or 90 (days).");
    static final Text BAD_ID = new Text(
            "凭据名“{0}”不能含空白或控制字符。", "The profile id \"{0}\" must not hold blanks or control characters.");
    static final Text TAKEN = new Text(
            "凭据“{0}”已属于 {1}：请用 --profile-id 另取一个名字。",
            "Auth profile \"{0}\" belongs to {1} already: choose another name with --profile-id.");

    static final Text UPDATED = new Text("已更新 {0}", "Updated {0}");
    static final Text SAVED = new Text("凭据：{0}（{1}/{2}）", "Auth profile: {0} ({1}/{2})");
    static final Text REMOVED = new Text("已删除凭据：{0}", "Removed auth profile: {0}");
    static final Text ROUTE_NOT_WRITTEN = new Text(
            "凭据已保存，但配置文件有误，未能把它写入 auth.profiles：请先运行 openclaw-cn config validate。",
            "The profile is saved, but the config file has problems, so it could not be added to auth.profiles: run openclaw-cn config validate first.");
    static final Text INHERITED = new Text(
            "凭据“{0}”属于主智能体：请用 --agent main。", "Auth profile \"{0}\" is the main agent's: use --agent main.");
    static final Text NOT_FOUND = new Text("{1} 中没有凭据“{0}”。", "Auth profile \"{0}\" not found in {1}.");
    static final Text WRONG_PROVIDER = new Text(
            "凭据“{0}”属于 {1}，不属于 {2}。", "Auth profile \"{0}\" is for {1}, not {2}.");
    static final Text MISSING_IDS = new Text(
            "缺少凭据名：请给出一个或多个凭据名。", "Missing profile ids. Provide one or more profile ids.");

    static final Text AGENT_LINE = new Text("智能体：{0}", "Agent: {0}");
    static final Text PROVIDER_LINE = new Text("供应商：{0}", "Provider: {0}");
    static final Text FILE_LINE = new Text("凭据库：{0}", "Auth file: {0}");
    static final Text ORDER_LINE = new Text("使用顺序：{0}", "Order override: {0}");
    static final Text NONE = new Text("（无）", "(none)");
    static final Text CLEARED = new Text("已清除该智能体的使用顺序。", "Cleared per-agent order override.");
    static final Text NO_PROFILES = new Text(
            "还没有凭据：运行 openclaw-cn models auth add --provider moonshot。",
            "No auth profiles yet: run openclaw-cn models auth add --provider moonshot.");

    static final Text OF_MAIN = new Text("主智能体的", "main agent's");
    static final Text EXPIRES = new Text("{0} 过期", "expires {0}");
    static final Text EXPIRED = new Text("已于 {0} 过期", "expired {0}");
    static final Text RESTS = new Text("休息至 {0}（{1}）", "rests until {0} ({1})");
    static final Text RESTS_MODEL = new Text("{2} 休息至 {0}（{1}）", "{2} rests until {0} ({1})");
    static final Text REFUSED = new Text("已被平台拒绝，换新前不再使用", "refused by the provider; not used until it changes");

    static final Text ENCRYPTED_WITH_FILE = new Text(
            "已加密 {0} 个凭据；密钥文件：{1}。它保护凭据库的副本（备份、同步、误提交），不防能读取整个状态目录的人；备份时请把密钥文件分开存放。",
            "Encrypted profiles: {0}; key file: {1}. This protects copies of the profile store (a backup, a synchronised folder, a commit by mistake), not against somebody who can read the whole state directory; keep the key file apart from backups.");
    static final Text ENCRYPTED_WITH_PASSPHRASE = new Text(
            "已用 OPENCLAW_SECRETS_KEY 的口令加密 {0} 个凭据：没有口令，磁盘上的任何内容都解不开它们；忘记口令则须重新添加密钥。",
            "Encrypted profiles: {0}, with the passphrase in OPENCLAW_SECRETS_KEY: without it nothing on this disk opens them; if it is lost, the keys must be added again.");
    static final Text ORIGINAL_CANNOT = new Text(
            "原版 openclaw-cn 读不了加密的凭据；换回原版之前请运行 openclaw-cn models auth decrypt。",
            "The original openclaw-cn cannot read encrypted profiles; run openclaw-cn models auth decrypt before going back to it.");
    static final Text DECRYPTED = new Text(
            "{0} 个凭据已还原为明文，仅本用户可读（0600）。", "Profiles in plain text again: {0}, readable by this user only (0600).");
    static final Text PLAIN = new Text(
            "未加密：{0} 个凭据为明文，仅本用户可读（0600）。运行 openclaw-cn models auth encrypt 可加密。",
            "Not encrypted; profiles in plain text: {0}, readable by this user only (0600). Run openclaw-cn models auth encrypt to encrypt them.");

    static final Text NO_LOGIN = new Text(
            "不支持 models auth {0}：这里支持 API 密钥（models auth add --provider …）与粘贴的令牌（models auth paste-token --provider …）。",
            "models auth {0} is not supported: use an API key (models auth add --provider …) or paste a token (models auth paste-token --provider …).");

    private ModelsAuthText() {}
}
