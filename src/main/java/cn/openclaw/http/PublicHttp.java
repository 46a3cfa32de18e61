package cn.openclaw.http;

import cn.openclaw.base.Environment;
import cn.openclaw.http.HttpException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages whose addresses come from a model, and so perhaps from a stranger: only the open internet is reached. A name is
 * looked up once, every address it has is judged, and the connection goes to the very address that was judged, with the name in
 * {@code Host} and in the TLS handshake; {@code java.net.http} cannot do that, so this speaks HTTP/1.1 itself. Redirects are answers,
 * for the caller to follow and so to be judged anew.
 *
 * <p>Behind a proxy it is the proxy that looks names up, and what it reaches is its owner's to limit. Here addresses and names are
 * judged all the same, and a name that this machine knows as a near one is refused; a name that only the proxy can look up is left to it.
 */
public final class PublicHttp {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_ADDRESSES = 3;

    private final ProxyRules proxies;
    private final List<AddressBlock> allowed;
    private final Names names;
    private final @Nullable SSLContext tls;

    /** Looks names up. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * What came back.
     *
     * @param headers the first of each name, names in lower case
     * @param body unpacked
     * @param cut whether there was more than was asked for
     */
    public record Page(int status, Map<String, String> headers, byte[] body, boolean cut) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /**
     * @param environment where proxies are named
     * @param allowed addresses that the person allows although they are near
     */
    public PublicHttp(Environment environment, List<AddressBlock> allowed) {
        this(environment, allowed, InetAddress::getAllByName, null);
    }

    PublicHttp(Environment environment, List<AddressBlock> allowed, Names names, @Nullable SSLContext tls) {
        this.proxies = new ProxyRules(environment);
        this.allowed = List.copyOf(allowed);
        this.names = names;
        this.tls = tls;
    }

