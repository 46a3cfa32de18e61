package cn.openclaw.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where requests are announced. Whoever serves one pays for a place in a queue and nothing else: listeners hear of it on a
 * thread of ours, many at a time, so that a slow disk or collector never holds up an answer. What does not fit into the queue
 * is dropped and counted. The thread is started by the first request and ends with {@link #close}.
 */
public final class Requests implements AutoCloseable {
    private static final int PLACES = 16_384;
    /** Waking a thread costs more than what it does for one request. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final List<RequestListener> listeners = new CopyOnWriteArrayList<>();
    private final boolean bodies;
    private final BlockingQueue<News> queue = new ArrayBlockingQueue<>(PLACES);
    private final LongAdder dropped = new LongAdder();
    private final Object starting = new Object();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    private sealed interface News {
        record Began(RequestStart start) implements News {}

        record Ended(RequestStart start, RequestEnd end) implements News {}

        record Acted(Act act) implements News {}

        record Flush(CountDownLatch done) implements News {}
    }

    /**
     * @param listeners who hears, in this order
     * @param bodies whether what was sent and answered is wanted too
     */
    public Requests(List<RequestListener> listeners, boolean bodies) {
        this.listeners.addAll(listeners);
        this.bodies = bodies;
    }

    /** Nobody hears, and nothing is spent on it. */
    public static Requests none() {
        return new Requests(List.of(), false);
    }

    /** One more who hears, from now on. */
    public void add(RequestListener listener) {
        listeners.add(listener);
    }

    /** Whether callers should hand over bodies; copying them is not free. */
    public boolean keepsBodies() {
        return bodies;
    }

    /** A request came in. Never blocks; safe on any thread, event loops included. */
    public void began(RequestStart start) {
        offer(new News.Began(start));
    }

    /** It is over; exactly once for each that began. Never blocks. */
    public void ended(RequestStart start, RequestEnd end) {
        offer(new News.Ended(start, end));
    }

    /** An agent did something. Never blocks. */
    public void acted(Act act) {
        offer(new News.Acted(act));
    }

    /** How many announcements found no place in the queue. */
    public long dropped() {
        return dropped.sum();
    }

    /** Waits until everything announced so far was heard, as long as that; for who wants to look now. */
    public void flush(Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        if (thread != null && !closed && queue.offer(new News.Flush(done), patience.toMillis(), TimeUnit.MILLISECONDS)) {
            boolean _ = done.await(patience.toMillis(), TimeUnit.MILLISECONDS); // as much as there was time for
        }
    }

    private void offer(News news) {
        if (listeners.isEmpty() || closed) {
            return;
        }
        if (!queue.offer(news)) {
            dropped.increment();
        }
        if (thread == null) {
            start();
        }
    }

    private void start() {
        synchronized (starting) {
            if (thread == null && !closed) {
                thread = Thread.ofPlatform().daemon().name("requests").start(this::work);
            }
        }
    }

    private void work() {
        List<News> batch = new ArrayList<>();
        boolean more = true;
        boolean waits = false;
        while (more) {
            try {
                News first = waits ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
                if (first != null) {
                    batch.add(first);
                    if (!closed && !(first instanceof News.Flush)) {
                        Thread.sleep(GATHER);
                    }
                }
            } catch (InterruptedException e) {
                more = false; // the last words
            }
            queue.drainTo(batch);
            waits = tell(batch);
            batch.clear();
        }
    }

    /** @return whether a listener wants to be called again soon */
    private boolean tell(List<News> batch) {
        for (News news : batch) {
            if (!(news instanceof News.Flush)) {
                listeners.forEach(listener -> tell(listener, news));
            }
        }
        boolean waits = false;
        for (RequestListener listener : listeners) {
            waits |= listener.pause();
        }
        for (News news : batch) {
            if (news instanceof News.Flush(CountDownLatch done)) {
                done.countDown();
            }
        }
        return waits;
    }

    private void tell(RequestListener listener, News news) {
        try {
            switch (news) {
                case News.Began(RequestStart start) -> listener.began(start);
                case News.Ended(RequestStart start, RequestEnd end) -> listener.ended(start, end);
                case News.Acted(Act act) -> listener.acted(act);
                case News.Flush _ -> {}
            }
        } catch (RuntimeException e) {
            dropped.increment(); // our bug in one listener, which must not cost the others what comes after it
        }
    }

    /** Hands on what is still in the queue, for five seconds at most, and ends. Listeners are closed by who made them. */
    @Override
    public void close() {
        Thread worker;
        synchronized (starting) {
            closed = true;
            worker = thread;
        }
        if (worker == null) {
            return;
        }
        worker.interrupt();
        try {
            worker.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
