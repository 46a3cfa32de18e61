package cn.openclaw.timer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time that comes again: {@code minute hour day month weekday}, perhaps with seconds before them, or a name such as {@code @daily}.
 *
 * <p>When clocks change: a time that is left out is taken at the moment of the change; a time that comes twice is taken once, unless
 * the expression names no hour, for then it is meant to go on all the time.
 */
public final class CronExpression {
    private static final Map<String, String> NAMES = Map.of(
            "@yearly", "0 0 1 1 *", "@annually", "0 0 1 1 *", "@monthly", "0 0 1 * *", "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *", "@midnight", "0 0 * * *", "@hourly", "0 * * * *");
    /** 29 February comes after eight years at the latest. */
    private static final int YEARS = 9;

    private final CronField seconds;
    private final CronField minutes;
    private final CronField hours;
    private final CronDays days;
    private final CronField months;

    private CronExpression(CronField seconds, CronField minutes, CronField hours, CronDays days, CronField months) {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
        this.days = days;
        this.months = months;
    }

    /**
     * Reads one.
     *
     * @throws TimerException if it means nothing, or a time that never comes
     */
    public static CronExpression parse(String text) {
        String plain = NAMES.getOrDefault(text.strip().toLowerCase(java.util.Locale.ROOT), text.strip());
        String[] fields = plain.split("\\s+");
        if (fields.length != 5 && fields.length != 6) {
            throw TimerException.wrong(TimerText.BAD_CRON, text, TimerText.CRON_FIELDS);
        }
        int first = fields.length - 5;
        try {
            CronExpression made = new CronExpression(
                    CronField.parse(CronField.Kind.SECOND, first == 0 ? "0" : fields[0]),
                    CronField.parse(CronField.Kind.MINUTE, fields[first]),
                    CronField.parse(CronField.Kind.HOUR, fields[first + 1]),
                    CronDays.parse(fields[first + 2], fields[first + 4]),
                    CronField.parse(CronField.Kind.MONTH, fields[first + 3]));
            if (made.nextLocal(LocalDateTime.of(2023, 1, 1, 0, 0)) == null) {
                throw TimerException.wrong(TimerText.BAD_CRON, text, TimerText.CRON_NEVER);
            }
            return made;
        } catch (CronField.Wrong e) {
            throw TimerException.wrong(TimerText.BAD_CRON, text, e.text(fields.length));
        }
    }

    /** The first moment after one that fits, by the clocks of a zone; empty if there is none within nine years. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        LocalDateTime from = after.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant found = null;
        while (found == null) {
            LocalDateTime local = nextLocal(from);
            if (local == null) {
                break;
            }
            found = moment(local, after, rules);
            from = local.plusSeconds(1);
        }
        Instant again = hours.any() ? secondTime(after, found, rules) : null;
        return Optional.ofNullable(again == null ? found : again);
    }

    /** When a wall clock shows this; null if that is not after {@code after}. */
    private @Nullable Instant moment(LocalDateTime local, Instant after, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            Instant change = rules.getTransition(local).getInstant();
            return change.isAfter(after) ? change : null;
        }
        Instant first = local.toInstant(offsets.getFirst());
        if (first.isAfter(after)) {
            return first;
        }
        Instant last = local.toInstant(offsets.getLast());
        return hours.any() && last.isAfter(after) ? last : null;
    }

    /** Clocks are set back between {@code after} and what was found: the hour that comes again holds earlier moments. */
    private @Nullable Instant secondTime(Instant after, @Nullable Instant found, ZoneRules rules) {
        ZoneOffsetTransition change = rules.nextTransition(after);
        if (change == null || !change.isOverlap() || (found != null && !change.getInstant().isBefore(found))) {
            return null;
        }
        LocalDateTime local = nextLocal(change.getDateTimeAfter());
        Instant moment = local == null ? null : local.toInstant(change.getOffsetAfter());
        return moment != null && (found == null || moment.isBefore(found)) ? moment : null;
    }

    /** The first wall clock time that fits, this one or a later one. */
    private @Nullable LocalDateTime nextLocal(LocalDateTime from) {
        int lastYear = from.getYear() + YEARS;
        LocalDateTime at = from;
        while (at.getYear() <= lastYear) {
            if (!months.values().get(at.getMonthValue())) {
                at = at.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay();
            } else if (!days.fit(at.toLocalDate())) {
                at = at.toLocalDate().plusDays(1).atStartOfDay();
            } else {
                LocalDateTime today = timeOfDay(at);
                if (today != null) {
                    return today;
                }
                at = at.toLocalDate().plusDays(1).atStartOfDay();
            }
        }
        return null;
    }

    /** The first time of that day that fits, this one or a later one; null if the day has none left. */
    private @Nullable LocalDateTime timeOfDay(LocalDateTime from) {
        LocalDateTime at = from;
        for (int hour = hours.values().nextSetBit(at.getHour()); hour >= 0; hour = hours.values().nextSetBit(hour + 1)) {
            at = hour > at.getHour() ? at.toLocalDate().atTime(hour, 0) : at;
            for (int minute = minutes.values().nextSetBit(at.getMinute());
                    minute >= 0;
                    minute = minutes.values().nextSetBit(minute + 1)) {
                at = minute > at.getMinute() ? at.toLocalDate().atTime(hour, minute) : at;
                int second = seconds.values().nextSetBit(at.getSecond());
                if (second >= 0) {
                    return at.withSecond(second);
                }
                at = at.withSecond(0);
            }
            at = at.toLocalDate().atTime(hour, 0);
        }
        return null;
    }
}
