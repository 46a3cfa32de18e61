package cn.openclaw.gateway.method;

import cn.openclaw.protocol.GatewayException;

/** The refusal of whatever needs a channel. */
final class NoChannel {
    private NoChannel() {}

    static GatewayException of(String channel) {
        return GatewayException.invalid("channel \"" + channel + "\" is not available: this gateway has no channels");
    }

    static GatewayException nowhere() {
        return GatewayException.unavailable("nothing can be sent: this gateway has no channels");
    }
}
