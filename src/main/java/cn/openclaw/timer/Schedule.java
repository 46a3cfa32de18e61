package cn.openclaw.timer;

import cn.openclaw.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** When a job is due. Its form in JSON is the original's, of all its releases. */
public sealed interface Schedule {
    /** Once. */
    record At(Instant time) implements Schedule {}

    /** Milliseconds of a hundred years. */
    long CENTURY_MS = 3_155_760_000_000L;

    /** Again and again, counted from a moment; the job's beginning if it names none. */
    record Every(Duration period, Instant anchor) implements Schedule {}

    /** By the clocks of a zone. */
    record Cron(CronExpression expression, ZoneId zone) implements Schedule {}

    /** The first time after a moment; empty if there is none any more. */
    default Optional<Instant> next(Instant after) {
        return switch (this) {
            case At(Instant time) -> time.isAfter(after) ? Optional.of(time) : Optional.empty();
            case Every(Duration period, Instant anchor) -> Optional.of(every(period, anchor, after));
            case Cron(CronExpression expression, ZoneId zone) -> expression.next(after, zone);
        };
    }

    private static Instant every(Duration period, Instant anchor, Instant after) {
        if (anchor.isAfter(after)) {
            return anchor;
        }
        long passed = (after.toEpochMilli() - anchor.toEpochMilli()) / period.toMillis();
        return anchor.plusMillis((passed + 1) * period.toMillis());
    }

    /**
     * Reads {@code {kind: "at", at | atMs}}, {@code {kind: "every", everyMs, anchorMs?}} or {@code {kind: "cron", expr, tz?}}.
     *
     * @param begin where a period without an anchor is counted from
     * @param zone the person's, for what names none
     * @throws TimerException if it is none of them
     */
    static Schedule read(@Nullable JsonNode tree, Instant begin, Supplier<ZoneId> zone) {
        if (tree == null) {
            throw TimerException.wrong(TimerText.NO_SCHEDULE);
        }
        String kind = Json.text(tree, "kind");
        return switch (kind == null ? "" : kind) {
            case "at" -> new At(at(tree, zone));
            case "every" -> new Every(period(tree.get("everyMs")), anchor(tree.get("anchorMs")).orElse(begin));
            case "cron" -> new Cron(CronExpression.parse(Optional.ofNullable(Json.text(tree, "expr")).orElse("")), zone(tree, zone));
            default -> throw TimerException.wrong(TimerText.NO_SCHEDULE);
        };
    }

    private static Instant at(JsonNode tree, Supplier<ZoneId> zone) {
        JsonNode millis = tree.get("atMs");
        if (millis != null && millis.isIntegralNumber()) {
            return moment(millis);
        }
        String text = Json.text(tree, "at");
        if (text != null) {
            try {
                return OffsetDateTime.parse(text.strip()).toInstant();
            } catch (DateTimeParseException e) {
                return local(text.strip(), zone);
            }
        }
        throw TimerException.wrong(TimerText.BAD_AT);
    }

    /** Without an offset it is the person's own time. */
    private static Instant local(String text, Supplier<ZoneId> zone) {
        try {
            return LocalDateTime.parse(text.indexOf('T') < 0 ? text + "T00:00" : text).atZone(zone.get()).toInstant();
        } catch (DateTimeParseException e) {
            throw TimerException.wrong(TimerText.BAD_AT);
        }
    }

    private static Duration period(@Nullable JsonNode millis) {
        if (millis == null || !millis.isIntegralNumber() || millis.asLong(0) < 1 || millis.asLong(0) > CENTURY_MS) {
            throw TimerException.wrong(TimerText.BAD_EVERY);
        }
        return Duration.ofMillis(millis.asLong(0));
    }

    /** Further away than this it can only be a mistake, and reckoning with it would run over. */
    private static Instant moment(JsonNode millis) {
        return Instant.ofEpochMilli(Math.clamp(millis.asLong(0), -CENTURY_MS, 2 * CENTURY_MS));
    }

    private static Optional<Instant> anchor(@Nullable JsonNode millis) {
        return millis != null && millis.isIntegralNumber() ? Optional.of(moment(millis)) : Optional.empty();
    }

    private static ZoneId zone(JsonNode tree, Supplier<ZoneId> zone) {
        String name = Json.text(tree, "tz");
        if (name == null || name.isBlank()) {
            return zone.get();
        }
        try {
            return ZoneId.of(name.strip());
        } catch (java.time.DateTimeException e) {
            throw TimerException.wrong(TimerText.BAD_ZONE, name);
        }
    }
}
