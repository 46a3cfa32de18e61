package cn.openclaw.gateway.server;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request over HTTP. The door's thread uses it; what it shares with the event loop is guarded by its lock. */
final class Visit implements HttpVisit {
    /** Bytes on their way to a reader before the writer waits. */
    private static final int AHEAD = 128 << 10;

    private final Core core;
    private final Channel channel;
    private final HttpRequest request;
    private final Visitor visitor;
    private final byte[] body;
    private final QueryStringDecoder target;
    private @Nullable Thread thread;
    private boolean suspect;
    private boolean answered;
    private boolean handedOver;
    private boolean gone;
    private long ahead;

    Visit(Core core, Channel channel, HttpRequest request, Visitor visitor, byte[] body) {
        this.core = core;
        this.channel = channel;
        this.request = request;
        this.visitor = visitor;
        this.body = body;
        this.target = new QueryStringDecoder(request.uri());
    }

    HttpRequest request() {
        return request;
    }

    Visitor visitor() {
        return visitor;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public Map<String, List<String>> query() {
        return target.parameters();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        request.headers().forEach(header -> all.add(Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue())));
        return all;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String address() {
        return visitor.peer().address();
    }

    /** What was shown: a bearer token, or {@code x-api-key} as Anthropic's clients send it. */
    static Optional<Secret> shown(HttpRequest request) {
        return shown(request.headers());
    }

    static Optional<Secret> shown(HttpHeaders headers) {
        String bearer = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (bearer != null && bearer.length() > 7 && bearer.regionMatches(true, 0, "bearer ", 0, 7)) {
            return Optional.of(new Secret(bearer.substring(7).strip())).filter(secret -> !secret.isBlank());
        }
        return Optional.ofNullable(headers.get("x-api-key"))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Secret::new);
    }

    @Override
    public Optional<Caller> caller() {
        Optional<Secret> shown = shown(request);
        if (shown.isEmpty() || !core.settings().auth().get().opens(shown.get())) {
            return Optional.empty();
        }
        core.guard().passed(visitor.peer());
        Caller.Client client = new Caller.Client("http", "backend", "", "", header("user-agent"));
        return Optional.of(new Caller(
                UUID.randomUUID().toString(),
                Role.OPERATOR,
                Set.of(Scope.ADMIN),
                client,
                Optional.empty(),
                visitor.peer().local(),
                0,
                header("accept-language").flatMap(Language::accepted)));
    }

    // ---- the answer

    private synchronized void begin() {
        if (answered) {
            throw new IllegalStateException("this visit was answered already");
        }
        answered = true;
    }

    /** Judges what was shown; milliseconds for which whoever shows a key from there must wait instead of hearing of it. */
    long judgedMs() {
        if (shown(request).isEmpty()) {
            return 0;
        }
        boolean right = core.lets(request.headers());
        long wait = core.guard().judged(visitor.peer(), right);
        suspect = wait == 0 && !right;
        return wait;
    }

    /** Whoever showed a wrong key has an answer now. */
    private void told(boolean refused) {
        if (suspect) {
            suspect = false;
            core.guard().told(visitor.peer(), refused);
        } else if (refused) {
            core.guard().failed(visitor.peer());
        }
    }

    @Override
    public void reply(int status, Map<String, String> headers, byte[] bytes) {
        // What a host says of our key there is not sent by this way.
        told(status == 401 && shown(request).isPresent());
        begin();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        headers.forEach(response.headers()::set);
        if (!response.headers().contains(HttpHeaderNames.CONTENT_LENGTH) && status != 204 && status != 304) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        }
        channel.writeAndFlush(response);
    }

    @Override
    public Stream stream(int status, Map<String, String> headers) {
        told(false);
        begin();
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        headers.forEach(response.headers()::set);
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            // It knows no chunks: the end of the connection is the end of the answer.
            HttpUtil.setKeepAlive(request, false);
        } else {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        channel.writeAndFlush(response);
        return new Pieces();
    }

    private final class Pieces implements Stream {
        private boolean closed;

        @Override
        public void write(byte[] bytes) throws InterruptedException {
            if (bytes.length == 0) {
                return;
            }
            synchronized (Visit.this) {
                while (ahead > AHEAD && !gone) {
                    Visit.this.wait();
                }
                if (gone) {
                    throw new InterruptedException("the client went away");
                }
                ahead += bytes.length;
            }
            ChannelFuture sent = channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
            sent.addListener(_ -> sent(bytes.length));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                channel.writeAndFlush(new DefaultLastHttpContent());
            }
        }

        @Override
        public void breakOff() {
            closed = true;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private synchronized void sent(int bytes) {
        ahead -= bytes;
        notifyAll();
    }

    @Override
    public Channel channel() {
        synchronized (this) {
            handedOver = true;
        }
        return channel;
    }

    // ---- its thread

    void start(Runnable work) {
        Thread made = Thread.ofVirtual().name("http " + path()).unstarted(work);
        synchronized (this) {
            thread = made;
        }
        made.start();
    }

    /** Whether the door did its part: it answered, or answers from the event loop. */
    synchronized boolean isTakenCareOf() {
        return answered || handedOver;
    }

    /** Who had the channel did nothing with it: somebody else answers. */
    synchronized void takeBack() {
        handedOver = false;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** The client went away: whoever works for it stops. */
    void left() {
        synchronized (this) {
            gone = true;
            notifyAll();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
