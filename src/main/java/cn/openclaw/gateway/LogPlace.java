package cn.openclaw.gateway;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** Where the gateway writes its log: for whoever writes it and for whoever shows it. Each state directory has its own, 0600. */
public final class LogPlace {
    private LogPlace() {}

    /** {@code logging.file}, else {@code <state>/logs/openclaw-<day>.log}. */
    public static Path of(Places places, ConfigSnapshot snapshot, LocalDate day) {
        return Optional.ofNullable(Json.text(snapshot.config().tree(), "logging", "file"))
                .filter(text -> !text.isBlank())
                .map(places::expand)
                .orElseGet(() -> places.stateDir().resolve("logs").resolve("openclaw-" + day + ".log"));
    }

    /** Of a gateway, today. */
    public static Path of(GatewayWorld world) {
        LocalDate today = LocalDate.ofInstant(world.agents().clock().instant(), world.agents().zone().get());
        return of(world.agents().places(), world.config(), today);
    }
}
