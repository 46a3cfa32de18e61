package cn.openclaw.timer;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The days of a cron expression: its fields for the day of the month and of the week, with {@code L} (the last), {@code 15W} (the
 * working day nearest to the 15th), {@code 5L} (the last Friday) and {@code FRI#2} (the second one). Where both fields say something, a
 * day that fits one of them is enough, as cron has it.
 */
final class CronDays {
    private final Predicate<LocalDate> days;

    private CronDays(Predicate<LocalDate> days) {
        this.days = days;
    }

    static CronDays parse(String month, String week) throws CronField.Wrong {
        List<Predicate<LocalDate>> inMonth = parts(CronField.Kind.DAY, month);
        List<Predicate<LocalDate>> inWeek = parts(CronField.Kind.WEEKDAY, week);
        boolean anyMonth = month.startsWith("*") || month.equals("?");
        boolean anyWeek = week.startsWith("*") || week.equals("?");
        Predicate<LocalDate> fitsMonth = date -> inMonth.stream().anyMatch(part -> part.test(date));
        Predicate<LocalDate> fitsWeek = date -> inWeek.stream().anyMatch(part -> part.test(date));
        // A star with a step (*/2) still leaves days out, so it must hold beside the other field.
        return new CronDays(anyMonth || anyWeek ? fitsMonth.and(fitsWeek) : fitsMonth.or(fitsWeek));
    }

    boolean fit(LocalDate date) {
        return days.test(date);
    }

    private static List<Predicate<LocalDate>> parts(CronField.Kind kind, String field) throws CronField.Wrong {
        List<Predicate<LocalDate>> parts = new ArrayList<>();
        for (String part : field.split(",", -1)) {
            parts.add(kind == CronField.Kind.DAY ? dayOfMonth(part) : dayOfWeek(part));
        }
        return parts;
    }

    private static Predicate<LocalDate> dayOfMonth(String written) throws CronField.Wrong {
        String part = written.toUpperCase(Locale.ROOT);
        if (part.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (part.equals("LW")) {
            return date -> date.equals(nearestWorkingDay(date, date.lengthOfMonth()));
        }
        if (part.length() > 1 && part.endsWith("W")) {
            int day = CronField.number(CronField.Kind.DAY, written, part.substring(0, part.length() - 1));
            return date -> day <= date.lengthOfMonth() && date.equals(nearestWorkingDay(date, day));
        }
        CronField field = CronField.parse(CronField.Kind.DAY, written);
        return date -> field.values().get(date.getDayOfMonth());
    }

    /** Never leaves the month. */
    private static LocalDate nearestWorkingDay(LocalDate month, int day) {
        LocalDate wish = month.withDayOfMonth(day);
        if (wish.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return day > 1 ? wish.minusDays(1) : wish.plusDays(2);
        }
        if (wish.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return day < wish.lengthOfMonth() ? wish.plusDays(1) : wish.minusDays(2);
        }
        return wish;
    }

    private static Predicate<LocalDate> dayOfWeek(String written) throws CronField.Wrong {
        String part = written.toUpperCase(Locale.ROOT);
        int hash = part.indexOf('#');
        if (hash > 0) {
            int day = weekday(written, part.substring(0, hash));
            String order = part.substring(hash + 1);
            if (order.equals("L")) {
                return date -> isLast(date, day);
            }
            int nth = CronField.number(CronField.Kind.DAY, written, order);
            if (nth > 5) {
                throw new CronField.Wrong(CronField.Kind.WEEKDAY, written);
            }
            return date -> number(date) == day && (date.getDayOfMonth() - 1) / 7 + 1 == nth;
        }
        if (part.length() > 1 && part.endsWith("L")) {
            int day = weekday(written, part.substring(0, part.length() - 1));
            return date -> isLast(date, day);
        }
        CronField field = CronField.parse(CronField.Kind.WEEKDAY, part.equals("L") ? "6" : written);
        return date -> field.values().get(number(date));
    }

    private static int weekday(String written, String text) throws CronField.Wrong {
        return CronField.number(CronField.Kind.WEEKDAY, written, text) % 7;
    }

    private static boolean isLast(LocalDate date, int day) {
        return number(date) == day && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    }

    /** 0 is Sunday. */
    private static int number(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7;
    }
}
