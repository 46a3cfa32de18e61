package cn.openclaw.gateway;

import com.google.auto.service.AutoService;

/** Agents look round by themselves from the moment the gateway listens. */
@AutoService(Background.class)
public final class HeartbeatTask implements Background {
    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public void start(GatewayWorld world) {
        Heartbeats.of(world).start();
    }
}
