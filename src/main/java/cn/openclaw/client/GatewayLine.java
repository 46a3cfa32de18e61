package cn.openclaw.client;

import cn.openclaw.base.ClawException;
import cn.openclaw.client.ClientException.Reason;
import cn.openclaw.protocol.EventFrame;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection that comes back by itself: when the gateway restarts or its token changes, the target is looked up anew and
 * connected to again, after 1 s, 2 s … 30 s. Safe for several threads; guarded by its lock.
 */
public final class GatewayLine implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Supplier<Target> target;
    private final GatewayClient.Self self;
    private final GatewayClient.Around around;
    private final Listener listener;
    private @Nullable GatewayClient client;
    private boolean over;
    private CountDownLatch wake = new CountDownLatch(1);

    /** Hears what a gateway tells, and when it comes and goes. */
    public interface Listener {
        void event(EventFrame event);

        /** Connected, again after a loss: whatever was missed meanwhile must be asked for. */
        void connected(ObjectNode hello, boolean again);

        /** Lost, or not found; the next attempt comes after {@code pause}. */
        void lost(String why, Duration pause);
    }

    /**
     * @param target looked up before each attempt: the token may be another one by then
     */
    public GatewayLine(Supplier<Target> target, GatewayClient.Self self, GatewayClient.Around around, Listener listener) {
        this.target = target;
        this.self = self;
        this.around = around;
        this.listener = listener;
    }

    /**
     * Connects the first time; from then on it comes back by itself.
     *
     * @throws ClientException if the first attempt fails
     */
    public GatewayLine open() throws InterruptedException {
        connect(false);
        return this;
    }

    private void connect(boolean again) throws InterruptedException {
        GatewayClient fresh = GatewayClient.connect(target.get(), self, around, new Ends());
        synchronized (this) {
            if (over) {
                fresh.close();
                return;
            }
            client = fresh;
            notifyAll();
        }
        listener.connected(fresh.hello(), again);
        if (!fresh.isOpen()) {
            // It ended before we knew it: nobody else begins anew then.
            lost("closed at once");
        }
    }

    private final class Ends implements GatewayClient.Listener {
        @Override
        public void event(EventFrame event) {
            listener.event(event);
        }

        @Override
        public void closed(int code, String reason) {
            lost((code + " " + reason).strip());
        }
    }

    private void lost(String why) {
        synchronized (this) {
            if (over || client == null) {
                return; // Already on its way, or still in the first handshake, which reports by itself.
            }
            client = null;
        }
        listener.lost(why, FIRST);
        Thread.ofVirtual().name("gateway-line").start(this::comeBack);
    }

    private void comeBack() {
        Duration pause = FIRST;
        try {
            while (true) {
                var _ = waker().await(pause.toMillis(), TimeUnit.MILLISECONDS);
                synchronized (this) {
                    if (over || client != null) {
                        return;
                    }
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
                try {
                    connect(true);
                    return;
                } catch (ClawException e) {
                    listener.lost(e.in(cn.openclaw.base.Language.EN), pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch waker() {
        if (wake.getCount() == 0) {
            wake = new CountDownLatch(1);
        }
        return wake;
    }

    /** Tries again at once instead of waiting for its pause to end. */
    public synchronized void hurry() {
        wake.countDown();
    }

    public synchronized boolean isConnected() {
        return client != null;
    }

    /**
     * Asks; waits for the connection to come back if it is away, within the same limit.
     *
     * @throws ClientException if it does not come back in time, or ends meanwhile
     */
    public JsonNode call(String method, ObjectNode params, Duration timeout) throws InterruptedException {
        return now(timeout).call(method, params, timeout);
    }

    /** The same for what is answered twice. */
    public JsonNode callToEnd(String method, ObjectNode params, Duration timeout, Consumer<JsonNode> accepted)
            throws InterruptedException {
        return now(timeout).callToEnd(method, params, timeout, accepted);
    }

    /** The connection of this moment. */
    private synchronized GatewayClient now(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (client == null) {
            long left = end - System.nanoTime();
            if (left <= 0 || over) {
                throw new ClientException(Reason.LOST, ClientText.LOST, target.get().url(), 1006, "");
            }
            wake.countDown();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return client;
    }

    @Override
    public void close() {
        GatewayClient last;
        synchronized (this) {
            over = true;
            last = client;
            client = null;
            wake.countDown();
            notifyAll();
        }
        if (last != null) {
            last.close();
        }
    }
}
