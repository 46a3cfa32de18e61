package cn.openclaw.http;

import cn.openclaw.base.Text;
import cn.openclaw.http.HttpException.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The four patiences of one exchange, counted down. The waiting thread owns it; only {@link #stands} comes from others. */
final class Waiting {
    private final HttpLimits limits;
    private final String place;
    private final long begun = System.nanoTime();
    private final CountDownLatch standing = new CountDownLatch(1);
    private long sent = begun;
    private Duration stall;

    Waiting(HttpLimits limits, String place) {
        this.limits = limits;
        this.place = place;
        this.stall = limits.stall();
    }

    String place() {
        return place;
    }

    /** The connection stands, or it never will. */
    void stands() {
        standing.countDown();
    }

    void untilItStands() throws InterruptedException {
        boolean stands = standing.await(capped(nanos(limits.connect())), TimeUnit.NANOSECONDS);
        if (!stands) {
            throw ranOut(Reason.CONNECT_LIMIT);
        }
        sent = System.nanoTime();
    }

    /** How long the first byte may still take. */
    long firstByteNanos() {
        return capped(sent + nanos(limits.firstByte()) - System.nanoTime());
    }

    /** How long the next piece may take. */
    long stallNanos() {
        return capped(nanos(stall));
    }

    void hurry(Duration shorter) {
        if (shorter.compareTo(stall) < 0) {
            stall = shorter;
        }
    }

    /** The failure for a patience that ran out; the total one, if that is what really ended. */
    HttpException ranOut(Reason reason) {
        boolean total = leftInAll() <= 0;
        Reason real = total ? Reason.TOTAL_LIMIT : reason;
        Text text = switch (real) {
            case CONNECT_LIMIT -> HttpText.CONNECT_LIMIT;
            case FIRST_BYTE_LIMIT -> HttpText.FIRST_BYTE_LIMIT;
            case STALL_LIMIT -> HttpText.STALL_LIMIT;
            default -> HttpText.TOTAL_LIMIT;
        };
        Duration limit = switch (real) {
            case CONNECT_LIMIT -> limits.connect();
            case FIRST_BYTE_LIMIT -> limits.firstByte();
            case STALL_LIMIT -> stall;
            default -> limits.total();
        };
        return new HttpException(real, text, place, seconds(limit));
    }

    private long capped(long nanos) {
        return Math.max(0, Math.min(nanos, leftInAll()));
    }

    private long leftInAll() {
        return begun + nanos(limits.total()) - System.nanoTime();
    }

    /** A patience of centuries means none; halved so that adding it to a clock reading cannot overflow. */
    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 2 : duration.toNanos();
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0
                ? Long.toString(limit.toSeconds())
                : Double.toString(limit.toMillis() / 1000.0);
    }
}
