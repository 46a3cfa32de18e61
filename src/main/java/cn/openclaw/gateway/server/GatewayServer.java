package cn.openclaw.gateway.server;

import cn.openclaw.agent.Observed;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.gateway.Runs;
import cn.openclaw.gateway.Standing;
import cn.openclaw.journal.Observatory;
import cn.openclaw.json.Json;
import cn.openclaw.log.Log;
import cn.openclaw.protocol.GatewayException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's front: one port for sockets, for programs that speak HTTP, and for the page. Network traffic is done by two
 * event-loop threads that never wait; everything that may wait is done on virtual threads (docs/decisions/gateway-server.md).
 */
public final class GatewayServer implements AutoCloseable {
    private static final int LOOPS = 2;
    /** Connections that wait to be accepted; whoever finds no place is let in seconds later, or never. */
    private static final int BACKLOG = 4_096;
    /** Connections accepted at one go: with thousands of streams, a loop comes by only a few times a second. */
    private static final int ACCEPTS = 256;

    private final Core core;
    private final EventLoopGroup loops;
    private final List<Channel> listening = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean encrypted;

    private GatewayServer(Core core, EventLoopGroup loops) {
        this.core = core;
        this.loops = loops;
    }

    /** Why a gateway ends; clients are told by the socket's close code. */
    public enum Reason {
        /** 1001: it will not come back by itself. */
        STOP("gateway stopping", 1001, "gateway stopped"),
        /** 1012: it is back in a moment. */
        RESTART("gateway restarting", 1012, "service restart");

        private final String sentence;
        private final int code;
        private final String closing;

        Reason(String sentence, int code, String closing) {
            this.sentence = sentence;
            this.code = code;
            this.closing = closing;
        }
    }

