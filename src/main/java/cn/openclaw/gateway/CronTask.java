package cn.openclaw.gateway;

import com.google.auto.service.AutoService;

/** Jobs are done by the clock from the moment the gateway listens. */
@AutoService(Background.class)
public final class CronTask implements Background {
    @Override
    public String name() {
        return "cron";
    }

    @Override
    public void start(GatewayWorld world) {
        CronJobs.of(world).start();
    }
}
