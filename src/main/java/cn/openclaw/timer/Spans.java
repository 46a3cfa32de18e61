package cn.openclaw.timer;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A length of time as the configuration writes it: {@code 30m}, {@code 1h30m}, {@code 90s}, {@code 500ms}; a bare number is minutes. */
public final class Spans {
    private Spans() {}

    /** Reads one; empty if it means nothing. */
    public static Optional<Duration> parse(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int digits = end(text, at, true);
            int unit = end(text, digits, false);
            if (digits == at || digits - at > 15) {
                return Optional.empty();
            }
            long millis = millis(text.substring(digits, unit));
            if (millis == 0) {
                return Optional.empty();
            }
            sum = sum.plusMillis(Math.round(Double.parseDouble(text.substring(at, digits)) * millis));
            at = unit;
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(sum);
    }

    private static int end(String text, int from, boolean number) {
        int at = from;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.') == number) {
            at++;
        }
        return at;
    }

    private static long millis(String unit) {
        return switch (unit.strip()) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "", "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }
}
