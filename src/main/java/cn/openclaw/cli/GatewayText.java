package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code gateway run} says. */
final class GatewayText {
    static final Text SUMMARY = new Text("网关：运行、查看、安装为服务", "the gateway: run it, look at it, install it as a service");
    static final Text RUN = new Text("在前台运行网关", "run the gateway in the foreground");
    static final Text PORT = new Text("端口（缺省 18789）", "its port (default: 18789)");
    static final Text BIND = new Text("监听范围：loopback|lan|tailnet|auto|custom", "where it listens: loopback|lan|tailnet|auto|custom");
    static final Text TOKEN = new Text("令牌（只对这次运行）", "the token, for this run");
    static final Text AUTH = new Text("凭令牌还是密码：token|password", "what lets one in: token|password");
    static final Text PASSWORD = new Text("密码（只对这次运行）", "the password, for this run");
    static final Text TAILSCALE = new Text("经 Tailscale 提供：off|serve|funnel", "offer it through Tailscale: off|serve|funnel");
    static final Text TAILSCALE_RESET = new Text("退出时撤销 Tailscale 的设置", "take the Tailscale settings back on exit");
    static final Text ALLOW = new Text("没有配置也启动", "start without a configuration");
    static final Text DEV = new Text("用单独的开发状态目录（~/.openclaw-dev，端口 19001）", "a state directory of its own for development (~/.openclaw-dev, port 19001)");
    static final Text RESET = new Text("先把开发状态目录移到一边（要与 --dev 一起用）", "put the development state directory aside first (needs --dev)");
    static final Text FORCE = new Text("先结束占用此端口的程序", "end the program that has the port first");
    static final Text VERBOSE = new Text("终端上也显示调试信息", "show debug lines on the terminal too");
    static final Text WS_LOG = new Text("连接日志：auto|full|compact", "what is logged of sockets: auto|full|compact");
    static final Text COMPACT = new Text("同 --ws-log compact", "the same as --ws-log compact");
    static final Text DRAIN = new Text("停止前最多等正在进行的回合多少秒（缺省 30）", "seconds to wait for running turns before it ends (default: 30)");
    static final Text IGNORED = new Text("为兼容原版而接受；没有作用", "taken for the original's sake; it does nothing");

