package cn.openclaw.agent;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * When a conversation begins anew by itself: daily at four in the morning unless {@code session.reset} says otherwise, as in the
 * original. The old transcript stays.
 *
 * @param daily whether it is the hour that counts
 * @param hour the hour, 0 to 23
 * @param idle after how long without a word; zero for never
 */
public record Freshness(boolean daily, int hour, Duration idle) {
    private static final int DEFAULT_HOUR = 4;
    private static final long QUARTER = 900;

    public static Freshness of(ClawConfig config) {
        JsonNode reset = Json.at(config.tree(), "session", "resetByType", "dm");
        if (reset == null) {
            reset = Json.at(config.tree(), "session", "reset");
        }
        JsonNode older = Json.at(config.tree(), "session", "idleMinutes");
        if (reset == null) {
            long minutes = older == null ? 0 : older.asLong(0);
            return new Freshness(older == null, DEFAULT_HOUR, Duration.ofMinutes(minutes));
        }
        boolean daily = !"idle".equals(Json.text(reset, "mode"));
        JsonNode hour = reset.get("atHour");
        JsonNode minutes = reset.get("idleMinutes");
        return new Freshness(
                daily, hour == null ? DEFAULT_HOUR : hour.asInt(DEFAULT_HOUR), Duration.ofMinutes(minutes == null ? 0 : minutes.asLong(0)));
    }

    /** Whether a conversation that was last used then goes on now. */
    public boolean goesOn(Instant lastUsed, Instant now, Supplier<ZoneId> zone) {
        if (idle.isPositive() && lastUsed.plus(idle).isBefore(now)) {
            return false;
        }
        // No reset lies within one quarter of an hour, in any zone; looking the zone up costs a short command milliseconds.
        boolean sameQuarter = lastUsed.getEpochSecond() / QUARTER == now.getEpochSecond() / QUARTER;
        return !daily || sameQuarter || !lastReset(now, zone.get()).isAfter(lastUsed);
    }

    private Instant lastReset(Instant now, ZoneId zone) {
        ZonedDateTime here = now.atZone(zone);
        ZonedDateTime today = here.toLocalDate().atTime(hour, 0).atZone(zone);
        return (today.isAfter(here) ? today.minusDays(1) : today).toInstant();
    }
}