    /**
     * Gets a page. Interruption and the time limit close the connection at once, also while a name is being looked up.
     *
     * @param limit for all of it
     * @param most how many bytes of the body
     * @throws HttpException if the address is not public (with {@link Reason#REQUEST}), or no whole answer came
     */
    public Page get(WebAddress address, Map<String, String> headers, Duration limit, int most) throws InterruptedException {
        Optional<ProxyRules.Way> way = proxies.of(URI.create(address.toString()));
        Exchange exchange = new Exchange(address, headers, way, most);
        FutureTask<Page> task = new FutureTask<>(exchange);
        // A thread of its own, because neither looking up a name nor reading a socket can be interrupted.
        Thread.ofVirtual().name("web-fetch").start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpException(Reason.TOTAL_LIMIT, HttpText.TOTAL_LIMIT, address.authority(), limit.toSeconds());
        } catch (ExecutionException e) {
            throw Failures.of(e, address.authority(), way);
        } finally {
            exchange.close();
        }
    }

    /** The addresses that may be connected to; refuses a host that has any other. */
    private List<InetAddress> judged(WebAddress address) throws UnknownHostException {
        List<InetAddress> found =
                address.literal() ? List.of(InetAddress.ofLiteral(address.host())) : List.of(names.of(address.host()));
        for (InetAddress one : found) {
            Optional<String> objection = allowed.stream().anyMatch(block -> block.contains(one))
                    ? Optional.empty()
                    : PublicAddresses.objection(one).or(() -> address.literal() ? Optional.empty() : PublicAddresses.objection(address.host()));
            if (objection.isPresent()) {
                throw refused(address, objection.get());
            }
        }
        return found.subList(0, Math.min(MOST_ADDRESSES, found.size()));
    }

    private void judgeForProxy(WebAddress address) {
        try {
            judged(address);
        } catch (UnknownHostException e) {
            // Only the proxy knows it; names that speak of a near place are refused all the same.
            PublicAddresses.objection(address.host()).ifPresent(objection -> {
                throw refused(address, objection);
            });
        }
    }

    private static HttpException refused(WebAddress address, String objection) {
        return new HttpException(Reason.REQUEST, HttpText.NOT_PUBLIC, address.authority(), objection);
    }

    /** One request on one connection; the socket is what another thread may close. */
    private final class Exchange implements Callable<Page> {
        private final WebAddress address;
        private final Map<String, String> headers;
        private final Optional<ProxyRules.Way> way;
        private final int most;
        private @Nullable Socket socket;
        private boolean closed;

        Exchange(WebAddress address, Map<String, String> headers, Optional<ProxyRules.Way> way, int most) {
            this.address = address;
            this.headers = headers;
            this.way = way;
            this.most = most;
        }

        @Override
        public Page call() throws IOException {
            boolean secure = address.scheme().equals("https");
            Socket plain = way.isPresent() ? toProxy(way.get()) : toHost();
            if (secure && way.isPresent()) {
                tunnel(plain, way.get());
            }
            Socket connection = secure ? secured(plain) : plain;
            boolean whole = way.isPresent() && !secure;
            connection.getOutputStream().write(request(whole ? address.toString() : address.target(), whole));
            connection.getOutputStream().flush();
            PageReader reader = new PageReader(new BufferedInputStream(connection.getInputStream()));
            PageReader.Head head = reader.head();
            byte[] body = reader.body(head, most);
            boolean cut = body.length > most;
            return new Page(head.status(), head.headers(), cut ? java.util.Arrays.copyOf(body, most) : body, cut);
        }

        private Socket toHost() throws IOException {
            IOException last = new UnknownHostException(address.host());
            for (InetAddress judged : judged(address)) {
                try {
                    return connected(new InetSocketAddress(judged, address.port()));
                } catch (IOException e) {
                    last = e;
                }
            }
            throw last;
        }

        private Socket toProxy(ProxyRules.Way proxy) throws IOException {
            judgeForProxy(address);
            return connected(new InetSocketAddress(proxy.host(), proxy.port()));
        }

        private Socket connected(InetSocketAddress where) throws IOException {
            Socket fresh = new Socket();
            keep(fresh);
            fresh.connect(where, (int) CONNECT.toMillis());
            return fresh;
        }

        private void tunnel(Socket plain, ProxyRules.Way proxy) throws IOException {
            String host = address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host();
            String where = host + ":" + address.port();
            StringBuilder head = new StringBuilder("CONNECT " + where + " HTTP/1.1\r\nHost: " + where + "\r\n");
            proxy.authorization().ifPresent(value -> head.append("Proxy-Authorization: ").append(value).append("\r\n"));
            plain.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            plain.getOutputStream().flush();
            InputStream in = plain.getInputStream();
            int status = new PageReader(in).head().status();
            if (status != 200) {
                throw new IOException("Tunnel failed, got: " + status);
            }
        }

        private Socket secured(Socket plain) throws IOException {
            SSLSocketFactory factory =
                    tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls.getSocketFactory();
            SSLSocket secure = (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            keep(secure);
            secure.startHandshake();
            return secure;
        }

        private byte[] request(String target, boolean toProxy) throws IOException {
            StringBuilder head = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: " + address.authority() + "\r\n");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (header.getValue().chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
                    throw new HttpException(Reason.REQUEST, HttpText.BAD_HEADER, header.getKey());
                }
                head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
            }
            if (toProxy) {
                way.flatMap(ProxyRules.Way::authorization)
                        .ifPresent(value -> head.append("Proxy-Authorization: ").append(value).append("\r\n"));
            }
            head.append("Accept-Encoding: gzip\r\nConnection: close\r\n\r\n");
            return head.toString().getBytes(StandardCharsets.ISO_8859_1);
        }

        private synchronized void keep(Socket fresh) throws IOException {
            socket = fresh;
            if (closed) {
                fresh.close();
            }
        }

        synchronized void close() {
            closed = true;
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                // It is gone, which is what was wanted.
                closed = true;
            }
        }
    }
}
