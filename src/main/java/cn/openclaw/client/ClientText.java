package cn.openclaw.client;

import cn.openclaw.base.Text;

/** What this floor says. */
final class ClientText {
    static final Text UNREACHABLE = new Text(
            "连不上网关 {0}（{1}）。运行 openclaw-cn gateway run 启动它，或 openclaw-cn gateway status 查看原因。",
            "The gateway at {0} cannot be reached ({1}). Start it with openclaw-cn gateway run, or see openclaw-cn gateway status.");
    static final Text UNAUTHORIZED = new Text(
            "网关 {0} 不接受这份凭据（来自 {1}）：{2}。运行 openclaw-cn gateway status 查看双方各用哪一份。",
            "The gateway at {0} does not accept this credential (from {1}): {2}. openclaw-cn gateway status shows which one each side uses.");
    static final Text NO_SECRET = new Text(
            "网关 {0} 要凭据，而这里没有：它用的是另一个状态目录，或属于别人。要连它，请用 --url 与 --token；要另开一个，换 gateway.port 后运行 openclaw-cn gateway run。",
            "The gateway at {0} wants a credential, and there is none here: it is of another state folder, or somebody else's. To reach it use --url and --token; for one of your own change gateway.port and run openclaw-cn gateway run.");
    static final Text NOT_PAIRED = new Text(
            "网关 {0} 还不认识这台设备：{1}。在网关那台机器上运行 openclaw-cn devices approve {2}",
            "The gateway at {0} does not know this device yet: {1}. On the gateway's machine run openclaw-cn devices approve {2}");
    static final Text PROTOCOL = new Text(
            "网关 {0} 说的是另一版协议：{1}。请把两边更新到同一版本。",
            "The gateway at {0} speaks another version of the protocol: {1}. Update both sides to the same one.");
    static final Text REFUSED = new Text("网关 {0} 拒绝了连接：{1}", "The gateway at {0} refused the connection: {1}");
    static final Text LOST = new Text("与网关 {0} 的连接断了（{1} {2}）", "The connection to the gateway at {0} was lost ({1} {2})");
    static final Text NO_ANSWER = new Text(
            "网关没有在 {1} 秒内回答 {0}。可用 --timeout 等久一些。", "The gateway did not answer {0} within {1} s. --timeout waits longer.");
    static final Text URL_WITHOUT_SECRET = new Text(
            "用了 --url 就要同时给 --token 或 --password：配置里的凭据不会发给别的网关。",
            "With --url, give --token or --password too: the configured credential is not sent to another gateway.");
    static final Text BAD_URL = new Text("{0} 不是网关地址，应形如 ws://127.0.0.1:18789", "{0} is no gateway address; it looks like ws://127.0.0.1:18789");
    static final Text PLAIN_REMOTE = new Text(
            "{0} 不加密，又不在本机：令牌会被看到。请用 wss:// 地址，或经 SSH 隧道连接本机地址。",
            "{0} is not encrypted and not on this machine: the token could be read on the way. Use a wss:// address, or an SSH tunnel to a local one.");
    static final Text NO_REMOTE_URL = new Text(
            "gateway.mode 是 remote，却没有 gateway.remote.url。运行 openclaw-cn config set gateway.remote.url wss://…",
            "gateway.mode is remote, but there is no gateway.remote.url. Run openclaw-cn config set gateway.remote.url wss://…");

    private ClientText() {}
}
