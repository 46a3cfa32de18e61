package cn.openclaw.http;

import cn.openclaw.http.HttpException.Reason;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body as it arrives. The next piece is asked for only when the last one is taken, so a slow reader slows the server and
 * at most two pieces lie in memory. The queue is what the two threads share; all else belongs to the reader.
 */
final class JdkReply implements HttpReply, HttpResponse.BodySubscriber<JdkReply> {
    /** How long a closing reader grants the end to arrive, so that the connection can be used again. */
    private static final long BLINK_MILLIS = 20;

    private static final Object END = new Object();

    private final int status;
    private final HttpHeaders headers;
    private final Waiting waiting;
    private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();
    private List<ByteBuffer> pieces = List.of();
    private int piece;
    private boolean heard;
    private boolean over;

    JdkReply(HttpResponse.ResponseInfo head, Waiting waiting) {
        this.status = head.statusCode();
        this.headers = head.headers();
        this.waiting = waiting;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    @Override
    public void hurry(Duration stall) {
        waiting.hurry(stall);
    }

    @Override
    public int read(byte[] into) throws InterruptedException {
        while (!over) {
            while (piece < pieces.size()) {
                ByteBuffer buffer = pieces.get(piece);
                if (buffer.hasRemaining()) {
                    int count = Math.min(into.length, buffer.remaining());
                    buffer.get(into, 0, count);
                    return count;
                }
                piece++;
            }
            await();
        }
        return -1;
    }

    private void await() throws InterruptedException {
        Object next;
        try {
            long patience = heard ? waiting.stallNanos() : waiting.firstByteNanos();
            next = arrived.poll(patience, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            cancel();
            throw e;
        }
        if (next == null) {
            cancel();
            throw waiting.ranOut(heard ? Reason.STALL_LIMIT : Reason.FIRST_BYTE_LIMIT);
        }
        take(next);
    }

    @SuppressWarnings("unchecked") // the queue holds END, a Throwable, or what onNext was given
    private void take(Object next) {
        if (next == END) {
            over = true;
        } else if (next instanceof Throwable failure) {
            over = true;
            throw Failures.of(failure, waiting.place(), Optional.empty());
        } else {
            heard = true;
            pieces = (List<ByteBuffer>) next;
            piece = 0;
            source.join().request(1);
        }
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        boolean interrupted = Thread.currentThread().isInterrupted();
        try {
            if (!interrupted && arrived.poll(BLINK_MILLIS, TimeUnit.MILLISECONDS) == END) {
                over = true;
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cancel();
    }

    void cancel() {
        over = true;
        var _ = source.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public CompletionStage<JdkReply> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source.complete(subscription);
        subscription.request(1);
    }

    @Override
    public void onNext(@Nullable List<ByteBuffer> buffers) {
        if (buffers != null) {
            arrived.add(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(failure);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }
}