    /**
     * Starts one; when this returns, it listens.
     *
     * @throws GatewayStartException if it must not start as it is configured, or its port is taken
     */
    public static GatewayServer start(GatewaySettings settings) {
        if (!settings.auth().get().isUsable()) {
            throw new GatewayStartException(GatewayStartException.Reason.NO_AUTH, GatewayText.NO_AUTH);
        }
        NettySettings.apply(settings.log());
        ByteBufAllocator memory = Memory.POOL;
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                LOOPS, new DefaultThreadFactory("gateway", true), NioIoHandler.newFactory());
        Holder holder = new Holder();
        Sockets sockets = new Sockets(() -> Standing.of(holder.world()), memory);
        GatewayWorld world = new GatewayWorld(settings.agents(), settings.runs(), sockets, settings.log());
        holder.world = world;
        observe(world);
        GatewayServer server = new GatewayServer(new Core(settings, world, sockets), loops);
        try {
            Tls tls = Tls.of(world);
            server.encrypted = tls != null;
            server.listen(memory, tls);
        } catch (RuntimeException e) {
            server.end();
            throw e;
        }
        Observed.of(world.agents().tools()).gauge("openclaw.connections", "open connections of every kind", server.core.connections()::get);
        server.tick();
        server.keepHouse();
        server.core.lifecycle().enter(Lifecycle.Phase.READY);
        Thread.ofVirtual().name("gateway warm-up").start(server::warmUp);
        return server;
    }

    /** A gateway is asked for its metrics: requests are counted from the first one on. */
    private static void observe(GatewayWorld world) {
        Observatory observatory = Observed.of(world.agents().tools());
        observatory.count();
        observatory.notices().forEach(notice -> world.log().warn("otel", notice));
    }

    /** The hub asks the world, which holds the hub: one of them comes first. */
    private static final class Holder {
        private volatile @Nullable GatewayWorld world;

        GatewayWorld world() {
            return Objects.requireNonNull(world);
        }
    }

    /** Few and small arenas: an idle gateway is small. */
    private static final class Memory {
        /** Two arenas of chunks of 1 MiB (8 KiB pages, 2^7 of them); small caches. */
        static final PooledByteBufAllocator POOL = new PooledByteBufAllocator(true, 1, LOOPS, 8192, 7, 64, 32, true);
    }

    private void listen(ByteBufAllocator memory, @Nullable Tls tls) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTS))
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, memory)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 << 10, 128 << 10))
                .childHandler(new Entrance(core, tls));
        int port = core.settings().port();
        boolean first = true;
        for (String host : core.settings().hosts()) {
            try {
                listening.add(bootstrap.bind(new InetSocketAddress(host, port)).syncUninterruptibly().channel());
                port = port();
            } catch (Exception e) {
                // Netty throws what the system said, undeclared. Only the first address must work.
                if (first) {
                    throw new GatewayStartException(
                            GatewayStartException.Reason.CANNOT_LISTEN, GatewayText.CANNOT_LISTEN, host, port, String.valueOf(e.getMessage()));
                }
                core.log().warn("gateway", "cannot listen on " + host + " as well: " + e.getMessage());
            }
            first = false;
        }
    }

    /** Tells those of protocol 4 at every tick, those of protocol 3 at every second, that the connection lives. */
    private void tick() {
        long every = core.limits().tick().toMillis();
        long[] count = {0};
        var _ = loops.next()
                .scheduleAtFixedRate(
                        () -> {
                            boolean both = ++count[0] % 2 == 0;
                            Ticks.tell(core, both);
                        },
                        every,
                        every,
                        TimeUnit.MILLISECONDS);
    }

    private void keepHouse() {
        var housekeeping = new Housekeeping();
        var _ = loops.next()
                .scheduleAtFixedRate(
                        () -> Thread.ofVirtual().name("housekeeping").start(housekeeping::look), 10, 10, TimeUnit.SECONDS);
    }

    /** Finds methods and doors before somebody waits for them. */
    private void warmUp() {
        Found.background().forEach(task -> task.start(core.world()));
        // What a process that was killed had accepted is taken up now.
        try {
            Runs.of(core.world());
        } catch (GatewayException e) {
            core.log().write(Log.Level.ERROR, "gateway", "no agent can be asked now", Map.of("error", e.in(Language.EN)));
        }
        int room = core.limits().connections();
        if (room < core.settings().limits().connections()) {
            core.log().write(Log.Level.INFO, "gateway", "fewer connections at once than usual, by what ulimit -n allows", Map.of("connections", room));
        }
        int found = core.methods().size() + core.doors().size();
        core.log().write(Log.Level.DEBUG, "gateway", "methods and doors found", Map.of("count", found));
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listening.getFirst().localAddress()).getPort();
    }

    /** Whether the port speaks TLS: {@code https:} and {@code wss:}. */
    public boolean isEncrypted() {
        return encrypted;
    }

    Core core() {
        return core;
    }

    /** What methods and doors find around them. */
    public GatewayWorld world() {
        return core.world();
    }

    /** Lets everybody go, because what lets one in is another thing now; clients come back by themselves with that. */
    public void letGo(String why) {
        core.sockets().all().forEach(connection -> connection.close(Reason.RESTART.code, why));
    }

    /** From now on nothing new begins; who is connected stays, and so does what runs. */
    public void drain() {
        core.lifecycle().enter(Lifecycle.Phase.DRAINING);
        Runs.of(core.world()).shut();
    }

    /** Stops listening; who is connected stays. */
    public void stopListening() {
        if (loops.isShuttingDown()) {
            return;
        }
        listening.forEach(channel -> channel.close().syncUninterruptibly());
    }

    /**
     * Ends: everybody is told ({@code shutdown}) and let go, then what methods kept is closed. Once only.
     *
     * @param back when it is expected back, with {@link Reason#RESTART}
     */
    public void close(Reason reason, Duration back) {
        if (closed.getAndSet(true)) {
            return;
        }
        core.lifecycle().enter(Lifecycle.Phase.DRAINING);
        // Before the sockets go: whoever follows a run hears its end.
        Runs.of(core.world()).stop();
        var payload = Json.object().put("reason", reason.sentence);
        if (reason == Reason.RESTART) {
            payload.put("restartExpectedMs", back.toMillis());
        }
        core.sockets().tell("shutdown", payload, new Audience.Everybody());
        core.sockets().all().forEach(connection -> connection.close(reason.code, reason.closing));
        stopListening();
        awaitGoodbyes();
        end();
    }

    private void awaitGoodbyes() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            while (!core.sockets().all().isEmpty() && System.nanoTime() < until) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        core.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        close(Reason.STOP, Duration.ZERO);
    }
}
