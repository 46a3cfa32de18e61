package cn.openclaw.gateway.server;

import cn.openclaw.base.Text;

/** What this floor says. */
final class GatewayText {
    static final Text NO_AUTH = new Text(
            "网关没有令牌也没有密码，因此不启动。生成一个：openclaw-cn gateway token --new",
            "The gateway has neither a token nor a password, so it does not start. Make one: openclaw-cn gateway token --new");
    static final Text CANNOT_LISTEN = new Text(
            "不能在 {0}:{1} 上监听：{2}。看看谁占用了它：openclaw-cn gateway status --deep",
            "Cannot listen on {0}:{1}: {2}. See who has it: openclaw-cn gateway status --deep");

    static final Text TLS = new Text(
            "gateway.tls 已启用，但证书不能用（{0}）：{1}。检查 gateway.tls.certPath 和 gateway.tls.keyPath（私钥须为 PKCS#8 PEM）",
            "gateway.tls is on, but its certificate cannot be used ({0}): {1}. Check gateway.tls.certPath and gateway.tls.keyPath (the key must be PKCS#8 PEM)");

    private GatewayText() {}
}
