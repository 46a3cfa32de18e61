package cn.openclaw.http;

import cn.openclaw.base.Environment;
import cn.openclaw.http.HttpException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The product's one client, over {@code java.net.http}. It is made when the first request is sent, because it costs time and
 * threads. Plain {@code http://} speaks HTTP/1.1 without the upgrade to h2c that many small servers stumble over;
 * {@code https://} may agree on HTTP/2. Redirects are answers: a key is never carried to another host.
 */
public final class JdkHttp implements Http, AutoCloseable {
    /** Names the platform reserves for itself; sending them is refused by {@code java.net.http}. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "upgrade");

    static {
        // The platform reads these once, with its first class: may a Host header be sent, and a password to a tunnelling proxy?
        allow("jdk.httpclient.allowRestrictedHeaders", "host");
        allow("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final ProxyRules proxies;
    private final @Nullable SSLContext tls;
    /** By what tells them apart: the scheme, and the proxy that was chosen. */
    private final Map<String, HttpClient> clients = new HashMap<>();

    private @Nullable String userAgent;

    public JdkHttp(Environment environment) {
        this(environment, null);
    }

    JdkHttp(Environment environment, @Nullable SSLContext tls) {
        this.proxies = new ProxyRules(environment);
        this.tls = tls;
    }

    @Override
    public HttpReply send(HttpCall call) throws InterruptedException {
        Optional<ProxyRules.Way> way = proxies.of(call.uri(), call.proxy());
        Waiting waiting = new Waiting(call.limits(), place(call.uri()));
        HttpRequest request = request(call, way, waiting);
        CompletableFuture<HttpResponse<JdkReply>> answer =
                client(call).sendAsync(request, head -> new JdkReply(head, waiting));
        var _ = answer.whenComplete((_, _) -> waiting.stands());
        boolean handedOver = false;
        try {
            waiting.untilItStands();
            HttpResponse<JdkReply> response = answer.get(waiting.firstByteNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() == 407 && way.isPresent()) {
                throw new HttpException(
                        Reason.PROXY, HttpText.PROXY_REFUSED, way.get(), way.get().variable(), "HTTP 407");
            }
            handedOver = true;
            return response.body();
        } catch (TimeoutException _) {
            throw waiting.ranOut(Reason.FIRST_BYTE_LIMIT);
        } catch (ExecutionException e) {
            throw Failures.of(e, place(call.uri()), way);
        } finally {
            if (!handedOver) {
                abandon(answer);
            }
        }
    }

    /** Closes the socket, so that the server stops working for nobody. */
    private static void abandon(CompletableFuture<HttpResponse<JdkReply>> answer) {
        if (!answer.cancel(true)) {
            var _ = answer.thenAccept(response -> response.body().cancel());
        }
    }

    private HttpRequest request(HttpCall call, Optional<ProxyRules.Way> way, Waiting waiting) {
        URI uri = call.uri();
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(uri)
                    .version(
                            "https".equalsIgnoreCase(uri.getScheme())
                                    ? HttpClient.Version.HTTP_2
                                    : HttpClient.Version.HTTP_1_1)
                    .method(call.method(), new Announcing(HttpRequest.BodyPublishers.ofByteArray(call.body()), waiting));
        } catch (IllegalArgumentException _) {
            throw new HttpException(Reason.REQUEST, HttpText.BAD_URI, call.toString());
        }
        header(builder, "User-Agent", userAgent());
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            if (!RESERVED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header(builder, header.getKey(), header.getValue());
            }
        }
        way.flatMap(ProxyRules.Way::authorization).ifPresent(value -> header(builder, "Proxy-Authorization", value));
        return builder.build();
    }

    /** Names the header and never its value, which may be a key. */
    private static void header(HttpRequest.Builder builder, String name, String value) {
        try {
            builder.setHeader(name, value);
        } catch (IllegalArgumentException _) {
            throw new HttpException(Reason.REQUEST, HttpText.BAD_HEADER, name);
        }
    }

    /** Host and port, for sentences: never a path, which may hold a key. */
    private static String place(URI uri) {
        String host = String.valueOf(uri.getHost());
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    /** Each is made when it is first needed: the one for {@code http://} needs no certificates. */
    private synchronized HttpClient client(HttpCall call) {
        boolean bare = "http".equalsIgnoreCase(call.uri().getScheme());
        String kind = call.proxy().map(proxy -> proxy.address().reveal()).orElse("").concat(bare ? " http" : " https");
        HttpClient there = clients.get(kind);
        if (there != null) {
            return there;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new ByRules(proxies, call.proxy()));
        SSLContext certificates = bare ? new NoTls() : tls;
        HttpClient made = certificates == null ? builder.build() : builder.sslContext(certificates).build();
        clients.put(kind, made);
        return made;
    }

    /** Ends its threads, breaking off whatever is still under way; it opens anew if it is used again. */
    @Override
    public synchronized void close() {
        for (HttpClient open : clients.values()) {
            open.shutdownNow();
            try {
                open.awaitTermination(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        clients.clear();
    }

    private synchronized String userAgent() {
        if (userAgent == null) {
            userAgent = "openclaw-cn/" + version();
        }
        return userAgent;
    }

    private static String version() {
        try (InputStream text = JdkHttp.class.getResourceAsStream("/cn/openclaw/version.txt")) {
            return text == null ? "0" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException _) {
            return "0";
        }
    }

    private static final class ByRules extends ProxySelector {
        private final ProxyRules rules;
        private final Optional<HttpProxy> chosen;

        ByRules(ProxyRules rules, Optional<HttpProxy> chosen) {
            this.rules = rules;
            this.chosen = chosen;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(rules.of(uri, chosen).map(ProxyRules.Way::proxy).orElse(Proxy.NO_PROXY));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The exchange fails with the same reason.
        }
    }

    private static void allow(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
