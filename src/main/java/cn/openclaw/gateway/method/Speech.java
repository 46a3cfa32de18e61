package cn.openclaw.gateway.method;

import cn.openclaw.protocol.GatewayException;

/** Speaking aloud: this release has nobody who does, and says so. */
final class Speech {
    private Speech() {}

    static GatewayException none() {
        return GatewayException.unavailable("text-to-speech is not available: this gateway has no speech provider");
    }
}
