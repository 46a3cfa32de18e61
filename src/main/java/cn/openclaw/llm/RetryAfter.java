package cn.openclaw.llm;

import cn.openclaw.http.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * When a host says to come back: {@code retry-after-ms}, {@code Retry-After} (seconds or a date), the
 * {@code x-ratelimit-reset} family, else its sentence. Dates are compared with the host's own {@code Date} header, so a wrong
 * clock here does no harm.
 */
final class RetryAfter {
    /** Larger numbers are points in time (seconds since 1970), not waits. */
    private static final double EPOCH = 1e9;

    private RetryAfter() {}

    static Optional<Duration> of(HttpReply reply, String message) {
        return reply.header("retry-after-ms")
                .flatMap(value -> number(value).map(millis -> millis / 1000))
                .or(() -> reply.header("retry-after").flatMap(RetryAfter::number))
                .map(RetryAfter::seconds)
                .or(() -> reply.header("retry-after").flatMap(date -> until(date, reply)))
                .or(() -> ErrorWords.wait(message))
                .or(() -> reset(reply))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Duration> reset(HttpReply reply) {
        if (reply.status() != 429) {
            return Optional.empty();
        }
        for (String name : new String[] {"x-ratelimit-reset", "x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"}) {
            Optional<Duration> wait = reply.header(name).flatMap(value -> span(value, reply));
            if (wait.isPresent()) {
                return wait;
            }
        }
        return Optional.empty();
    }

    /** {@code 12}, {@code 1790000000}, {@code 20ms}, {@code 6m0s}, {@code 1h2m3.5s}. */
    private static Optional<Duration> span(String value, HttpReply reply) {
        Optional<Double> plain = number(value);
        if (plain.isPresent()) {
            return plain.get() < EPOCH
                    ? plain.map(RetryAfter::seconds)
                    : now(reply).map(now -> Duration.between(now, Instant.ofEpochSecond(plain.get().longValue())));
        }
        if (value.endsWith("ms") && value.indexOf('m') == value.length() - 2) {
            return number(value.substring(0, value.length() - 2)).map(millis -> seconds(millis / 1000));
        }
        try {
            return Optional.of(Duration.parse("PT" + value));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> until(String date, HttpReply reply) {
        Optional<Instant> then = instant(date);
        Optional<Instant> now = now(reply);
        return then.isPresent() && now.isPresent() ? Optional.of(Duration.between(now.get(), then.get())) : Optional.empty();
    }

    private static Optional<Instant> now(HttpReply reply) {
        return reply.header("date").flatMap(RetryAfter::instant);
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.of(ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(String value) {
        try {
            double number = Double.parseDouble(value.strip());
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
