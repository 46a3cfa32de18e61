package cn.openclaw.gateway.server;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a new connection is given; or the door shown, where there are too many. */
final class Entrance extends ChannelInitializer<SocketChannel> {
    private final Core core;
    private final @Nullable Tls tls;

    /** @param tls null where the port is not encrypted */
    Entrance(Core core, @Nullable Tls tls) {
        this.core = core;
        this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        int open = core.connections().incrementAndGet();
        int strangers = core.strangers().incrementAndGet();
        channel.closeFuture().addListener(_ -> core.connections().decrementAndGet());
        Newcomers.Place place = core.newcomers().place();
        channel.closeFuture().addListener(_ -> place.leave());
        boolean room = open <= core.limits().connections()
                && strangers <= core.limits().strangers()
                && place.take(channel.remoteAddress(), core.neighbours().trusted());
        if (!room) {
            core.strangers().decrementAndGet();
            channel.close();
            return;
        }
        HttpDecoderConfig rules = new HttpDecoderConfig()
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(32 << 10)
                .setMaxChunkSize(64 << 10);
        if (tls != null) {
            SslHandler encryption = tls.context().newHandler(channel.alloc());
            encryption.setHandshakeTimeoutMillis(core.limits().headers().toMillis());
            channel.pipeline().addLast(encryption);
        }
        // Who shows no key and reads no answers is not waited for.
        channel.pipeline().addLast(new WriteTimeoutHandler(core.limits().idle().toMillis(), TimeUnit.MILLISECONDS));
        channel.pipeline().addLast(new HttpServerCodec(rules)).addLast(new HttpPort(core, place));
    }
}
