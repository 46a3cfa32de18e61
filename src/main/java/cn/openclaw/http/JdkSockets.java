package cn.openclaw.http;

import cn.openclaw.base.Environment;
import cn.openclaw.http.HttpException.Reason;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens sockets over {@code java.net.http}, by the same proxy rules as requests. Each has a client of its own, closed with it. */
public final class JdkSockets {
    /** Characters. The original's client takes messages of 25 MiB; whoever sends more is cut off. */
    private static final int LARGEST = 25 << 20;

    private final ProxyRules proxies;

    public JdkSockets(Environment environment) {
        this.proxies = new ProxyRules(environment);
    }

    /**
     * Connects, and waits for the handshake.
     *
     * @throws HttpException if there is no socket: not reachable, refused, or slower than the limit
     * @throws InterruptedException if this thread is interrupted; nothing stays open
     */
    public TextSocket open(SocketCall call, TextSocket.Listener listener) throws InterruptedException {
        Optional<ProxyRules.Way> way = proxies.of(http(call.uri()));
        HttpClient client = client(call, way);
        Open socket = new Open(client, listener);
        CompletableFuture<WebSocket> opening = null;
        boolean opened = false;
        try {
            WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(call.connect());
            for (Map.Entry<String, String> header : call.headers().entrySet()) {
                builder.header(header.getKey(), header.getValue());
            }
            opening = builder.buildAsync(call.uri(), socket);
            socket.opened(opening.get(call.connect().toNanos(), TimeUnit.NANOSECONDS));
            opened = true;
            return socket;
        } catch (TimeoutException _) {
            throw new HttpException(Reason.CONNECT_LIMIT, HttpText.CONNECT_LIMIT, place(call.uri()), call.connect().toSeconds());
        } catch (ExecutionException e) {
            throw failure(e, place(call.uri()), way);
        } catch (IllegalArgumentException _) {
            throw new HttpException(Reason.REQUEST, HttpText.BAD_URI, call.toString());
        } finally {
            if (!opened) {
                if (opening != null) {
                    opening.cancel(true);
                }
                client.shutdownNow();
            }
        }
    }

    private HttpClient client(SocketCall call, Optional<ProxyRules.Way> way) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .connectTimeout(call.connect())
                .proxy(new One(way.map(ProxyRules.Way::proxy).orElse(Proxy.NO_PROXY)));
        SSLContext tls = "ws".equalsIgnoreCase(call.uri().getScheme())
                ? new NoTls()
                : call.fingerprint().map(PinnedTls::context).orElse(null);
        return (tls == null ? builder : builder.sslContext(tls)).build();
    }

    private static HttpException failure(ExecutionException e, String place, Optional<ProxyRules.Way> way) {
        Throwable cause = e.getCause();
        if (cause instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
            return new HttpException(Reason.BROKEN, HttpText.NO_SOCKET, place, status);
        }
        return Failures.of(e, place, way);
    }

    private static URI http(URI socket) {
        return URI.create(socket.toString().replaceFirst("^(?i)ws", "http"));
    }

    private static String place(URI uri) {
        String host = String.valueOf(uri.getHost());
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    /** The way that was chosen for this one address. */
    private static final class One extends ProxySelector {
        private final Proxy proxy;

        One(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The handshake fails with the same reason.
        }
    }

    /** One socket. Writers take turns: the platform refuses a second message before the first has left. */
    private static final class Open implements TextSocket, WebSocket.Listener {
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        private final HttpClient client;
        private final Listener listener;
        private final ReentrantLock writing = new ReentrantLock(true);
        private final AtomicBoolean told = new AtomicBoolean();
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
        /** Pieces of a message that has not ended; used by the listener's thread alone. */
        private StringBuilder pieces = new StringBuilder();

        Open(HttpClient client, Listener listener) {
            this.client = client;
            this.listener = listener;
        }

        void opened(WebSocket open) {
            socket.complete(open);
        }

        @Override
        public void onOpen(WebSocket open) {
            socket.complete(open);
            open.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
            pieces.append(data);
            if (pieces.length() > LARGEST) {
                open.abort();
                tell(1009, "message too big");
                return null;
            }
            if (last) {
                String whole = pieces.toString();
                pieces = new StringBuilder();
                listener.text(whole);
            }
            open.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
            open.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
            tell(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable error) {
            tell(1006, String.valueOf(error.getMessage()));
        }

        private void tell(int code, String reason) {
            if (told.compareAndSet(false, true)) {
                listener.closed(code, reason);
                // Its own answer to a good-bye may still be leaving; a client whose socket is gone ends by itself.
                client.shutdown();
            }
        }

        @Override
        public void send(String message) throws InterruptedException {
            writing.lockInterruptibly();
            try {
                WebSocket open = socket.getNow(null);
                if (open == null || open.isOutputClosed() || told.get()) {
                    throw new HttpException(Reason.BROKEN, HttpText.SOCKET_CLOSED);
                }
                open.sendText(message, true).get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new HttpException(Reason.BROKEN, HttpText.SOCKET_CLOSED);
            } finally {
                writing.unlock();
            }
        }

        @Override
        public void close(int code, String reason) {
            WebSocket open = socket.getNow(null);
            if (open == null || open.isOutputClosed()) {
                close();
                return;
            }
            var _ = open.sendClose(code, reason).orTimeout(2, TimeUnit.SECONDS).whenComplete((_, failure) -> {
                if (failure != null) {
                    close();
                }
            });
        }

        @Override
        public void close() {
            WebSocket open = socket.getNow(null);
            if (open != null) {
                open.abort();
            }
            tell(1006, "closed here");
            client.shutdownNow();
        }
    }
}