    static final Text NO_CONFIG = new Text(
            "还没有配置（{0}）。运行 openclaw-cn onboard 设置，或 openclaw-cn gateway run --allow-unconfigured 先启动。",
            "There is no configuration yet ({0}). Run openclaw-cn onboard to set up, or openclaw-cn gateway run --allow-unconfigured to start without.");
    static final Text REMOTE_MODE = new Text(
            "gateway.mode 是 remote：这台机器使用别处的网关，不在这里运行。要在本机运行：openclaw-cn config set gateway.mode local",
            "gateway.mode is remote: this machine uses a gateway elsewhere and runs none. To run one here: openclaw-cn config set gateway.mode local");
    static final Text BROKEN = new Text(
            "配置有 {0} 处错误，也没有可用的旧配置，网关不启动。运行 openclaw-cn doctor --fix 修复。",
            "The configuration has {0} problem(s) and there is no good copy, so the gateway does not start. Run openclaw-cn doctor --fix.");
    static final Text DEGRADED = new Text(
            "配置有误，先用最后一份有效的：{0}（openclaw-cn config validate 查看，改好后自动生效）",
            "The configuration is not valid; the last good copy is in use: {0} (see openclaw-cn config validate; once mended it takes effect by itself)");
    static final Text NO_PASSWORD = new Text(
            "gateway.auth.mode 是 password，却没有密码。运行 openclaw-cn config set gateway.auth.password \"…\"，或用 --password。",
            "gateway.auth.mode is password, but there is none. Run openclaw-cn config set gateway.auth.password \"…\", or use --password.");
    static final Text BAD_PORT = new Text("{0} 不是端口（1 到 65535）。", "{0} is no port (1 to 65535).");
    static final Text BAD_WORD = new Text("{0} 只接受 {1}，得到的是“{2}”。", "{0} takes {1}, not \"{2}\".");
    static final Text NO_CUSTOM_HOST = new Text(
            "bind 是 custom，但 gateway.customBindHost 没有写，或不是本机的地址（{0}）。运行 openclaw-cn config set gateway.customBindHost 192.168.1.5",
            "bind is custom, but gateway.customBindHost is missing or no address of this machine ({0}). Run openclaw-cn config set gateway.customBindHost 192.168.1.5");
    static final Text FUNNEL_PASSWORD = new Text(
            "Tailscale funnel 把网关放到公网上，只允许凭密码进入。运行 openclaw-cn config set gateway.auth.mode password",
            "Tailscale funnel puts the gateway on the internet, which is allowed with a password only. Run openclaw-cn config set gateway.auth.mode password");
    static final Text TAILSCALE_BIND = new Text(
            "用 Tailscale {0} 时网关只应在本机监听。运行 openclaw-cn config set gateway.bind loopback",
            "With Tailscale {0} the gateway should listen on this machine only. Run openclaw-cn config set gateway.bind loopback");
    static final Text HOOKS_TOKEN = new Text(
            "hooks 已启用却没有令牌。运行 openclaw-cn config set hooks.token \"…\"，或 openclaw-cn config set hooks.enabled false",
            "hooks are on but have no token. Run openclaw-cn config set hooks.token \"…\", or openclaw-cn config set hooks.enabled false");
    static final Text HOOKS_PATH = new Text(
            "hooks.path 不能是 /，那会遮住网关的其他路径。运行 openclaw-cn config set hooks.path /hooks",
            "hooks.path must not be /, which would hide the gateway's other paths. Run openclaw-cn config set hooks.path /hooks");
    static final Text RESET_NEEDS_DEV = new Text("--reset 要与 --dev 一起用。", "--reset needs --dev.");
    static final Text RESET_DONE = new Text("旧的开发状态目录移到了 {0}", "the old development state directory is now {0}");
    static final Text RUNNING = new Text(
            "这份配置的网关已在运行（进程 {0}）。查看：openclaw-cn gateway status；停止：openclaw-cn gateway stop",
            "A gateway with this configuration is running already (process {0}). See openclaw-cn gateway status; stop it with openclaw-cn gateway stop");
    static final Text NO_STATE = new Text(
            "网关要在 {0} 里保存文件，但写不进去（{1}）：请检查权限，或用 OPENCLAW_STATE_DIR 另选目录。",
            "The gateway keeps files in {0}, and nothing can be written there ({1}): check permissions, or choose another folder by OPENCLAW_STATE_DIR.");
    static final Text NO_LOCK = new Text("写不了锁文件 {0}（{1}）。检查目录的权限。", "The lock file {0} cannot be written ({1}). Check the folder's permissions.");
    static final Text PORT_TAKEN = new Text(
            "端口 {0} 被 {1} 占用。用 --port 换一个，或用 --force 先结束它。", "Port {0} is taken by {1}. Choose another with --port, or end it first with --force.");
    static final Text SOMEBODY = new Text("别的程序", "another program");
    static final Text PROCESS = new Text("{0}（进程 {1}）", "{0} (process {1})");
    static final Text READY = new Text(
            "网关已就绪：{0}  （Ctrl-C 停止；令牌：openclaw-cn gateway token show）",
            "The gateway is ready: {0}  (Ctrl-C stops it; its token: openclaw-cn gateway token show)");
    static final Text EXPOSED = new Text(
            "注意：网关在 {0} 上监听，同一网络的其他机器可以连接（凭{1}{2}）。运行 openclaw-cn security audit 检查。",
            "Note: the gateway listens on {0}, where other machines can reach it (by {1}{2}). Check with openclaw-cn security audit.");
    static final Text BY_TOKEN = new Text("令牌", "token");
    static final Text BY_PASSWORD = new Text("密码", "password");
    static final Text UNENCRYPTED = new Text("，未加密", ", not encrypted");
    static final Text NOTHING = new Text("", "");
    static final Text WEAK = new Text(
            "网关对其他机器开放，令牌却只有 {0} 个字符，容易被猜到。运行 openclaw-cn gateway token rotate",
            "The gateway is open to other machines, but its token has only {0} characters and can be guessed. Run openclaw-cn gateway token rotate");
    static final Text DRAINING = new Text("正在停止：还有 {0} 个回合在进行，最多再等 {1} 秒（再按一次 Ctrl-C 立即停止）", "Stopping: {0} turn(s) still run; waiting up to {1} s (Ctrl-C again stops at once)");
    static final Text STOPPED = new Text("网关已停止。", "The gateway has stopped.");

    private GatewayText() {}
}
