package cn.openclaw.timer;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron expression that is nothing but numbers: lists, ranges, steps, names.
 *
 * @param values which it allows
 * @param any whether it began with a star, that is, says nothing
 */
record CronField(BitSet values, boolean any) {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** Which field it is: its number from 1 for people, and its range. */
    enum Kind {
        SECOND(0, 59),
        MINUTE(0, 59),
        HOUR(0, 23),
        DAY(1, 31),
        MONTH(1, 12),
        /** 0 and 7 are Sunday. */
        WEEKDAY(0, 7);

        private final int least;
        private final int most;

        Kind(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    /** A part that means nothing. */
    static final class Wrong extends Exception {
        private final int field;
        private final String part;

        Wrong(Kind kind, String part) {
            super(part);
            this.field = List.of(Kind.values()).indexOf(kind);
            this.part = part;
        }

        /** @param fields how many the expression has: without seconds the count begins at minutes */
        Text text(int fields) {
            Object[] arguments = {field + (fields == 6 ? 1 : 0), part};
            return new Text(TimerText.CRON_PART.in(Language.ZH, arguments), TimerText.CRON_PART.in(Language.EN, arguments));
        }
    }

    static CronField parse(Kind kind, String text) throws Wrong {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(kind, part, values);
        }
        if (kind == Kind.WEEKDAY && values.get(7)) {
            values.set(0);
            values.clear(7);
        }
        return new CronField(values, text.startsWith("*") || text.equals("?"));
    }

    private static void add(Kind kind, String part, BitSet values) throws Wrong {
        int slash = part.indexOf('/');
        int step = 1;
        if (slash >= 0) {
            step = whole(kind, part, part.substring(slash + 1));
            if (step < 1) {
                throw new Wrong(kind, part);
            }
        }
        String range = slash < 0 ? part : part.substring(0, slash);
        int from;
        int to;
        if (range.equals("*") || range.equals("?")) {
            from = kind.least;
            to = kind == Kind.WEEKDAY ? 6 : kind.most;
        } else {
            int dash = range.indexOf('-', 1);
            from = number(kind, part, dash < 0 ? range : range.substring(0, dash));
            to = dash >= 0 ? number(kind, part, range.substring(dash + 1)) : slash < 0 ? from : kind.most;
        }
        if (from <= to) {
            fill(values, from, to, step);
        } else if (kind == Kind.WEEKDAY) {
            // FRI-MON goes round the end of the week.
            fill(values, from, 6, step);
            fill(values, (7 - from) % step == 0 ? 0 : step - (7 - from) % step, to, step);
        } else {
            throw new Wrong(kind, part);
        }
    }

    private static void fill(BitSet values, int from, int to, int step) {
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    static int number(Kind kind, String part, String text) throws Wrong {
        String name = text.toUpperCase(Locale.ROOT);
        int named = kind == Kind.MONTH ? MONTHS.indexOf(name) + 1 : kind == Kind.WEEKDAY ? DAYS.indexOf(name) : -1;
        if (named > 0 || (named == 0 && kind == Kind.WEEKDAY)) {
            return named;
        }
        int number = whole(kind, part, text);
        if (number < kind.least || number > kind.most) {
            throw new Wrong(kind, part);
        }
        return number;
    }

    private static int whole(Kind kind, String part, String text) throws Wrong {
        boolean digits = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new Wrong(kind, part);
        }
        return Integer.parseInt(text);
    }
}
