package cn.openclaw.gateway.relay;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS to upstreams, by the JDK; made when the first one wants it. Certificates are checked against the JDK's and the system's. */
final class Tls {
    private final @Nullable TrustManagerFactory trusted;
    private volatile @Nullable SslContext context;

    Tls() {
        this(null);
    }

    /** @param trusted who is believed; null for whom the JDK believes */
    Tls(@Nullable TrustManagerFactory trusted) {
        this.trusted = trusted;
    }

    SslContext context() throws SSLException {
        SslContext known = context;
        if (known == null) {
            synchronized (this) {
                known = context;
                if (known == null) {
                    known = build();
                    context = known;
                }
            }
        }
        return known;
    }

    /** HTTP/1.1 alone: a stream then has its connection to itself, and ending it is closing that. */
    private SslContext build() throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(trusted)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }
}
