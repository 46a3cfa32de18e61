package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code security audit} says. */
final class SecurityText {
    static final Text SUMMARY = new Text("检查设置里的安全隐患", "look for what weakens this installation");
    static final Text AUDIT = new Text("检查配置、文件与正在运行的网关", "look at configuration, files and the gateway that runs");
    static final Text DEEP = new Text("也试着用错误的令牌连接正在运行的网关", "also try the running gateway with a wrong token");
    static final Text FIX = new Text("修复可以安全修复的：权限、开关、过短的令牌", "mend what can be mended safely: permissions, switches, short tokens");
    static final Text COUNTS = new Text("严重 {0} · 警告 {1} · 提示 {2}", "{0} critical · {1} warnings · {2} notes");
    static final Text CLEAN = new Text("没有发现隐患。", "Nothing was found.");
    static final Text FIXED = new Text("已修复：{0}", "mended: {0}");
    static final Text MENDS = new Text("修复：{0}", "mend: {0}");
    static final Text RUN_FIX = new Text("其中 {0} 项可由 openclaw-cn security audit --fix 修复。", "{0} of them can be mended by openclaw-cn security audit --fix.");

    static final Text EXPOSED = new Text("网关在 {0} 上监听，其他机器可以连接", "the gateway listens on {0}, where other machines can reach it");
    static final Text SET_LOOPBACK = new Text("openclaw-cn config set gateway.bind loopback", "openclaw-cn config set gateway.bind loopback");
    static final Text NO_TLS = new Text("网关对其他机器开放，却没有加密：令牌与对话会被看到", "the gateway is open to other machines and not encrypted: tokens and conversations can be read on the way");
    static final Text SET_TLS = new Text("openclaw-cn config set gateway.tls.enabled true，或只经 Tailscale/SSH 使用", "openclaw-cn config set gateway.tls.enabled true, or use it through Tailscale or SSH only");
    static final Text NO_AUTH = new Text("网关对其他机器开放，却没有写明令牌或密码", "the gateway is open to other machines, but neither a token nor a password was chosen");
    static final Text SHORT_TOKEN = new Text("网关的令牌只有 {0} 个字符", "the gateway's token has only {0} characters");
    static final Text WEAK_TOKEN = new Text("网关的令牌容易被猜到", "the gateway's token is easy to guess");
    static final Text WEAK_PASSWORD = new Text("网关的密码太短或容易被猜到", "the gateway's password is short or easy to guess");
    static final Text ROTATE = new Text("openclaw-cn gateway token rotate", "openclaw-cn gateway token rotate");
    static final Text SET_PASSWORD = new Text("换一个 12 个字符以上的密码：openclaw-cn config set gateway.auth.password \"…\"", "choose one of 12 characters or more: openclaw-cn config set gateway.auth.password \"…\"");
    static final Text IN_CLEAR = new Text("{0} 在配置文件里是明文", "{0} stands in clear in the configuration file");
    static final Text SET_REFERENCE = new Text("放进 ~/.openclaw/.env，并在配置里写它的变量名；模型密钥用 openclaw-cn models auth add", "put it into ~/.openclaw/.env and write its variable in the configuration; for models: openclaw-cn models auth add");
    static final Text FUNNEL = new Text("Tailscale funnel 把网关放到公网上", "Tailscale funnel puts the gateway on the internet");
    static final Text SET_SERVE = new Text("openclaw-cn config set gateway.tailscale.mode serve", "openclaw-cn config set gateway.tailscale.mode serve");
    static final Text PROXIES = new Text("gateway.trustedProxies 含 {0}：任何人都能冒充本机地址", "gateway.trustedProxies holds {0}: anybody can pretend to be at another address");
    static final Text BAD_PROXY = new Text("gateway.trustedProxies 里的 {0} 不是地址，不起作用", "{0} in gateway.trustedProxies is no address and does nothing");
    static final Text NAME_PROXIES = new Text("只写反向代理自己的地址，例如 127.0.0.1", "name the reverse proxy's own address only, such as 127.0.0.1");
    static final Text ORIGINS = new Text("gateway.controlUi.allowedOrigins 允许任何网页连接", "gateway.controlUi.allowedOrigins lets every web page connect");
    static final Text SET_ORIGINS = new Text("只写自己的网址，例如 https://claw.example.com", "name your own address only, such as https://claw.example.com");
    static final Text INSECURE_AUTH = new Text("网页允许不经 HTTPS 只凭令牌登录（allowInsecureAuth）", "the page lets one in by token without HTTPS (allowInsecureAuth)");
    static final Text DANGEROUS = new Text("危险开关打开了：{0}", "a dangerous switch is on: {0}");
    static final Text UNSET = new Text("openclaw-cn config unset {0}", "openclaw-cn config unset {0}");
    static final Text UI_EXPOSED = new Text("控制网页也对其他机器开放", "the control page is open to other machines, too");
    static final Text UI_OFF = new Text("不用时关掉：openclaw-cn config set gateway.controlUi.enabled false", "turn it off where it is not used: openclaw-cn config set gateway.controlUi.enabled false");
    static final Text EXEC_OPEN = new Text("{0}：任何命令都会直接运行，不先问人", "{0}: every command runs without asking anybody");
    static final Text SET_ASK = new Text("openclaw-cn config set tools.exec.ask on-miss", "openclaw-cn config set tools.exec.ask on-miss");
    static final Text APPROVALS_FILE = new Text("exec-approvals.json 允许所有命令", "exec-approvals.json lets every command run");
    static final Text SEE_APPROVALS = new Text("openclaw-cn approvals get", "openclaw-cn approvals get");
    static final Text SANDBOX_OFF = new Text("网关或频道对外开放，而工具不在沙箱里运行", "gateway or channels are open to others while tools run outside a sandbox");
    static final Text SET_SANDBOX = new Text("openclaw-cn config set agents.defaults.sandbox.mode non-main", "openclaw-cn config set agents.defaults.sandbox.mode non-main");
    static final Text ELEVATED = new Text("{0} 允许任何人在沙箱外执行", "{0} lets anybody run things outside the sandbox");
    static final Text NAME_PEOPLE = new Text("写明是谁，不要用 *", "name the people instead of *");
    static final Text DM_OPEN = new Text("{0} 对任何人开放私聊", "{0} takes private messages from anybody");
    static final Text SET_PAIRING = new Text("openclaw-cn config set {0} pairing", "openclaw-cn config set {0} pairing");
    static final Text GROUP_OPEN = new Text("{0} 让任何群都能使用", "{0} lets every group use it");
    static final Text SET_ALLOWLIST = new Text("openclaw-cn config set {0} allowlist", "openclaw-cn config set {0} allowlist");
    static final Text STAR = new Text("{0} 含 *：任何人都在允许之列", "{0} holds *: anybody is allowed");
    static final Text SHARED_SCOPE = new Text("私聊对任何人开放，而所有私聊共用一个会话（session.dmScope）", "private messages are open to anybody, and all of them share one conversation (session.dmScope)");
    static final Text SET_SCOPE = new Text("openclaw-cn config set session.dmScope per-channel-peer", "openclaw-cn config set session.dmScope per-channel-peer");
    static final Text REDACT_OFF = new Text("日志不遮蔽敏感内容（logging.redactSensitive: off）", "the log masks nothing (logging.redactSensitive: off)");
    static final Text SET_REDACT = new Text("openclaw-cn config set logging.redactSensitive tools", "openclaw-cn config set logging.redactSensitive tools");
    static final Text BAD_PATTERN = new Text("logging.redactPatterns 里的 {0} 不是正则表达式，不起作用", "{0} in logging.redactPatterns is no regular expression and does nothing");
    static final Text MEND_PATTERN = new Text("改正它，或用 openclaw-cn config unset logging.redactPatterns", "correct it, or openclaw-cn config unset logging.redactPatterns");
    static final Text HOOK_TOKEN = new Text("hooks 的令牌只有 {0} 个字符", "the hooks' token has only {0} characters");
    static final Text HOOK_SAME = new Text("hooks 的令牌就是网关的令牌", "the hooks' token is the gateway's own");
    static final Text SET_HOOK = new Text("另用一个长令牌：openclaw-cn config set hooks.token \"…\"", "use another, long one: openclaw-cn config set hooks.token \"…\"");
    static final Text BROWSER_REMOTE = new Text("{0} 指向别的机器，却没有令牌或加密", "{0} leads to another machine without a token or encryption");
    static final Text MEND_BROWSER = new Text("用本机地址，或 https 与 browser.controlToken", "use a local address, or https and browser.controlToken");
    static final Text BROWSER_SANDBOX = new Text("浏览器关掉了自己的沙箱（browser.noSandbox）", "the browser's own sandbox is off (browser.noSandbox)");
    static final Text PLUGINS = new Text("插件已启用，却没有写明允许哪些（plugins.allow）", "plugins are on, but none is named as allowed (plugins.allow)");
    static final Text SET_PLUGINS = new Text("openclaw-cn config set plugins.allow '[\"…\"]'", "openclaw-cn config set plugins.allow '[\"…\"]'");
    static final Text REMOTE_PLAIN = new Text("gateway.remote.url 不加密，又不在本机：令牌会被看到", "gateway.remote.url is not encrypted and not on this machine: the token can be read on the way");
    static final Text SET_WSS = new Text("改用 wss:// 地址", "use a wss:// address");
    static final Text NODE_COMMANDS = new Text("gateway.nodes.allowCommands 允许 {0}", "gateway.nodes.allowCommands allows {0}");
    static final Text FETCH_OPEN = new Text("tools.web.fetch.allowAddresses 含 {0}：网页工具可以访问内网", "tools.web.fetch.allowAddresses holds {0}: the web tool can reach your own network");
    static final Text NAME_ADDRESSES = new Text("只写确实需要的地址", "name only the addresses that are needed");
    static final Text OTHERS_WRITE = new Text("{0} 别人可以改写（{1}）", "{0} can be changed by others ({1})");
    static final Text OTHERS_READ = new Text("{0} 别人可以读取（{1}）", "{0} can be read by others ({1})");
    static final Text CHMOD = new Text("chmod {1} {0}", "chmod {1} {0}");
    static final Text LINK = new Text("{0} 是符号链接，指向状态目录之外", "{0} is a symbolic link that leads out of the state directory");
    static final Text CHECK_LINK = new Text("确认目标也只有你能读写", "make sure that only you can use its target");
    static final Text LISTENS_WIDER = new Text("网关实际监听 {0}，比配置的更宽", "the gateway really listens on {0}, which is wider than configured");
    static final Text RESTART = new Text("openclaw-cn gateway restart", "openclaw-cn gateway restart");
    static final Text LETS_IN = new Text("正在运行的网关接受了错误的令牌", "the running gateway took a wrong token");
    static final Text NOT_REACHED = new Text("没有网关在运行，因此没有试连", "no gateway runs, so none was tried");
    static final Text UPDATE = new Text("openclaw-cn gateway restart；仍然如此请停止它", "openclaw-cn gateway restart; if it stays so, stop it");
    static final Text HTTP_OPEN = new Text("HTTP 接口 {0} 对其他机器开放", "the HTTP endpoint {0} is open to other machines");

    private SecurityText() {}
}
