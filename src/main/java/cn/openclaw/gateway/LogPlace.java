package cn.openclaw.gateway;

import cn.openclaw.log.LogSettings;
import java.nio.file.Path;
import java.time.LocalDate;

/** Where the gateway writes its log now: for whoever shows it. */
public final class LogPlace {
    private LogPlace() {}

    /** {@code logging.file}, else today's file in the state directory; it need not exist. */
    public static Path of(GatewayWorld world) {
        LocalDate today = LocalDate.ofInstant(world.agents().clock().instant(), world.agents().zone().get());
        return LogSettings.of(world.config(), world.agents().places()).current(today);
    }
}
