package cn.openclaw.testing;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Frames;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.RequestFrame;
import cn.openclaw.protocol.ResponseFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A gateway that does what a test tells it: it lets in whoever has its token, and answers methods by script. */
public final class FakeGateway implements AutoCloseable {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Map<String, BiConsumer<RequestFrame, Peer>> script = new ConcurrentHashMap<>();
    private final List<ObjectNode> connects = new CopyOnWriteArrayList<>();
    private volatile String token = "secret-token";
    private volatile int tickMs = 30_000;

    public FakeGateway() {
        this(0);
    }

    /** @param port 0 for any */
    public FakeGateway(int port) {
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536))
                                .addLast(new WebSocketServerProtocolHandler("/", null, true, 1 << 20, false, true))
                                .addLast(new Talk());
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** Who asked. */
    public record Peer(Channel channel) {
        public void answer(RequestFrame request, JsonNode payload) {
            send(Frames.write(ResponseFrame.done(request.id(), payload)));
        }

        public void refuse(RequestFrame request, GatewayError error) {
            send(Frames.write(ResponseFrame.failed(request.id(), error)));
        }

        public void event(String event, JsonNode payload) {
            ObjectNode tree = Json.object().put("type", "event").put("event", event);
            tree.set("payload", payload);
            send(Json.write(tree));
        }

        public void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    public FakeGateway token(String other) {
        token = other;
        return this;
    }

    public FakeGateway tick(int milliseconds) {
        tickMs = milliseconds;
        return this;
    }

    public FakeGateway on(String method, BiConsumer<RequestFrame, Peer> answer) {
        script.put(method, answer);
        return this;
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + port());
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The parameters of every {@code connect} so far. */
    public List<ObjectNode> connects() {
        return connects;
    }

    /** Cuts all connections off. */
    public void cut() {
        open.forEach(Channel::close);
    }

    /** Ends all connections with a word. */
    public void goodbye(int code, String reason) {
        open.forEach(channel -> channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(_ -> channel.close()));
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        cut();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Talk extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                open.add(context.channel());
                new Peer(context.channel())
                        .event("connect.challenge", Json.object().put("nonce", "nonce-" + open.size()).put("ts", 1));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            open.remove(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            RequestFrame request = (RequestFrame) Frames.read(frame.text());
            Peer peer = new Peer(context.channel());
            BiConsumer<RequestFrame, Peer> scripted = script.get(request.method());
            if (scripted != null) {
                scripted.accept(request, peer);
            } else if (request.method().equals("connect")) {
                connect(request, peer);
            } else {
                peer.refuse(request, GatewayException.invalid("unknown method: " + request.method()).error());
            }
        }

        private void connect(RequestFrame request, Peer peer) {
            ObjectNode params = (ObjectNode) request.params().orElseThrow();
            connects.add(params);
            String given = Optional.ofNullable(Json.text(params, "auth", "token")).orElse("");
            if (!given.equals(token) && !given.equals("device-" + token)) {
                peer.refuse(request, GatewayException.invalid("unauthorized: gateway token mismatch").error());
                peer.channel().close();
                return;
            }
            ObjectNode hello = Json.object().put("type", "hello-ok").put("protocol", 3);
            hello.set("policy", Json.object().put("tickIntervalMs", tickMs));
            ObjectNode auth = Json.object().put("deviceToken", "device-" + token).put("role", "operator");
            auth.set("scopes", Json.array().add("operator.admin"));
            hello.set("auth", auth);
            peer.answer(request, hello);
        }
    }
}
