package cn.openclaw.cli;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who wants the gateway to end, or to begin anew: signals, methods, a changed configuration. Safe for several threads. */
final class GatewayOrders {
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicInteger signals = new AtomicInteger();

    /**
     * One wish.
     *
     * @param again whether it is to begin anew
     * @param at when, by {@code System.nanoTime}
     */
    record Order(boolean again, String reason, long at) {}

    void add(boolean again, String reason, Duration delay) {
        orders.add(new Order(again, reason, System.nanoTime() + delay.toNanos()));
    }

    /** A person or the system wants it to end; the second time at once. */
    void signal(String name) {
        signals.incrementAndGet();
        add(false, "SIG" + name, Duration.ZERO);
    }

    boolean isUrgent() {
        return signals.get() > 1;
    }

    /** Waits for the next order and for its time; one to end goes before one to begin anew. */
    Order await() throws InterruptedException {
        Order chosen = orders.take();
        while (true) {
            long left = chosen.at() - System.nanoTime();
            @Nullable Order other = left <= 0 ? orders.poll() : orders.poll(left, TimeUnit.NANOSECONDS);
            if (other == null) {
                return chosen;
            }
            boolean sooner = other.at() < chosen.at();
            chosen = other.again() == chosen.again() ? (sooner ? other : chosen) : (other.again() ? chosen : other);
        }
    }
}
