package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code onboard} and {@code configure} say. */
final class OnboardText {
    static final Text SUMMARY = new Text("设置密钥、默认型号和工作区", "set up a key, the default model and the workspace");
    static final Text BAD_VALUE = new Text("{0} 的值“{1}”无效，可选：{2}。", "\"{1}\" is no value for {0}; choose one of: {2}.");
    static final Text BAD_PORT =
            new Text("--gateway-port 的值“{0}”无效，应为 1 到 65535 的整数。", "\"{0}\" is no value for --gateway-port; use a whole number from 1 to 65535.");
    static final Text NEEDS_LOGIN = new Text(
            "“{0}”需要另一个程序的浏览器登录，这里不支持。请改用 API 密钥：--auth-choice {1}。",
            "\"{0}\" needs a browser login of another program, which is not supported here. Use an API key: --auth-choice {1}.");
    static final Text RISK = new Text(
            "非交互式安装引导需要明确的风险确认。请加上 --accept-risk 后重新运行。",
            "Non-interactive onboarding needs the risk to be acknowledged. Run it again with --accept-risk.");
    static final Text NO_TERMINAL = new Text(
            "这里不是终端，无法提问。请在终端中运行，或使用 --non-interactive --accept-risk --auth-choice <选项> <密钥选项>。",
            "This is not a terminal, so nothing can be asked. Run it in one, or use --non-interactive --accept-risk --auth-choice <choice> <key option>.");
    static final Text MISSING_KEY = new Text(
            "缺少密钥：请使用 {0}，或设置环境变量 {1}，或先运行 openclaw-cn models auth add --provider {2}。",
            "Missing {0} (or {1} in env, or existing {2} API-key profile).");
    static final Text MISSING_PASSWORD =
            new Text("密码认证缺少 --gateway-password。", "Missing --gateway-password for password auth.");
    static final Text MISSING_REMOTE = new Text("远程模式缺少 --remote-url。", "Missing --remote-url for remote mode.");
    static final Text CONFIG_INVALID = new Text(
            "现有配置有误，未做任何改动。先运行 openclaw-cn doctor --fix 或改正上面的行，再重试。",
            "The configuration is not valid; nothing was changed. Run openclaw-cn doctor --fix or mend the lines above, then try again.");
    static final Text PROBING = new Text("正在检查密钥属于哪个平台…", "Checking which platform accepts the key …");
    static final Text ACCEPTED = new Text("{0} 接受这把密钥。", "{0} accepts the key.");
    static final Text REFUSED = new Text(
            "{0}（{1}）拒绝了这把密钥 {2}，没有保存。请到 {3} 核对密钥；离线时可加 --skip-probe。",
            "{0} ({1}) refused the key {2}; nothing was saved. Check it at {3}; when offline, add --skip-probe.");
    static final Text OTHER_REGION = new Text(
            "{0} 拒绝了这把密钥 {1}，但 {2} 接受它，没有保存。请改用：openclaw-cn onboard --auth-choice {3}",
            "{0} refused the key {1}, but {2} accepts it; nothing was saved. Use: openclaw-cn onboard --auth-choice {3}");
    static final Text OFFER_REGION =
            new Text("{0} 拒绝了这把密钥，但 {1} 接受它。改用 {1} 吗？", "{0} refused the key, but {1} accepts it. Use {1} instead?");
    static final Text NOT_CHECKED = new Text(
            "没能联系到 {0}，密钥未经检查就保存了。联网后运行 openclaw-cn models status --probe 检查。",
            "{0} could not be reached, so the key was saved unchecked. Run openclaw-cn models status --probe when online.");
    static final Text GATE = new Text(
            "{0} 认识这把密钥，但不接受这个客户端（HTTP 403）；对话时可能仍被拒绝。",
            "{0} knows the key but does not accept this client (HTTP 403); chats may be refused as well.");
    static final Text RETIRED = new Text(
            "型号 {0} 已从平台下线（{1}）。页面上的配置已按原样写入；想要能用的型号，请运行：openclaw-cn models set {2}",
            "The platform retired {0} ({1}). The page's configuration was written as it stands; for a model that answers run: openclaw-cn models set {2}");
    static final Text ASK_SUCCESSOR = new Text(
            "默认型号 {0} 已从平台下线。用哪个作为默认型号？", "The platform retired the default model {0}. Which one should be the default?");
    static final Text KEEP_PAGE = new Text("保持页面上的 {0}", "Keep the page's {0}");
    static final Text USER_AGENT = new Text(
            "Kimi Code 会检查客户端标识。页面的配置发送“User-Agent: {0}”，它是另一个客户端的名字；平台条款列明了支持的客户端，冒用可能导致会员被停用。可用 --user-agent own|page|<文字> 选择，写入后在配置里始终可见。",
            "Kimi Code checks the client's identity. The page's configuration sends \"User-Agent: {0}\", the name of another client; the platform's terms name the clients it supports, and posing as one may suspend the membership. Choose with --user-agent own|page|<text>; it stays visible in the configuration.");
    static final Text ASK_USER_AGENT = new Text("发送哪个 User-Agent？", "Which User-Agent should be sent?");
    static final Text UA_PAGE = new Text("页面的 {0}", "the page's {0}");
    static final Text UA_OWN = new Text("本程序自己的名字 {0}", "this program's own name {0}");
    static final Text UPDATED = new Text("已更新 {0}", "Updated {0}");
    static final Text KEY_SAVED = new Text("密钥 {0} 已存入 {1}（权限 0600）", "The key {0} is kept in {1} (mode 0600)");
    static final Text KEY_REFERENCED = new Text("配置引用环境变量 {0}，密钥没有另存", "The configuration refers to {0}; the key was not copied");
    static final Text KEY_KEPT = new Text("沿用已有的密钥配置 {0}", "The existing profile {0} is used");
    static final Text WORKSPACE_OK = new Text("工作区正常：{0}", "Workspace: {0}");
    static final Text SESSIONS_OK = new Text("会话正常：{0}", "Sessions: {0}");
    static final Text DEFAULT_MODEL = new Text("默认型号：{0}", "Default model: {0}");
    static final Text NEXT = new Text(
            "下一步：openclaw-cn agent --message \"你好\"", "Next: openclaw-cn agent --message \"Hello\"");
    static final Text WELCOME = new Text("欢迎使用 openclaw-cn", "Welcome to openclaw-cn");
    static final Text RISK_NOTE = new Text(
            "这个助手会替你读文件、与模型服务对话；你给它的密钥会产生费用。请只在你信任的机器上使用。",
            "This assistant reads files for you and talks to model services; the key you give it can cost money. Use it on machines you trust.");
    static final Text ASK_RISK = new Text("明白并继续？", "Understood, go on?");
    static final Text ASK_EXISTING = new Text("已有配置 {0}，怎么办？", "There is a configuration already: {0}. What now?");
    static final Text KEEP = new Text("保留它，只补充新的内容", "keep it, and add to it");
    static final Text RESET = new Text("移到备份，从头开始", "move it to a backup, and start afresh");
    static final Text ASK_PROVIDER = new Text("用哪种密钥？", "Which kind of key?");
    static final Text ASK_KEY = new Text("在这里获取密钥：{1}\n粘贴 {0} 的 API 密钥（只显示圆点）", "Get a key here: {1}\nPaste the API key for {0} (only dots are shown)");
    static final Text KEY_REQUIRED = new Text("密钥不能为空。", "A key is required.");
    static final Text ASK_ENV = new Text("使用环境变量 {0} 里的密钥 {1} 吗？", "Use the key {1} from {0}?");
    static final Text ASK_WORKSPACE = new Text("工作区文件夹", "Workspace folder");
    static final Text ASK_UNCHECKED = new Text("没有平台接受这把密钥，仍要保存吗？", "No platform accepts this key. Save it all the same?");
    static final Text SKIP = new Text("以后再说", "later");
    static final Text RESET_DONE = new Text("旧配置已移到 {0}", "The old configuration was moved to {0}");
    static final Text DAEMON = new Text(
            "{0} 需要网关服务，本版本还没有网关命令；没有做任何改动。去掉这个选项即可继续。",
            "{0} needs the gateway service, which this version does not have yet; nothing was changed. Leave the option out to go on.");
    static final Text SECTION = new Text("要改哪一部分？", "Which part?");
    static final Text DONE = new Text("完成", "Done");
    static final Text BRAVE = new Text("Brave Search API 密钥（留空则不改）", "Brave Search API key (empty leaves it as it is)");
    static final Text WEB_REF = new Text(
            "网页搜索将读取变量 BRAVE_API_KEY，它已写入 {0}", "Web search will read BRAVE_API_KEY; it was written to {0}");
    static final Text PORT = new Text("网关端口", "Gateway port");
    static final Text CONFIGURE_SUMMARY = new Text("修改某一部分设置", "change one part of the set-up");

    static final Text ASK_REMOTE_URL = new Text("另一个网关的地址", "the other gateway's address");
    static final Text ASK_REMOTE_TOKEN = new Text("它的令牌（没有则留空）", "its token (leave empty if it has none)");

    private OnboardText() {}
}
