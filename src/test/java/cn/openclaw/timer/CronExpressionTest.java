package cn.openclaw.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CronExpressionTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> next(String expression, String after, ZoneId zone, int count) {
        CronExpression cron = CronExpression.parse(expression);
        Instant at = LocalDateTime.parse(after).atZone(zone).toInstant();
        List<String> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            at = cron.next(at, zone).orElseThrow();
            times.add(at.atZone(zone).toLocalDateTime().toString());
        }
        return times;
    }

    @Test
    void fiveFieldsNamesListsRangesAndSteps() {
        assertThat(next("0 9 * * 1-5", "2026-11-20T10:00", SHANGHAI, 2)).containsExactly("2026-11-23T09:00", "2026-11-24T09:00");
        assertThat(next("*/15 8-9 * * *", "2026-11-20T08:40", SHANGHAI, 4))
                .containsExactly("2026-11-20T08:45", "2026-11-20T09:00", "2026-11-20T09:15", "2026-11-20T09:30");
        assertThat(next("30 6 1 JAN,jul *", "2026-11-20T08:40", SHANGHAI, 2)).containsExactly("2027-01-01T06:30", "2027-07-01T06:30");
        assertThat(next("0 0 * * SUN", "2026-11-20T08:40", SHANGHAI, 1)).isEqualTo(next("0 0 * * 7", "2026-11-20T08:40", SHANGHAI, 1));
        assertThat(next("0 0 * * FRI-MON", "2026-11-19T08:40", SHANGHAI, 4))
                .containsExactly("2026-11-20T00:00", "2026-11-21T00:00", "2026-11-22T00:00", "2026-11-23T00:00");
    }

    @Test
    void sixFieldsBeginWithSeconds() {
        assertThat(next("*/20 0 9 * * *", "2026-11-20T10:00", SHANGHAI, 4))
                .containsExactly("2026-11-21T09:00", "2026-11-21T09:00:20", "2026-11-21T09:00:40", "2026-11-22T09:00");
    }

    @Test
    void aDayOfTheMonthOrOneOfTheWeekIsEnoughWhereBothAreNamed() {
        assertThat(next("0 12 13 * 5", "2026-11-20T13:00", SHANGHAI, 3))
                .containsExactly("2026-11-27T12:00", "2026-12-04T12:00", "2026-12-11T12:00");
    }

    @Test
    void lastDaysWorkingDaysAndCountedDays() {
        assertThat(next("0 0 L 2 *", "2026-11-20T13:00", SHANGHAI, 2)).containsExactly("2027-02-28T00:00", "2028-02-29T00:00");
        assertThat(next("0 0 15W 8 *", "2026-01-01T00:00", SHANGHAI, 1)).containsExactly("2026-08-14T00:00");
        assertThat(next("0 0 * * 5L", "2026-11-01T00:00", SHANGHAI, 1)).containsExactly("2026-11-27T00:00");
        assertThat(next("0 0 * * FRI#2", "2026-11-01T00:00", SHANGHAI, 1)).containsExactly("2026-11-13T00:00");
    }

    @Test
    void namesForWholeExpressions() {
        assertThat(next("@daily", "2026-11-20T13:00", SHANGHAI, 1)).containsExactly("2026-11-21T00:00");
        assertThat(next("@hourly", "2026-11-20T13:10", SHANGHAI, 1)).containsExactly("2026-11-20T14:00");
    }

    @Test
    void aTimeThatClocksLeaveOutIsTakenAtTheChange() {
        assertThat(next("30 2 * * *", "2026-03-28T12:00", BERLIN, 2)).containsExactly("2026-03-29T03:00", "2026-03-30T02:30");
    }

    @Test
    void aTimeThatComesTwiceIsTakenOnceUnlessItIsMeantToGoOn() {
        CronExpression once = CronExpression.parse("30 2 * * *");
        Instant first = once.next(ZonedDateTime.of(2026, 10, 24, 12, 0, 0, 0, BERLIN).toInstant(), BERLIN).orElseThrow();
        assertThat(first).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(once.next(first, BERLIN)).contains(Instant.parse("2026-10-26T01:30:00Z"));
        CronExpression always = CronExpression.parse("*/30 * * * *");
        List<Instant> times = new ArrayList<>();
        Instant at = Instant.parse("2026-10-25T00:00:00Z");
        for (int i = 0; i < 6; i++) {
            at = always.next(at, BERLIN).orElseThrow();
            times.add(at);
        }
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isEqualTo(Duration.ofMinutes(30));
        }
    }

    @Test
    void nonsenseIsNamedInBothLanguages() {
        for (String wrong : List.of("", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "*/0 * * * *", "a * * * *", "5-1 * * * *", "0 0 30 2 *", "* * * * * * *", "0 0 * * 1#6")) {
            assertThatThrownBy(() -> CronExpression.parse(wrong)).as(wrong).isInstanceOf(TimerException.class).satisfies(failure -> {
                assertThat(((TimerException) failure).in(Language.ZH)).contains("cron 表达式");
                assertThat(((TimerException) failure).in(Language.EN)).contains("cron expression");
            });
        }
    }

    /** Minute by minute: the first minute that fits is the one that is named, in any zone. */
    @Test
    void theNextTimeIsTheFirstThatFits() {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            int minute = random.nextInt(60);
            int hour = random.nextInt(24);
            String days = random.nextBoolean() ? "*" : String.valueOf(1 + random.nextInt(28));
            String expression = minute + " " + (random.nextInt(3) == 0 ? "*" : String.valueOf(hour)) + " " + days + " * *";
            ZoneId zone = List.of(SHANGHAI, ZoneId.of("UTC"), ZoneId.of("Asia/Kathmandu")).get(random.nextInt(3));
            Instant after = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000));
            Optional<Instant> found = CronExpression.parse(expression).next(after, zone);
            Instant at = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1).toInstant();
            while (!fits(expression.split(" "), at.atZone(zone))) {
                at = at.plusSeconds(60);
            }
            assertThat(found).as(expression + " after " + after + " in " + zone).contains(at);
        }
    }

    private static boolean fits(String[] fields, ZonedDateTime time) {
        return is(fields[0], time.getMinute()) && is(fields[1], time.getHour()) && is(fields[2], time.getDayOfMonth());
    }

    private static boolean is(String field, int value) {
        return field.equals("*") || Integer.parseInt(field) == value;
    }
}
