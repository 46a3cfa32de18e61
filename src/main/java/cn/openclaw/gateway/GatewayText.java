package cn.openclaw.gateway;

import cn.openclaw.base.Text;

/** What this floor says. */
final class GatewayText {
    static final Text NO_AUTH = new Text(
            "网关没有令牌也没有密码，因此不启动。生成一个：openclaw-cn gateway token --new",
            "The gateway has neither a token nor a password, so it does not start. Make one: openclaw-cn gateway token --new");
    static final Text CANNOT_LISTEN = new Text(
            "不能在 {0}:{1} 上监听：{2}。看看谁占用了它：openclaw-cn gateway status --deep",
            "Cannot listen on {0}:{1}: {2}. See who has it: openclaw-cn gateway status --deep");

    private GatewayText() {}
}
