package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What is said of services. */
final class ServiceText {
    static final Text NO_SYSTEMD = new Text(
            "这里没有 systemd 的用户服务（{0}）。可在前台运行 openclaw-cn gateway run，或交给容器、supervisor 等来运行它。",
            "There are no systemd user services here ({0}). Run openclaw-cn gateway run in the foreground, or have a container or supervisor run it.");
    static final Text NO_LAUNCHD = new Text(
            "launchctl 不可用（{0}）。请在图形界面登录后再试，或在前台运行 openclaw-cn gateway run。",
            "launchctl cannot be used ({0}). Try again from a graphical login, or run openclaw-cn gateway run in the foreground.");
    static final Text NO_TASKS = new Text(
            "schtasks 不可用（{0}）。请在前台运行 openclaw-cn gateway run。",
            "schtasks cannot be used ({0}). Run openclaw-cn gateway run in the foreground.");
    static final Text SAYS = new Text("{0} 说：{1}", "{0} says: {1}");
    static final Text NOT_WRITTEN = new Text("写不了 {0}（{1}）。检查权限。", "{0} cannot be written ({1}). Check permissions.");
    static final Text NO_LAUNCHER = new Text(
            "不知道启动程序在哪里：请用 ./openclaw-cn gateway install 来安装服务。",
            "The launcher is not known: install the service with ./openclaw-cn gateway install.");
    static final Text NOT_INSTALLED = new Text(
            "还没有安装服务。运行 openclaw-cn gateway install 安装，或 openclaw-cn gateway run 在前台运行。",
            "No service is installed. Run openclaw-cn gateway install, or openclaw-cn gateway run in the foreground.");
    static final Text INSTALLED_ALREADY = new Text(
            "服务 {0} 已安装，内容相同。要重装：openclaw-cn gateway install --force", "The service {0} is installed already, just so. To do it again: openclaw-cn gateway install --force");
    static final Text INSTALLED = new Text("已安装服务 {0}，并已启动：{1}", "The service {0} is installed and started: {1}");
    static final Text LINGER = new Text(
            "退出登录后它会停。要让它一直运行：loginctl enable-linger", "It stops when you log out. To keep it running: loginctl enable-linger");
    static final Text UNINSTALLED = new Text("已卸下服务 {0}。", "The service {0} is removed.");
    static final Text UNINSTALL_NOTHING = new Text("没有安装服务，不用卸下。", "No service is installed; there is nothing to remove.");
    static final Text RUNS_BESIDE = new Text(
            "已有网关在运行（进程 {0}），它不是服务。要让服务接手：openclaw-cn gateway stop && openclaw-cn gateway start",
            "A gateway runs already (process {0}), and not as the service. To let the service take over: openclaw-cn gateway stop && openclaw-cn gateway start");
    static final Text STARTED = new Text("已启动。", "Started.");
    static final Text STOPPED = new Text("已停止。", "Stopped.");
    static final Text WAITS = new Text("正在等进程 {0} 做完手上的回合…", "Waiting for process {0} to end what it is doing …");
    static final Text STOP_SLOW = new Text(
            "已要求进程 {0} 停止，但 {1} 秒后它还在。再运行一次 openclaw-cn gateway stop 会让它立即停下。",
            "Process {0} was asked to stop and is still there after {1} s. Run openclaw-cn gateway stop again to have it stop at once.");
    static final Text STOP_NOTHING = new Text("没有网关在运行。", "No gateway is running.");
    static final Text RESTARTED = new Text("已重启（进程 {0}，{1} 毫秒）；进行中的回合没有被打断。", "Restarted (process {0}, {1} ms); no running turn was broken off.");
    static final Text RESTART_SLOW = new Text(
            "已要求重启，但 {0} 秒内还没有完成：可能在等进行中的回合。用 openclaw-cn gateway status 查看。",
            "A restart was asked for but is not done after {0} s: it may wait for running turns. See openclaw-cn gateway status.");
    static final Text NOT_SIGNALLED = new Text("进程 {0} 不接受信号。", "The process {0} takes no signal.");
    static final Text FORCE = new Text("即使已安装也重装", "install again even if it is there");
    static final Text PORT = new Text("端口；缺省为配置里的", "its port; default: the configuration's");
    static final Text RUNTIME = new Text("为兼容原版而接受；总是用 Java", "taken for the original's sake; it is always Java");
    static final Text TOKEN = new Text("写进状态目录的令牌（不写进服务文件）", "a token to keep in the state directory (never in the service's file)");
    static final Text RUNNING = new Text("运行中", "running");
    static final Text STOPPED_STATE = new Text("已停止", "stopped");
    static final Text UNKNOWN = new Text("未知", "unknown");
    static final Text NONE = new Text("没有安装", "not installed");
    static final Text OUTDATED = new Text("服务运行的不是这个程序：{0}。运行 openclaw-cn gateway install --force", "the service does not run this program: {0}. Run openclaw-cn gateway install --force");

    private ServiceText() {}
}
