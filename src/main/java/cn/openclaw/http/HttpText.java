package cn.openclaw.http;

import cn.openclaw.base.Text;

/** What this floor says. */
final class HttpText {
    static final Text UNKNOWN_HOST =
            new Text("找不到主机 {0}：请检查网址拼写与 DNS", "the host {0} is not known: check its spelling and your DNS");
    static final Text CONNECT = new Text(
            "连不上 {0}：没有程序在那里监听，或连接被拒绝", "cannot connect to {0}: nothing listens there, or the connection was refused");
    static final Text TLS = new Text("与 {0} 的 TLS 握手失败：{1}", "the TLS handshake with {0} failed: {1}");
    static final Text CONNECT_LIMIT = new Text(
            "连接 {0} 超过 {1} 秒（connect 时限）", "connecting to {0} took longer than {1} s (the connect limit)");
    static final Text FIRST_BYTE_LIMIT = new Text(
            "{0} 在 {1} 秒内没有开始回答（first byte 时限）",
            "{0} did not begin to answer within {1} s (the first-byte limit)");
    static final Text STALL_LIMIT = new Text(
            "{0} 的回答中断了 {1} 秒（stall 时限）", "the answer of {0} stood still for {1} s (the stall limit)");
    static final Text TOTAL_LIMIT =
            new Text("{0} 的整个请求超过 {1} 秒（total 时限）", "the exchange with {0} took longer than {1} s (the total limit)");
    static final Text BROKEN = new Text("与 {0} 的连接中断：{1}", "the connection to {0} broke off: {1}");
    static final Text NO_SOCKET = new Text(
            "{0} 没有同意建立 WebSocket 连接（HTTP {1}）", "{0} did not agree to a WebSocket (HTTP {1})");
    static final Text SOCKET_CLOSED = new Text("WebSocket 连接已关闭", "the WebSocket is closed");
    static final Text LINE_TOO_LONG =
            new Text("回答中有一行超过 {0} 字节，已停止读取", "the answer holds a line of more than {0} bytes; reading stopped");
    static final Text BAD_URI = new Text("{0} 不是可以请求的网址", "{0} is not an address that can be asked");
    static final Text BAD_HEADER = new Text(
            "请求头 {0} 的值含有不能发送的字符（换行、中文或控制字符）；密钥请重新复制",
            "the value of the header {0} holds a character that cannot be sent (line break, non-Latin letter, control"
                    + " character); if it is a key, copy it again");
    static final Text PROXY_UNREACHABLE =
            new Text("连不上代理 {0}（来自 {1}）", "cannot connect to the proxy {0} (from {1})");
    static final Text PROXY_REFUSED =
            new Text("代理 {0}（来自 {1}）拒绝了请求：{2}", "the proxy {0} (from {1}) refused: {2}");
    static final Text PROXY_SCHEME = new Text(
            "{0} 里的代理类型 {1} 不受支持：请改用 http:// 代理（可为 {0} 设置，或用 NO_PROXY 排除主机）",
            "the proxy scheme {1} in {0} is not supported: use an http:// proxy in {0}, or exclude the host with NO_PROXY");
    static final Text PROXY_UNREADABLE = new Text(
            "{0} 不是有效的代理地址，应形如 http://127.0.0.1:7890", "{0} is no valid proxy address; it should look like http://127.0.0.1:7890");

    static final Text BAD_ADDRESS = new Text("不能访问网址 {0}：{1}", "cannot fetch {0}: {1}");
    static final Text NOT_PUBLIC = new Text(
            "拒绝访问 {0}：它指向{1}（只能访问公网；确需访问请设置 tools.web.fetch.allowAddresses）",
            "refused to fetch {0}: it leads to {1}. Only the public internet can be reached; the user may allow more with"
                    + " tools.web.fetch.allowAddresses");

    private HttpText() {}
}
