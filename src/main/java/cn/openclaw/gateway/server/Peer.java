package cn.openclaw.gateway.server;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param address the client's, by its socket or by what a trusted proxy says
 * @param local whether it comes from this machine, and through no proxy that is not trusted
 * @param proxied whether a trusted proxy stands between
 */
record Peer(String address, boolean local, boolean proxied) {
    private static final List<String> MARKS = List.of(
            "x-forwarded-for", "x-real-ip", "forwarded", "x-forwarded-host", "x-forwarded-proto", "cf-connecting-ip", "via");

    static Peer of(SocketAddress socket, HttpHeaders headers, Networks trusted) {
        InetAddress direct = socket instanceof InetSocketAddress internet ? internet.getAddress() : null;
        if (direct == null) {
            return new Peer("unknown", false, false);
        }
        boolean marked = MARKS.stream().anyMatch(headers::contains);
        if (!trusted.contain(direct)) {
            return new Peer(direct.getHostAddress(), direct.isLoopbackAddress() && !marked, false);
        }
        InetAddress told = told(headers, trusted);
        // A trusted proxy that names nobody: then nobody knows who it is, and that is not "local".
        return told == null
                ? new Peer(direct.getHostAddress(), direct.isLoopbackAddress() && !marked, true)
                : new Peer(told.getHostAddress(), told.isLoopbackAddress(), true);
    }

    /** The last address of {@code X-Forwarded-For} that is no trusted proxy's own: those before it the client may have invented. */
    private static @Nullable InetAddress told(HttpHeaders headers, Networks trusted) {
        List<String> lines = headers.getAll("x-forwarded-for");
        for (int line = lines.size() - 1; line >= 0; line--) {
            String[] hops = lines.get(line).split(",", -1);
            for (int hop = hops.length - 1; hop >= 0; hop--) {
                InetAddress address = Networks.address(hops[hop].strip());
                if (address == null || !trusted.contain(address)) {
                    return address;
                }
            }
        }
        String real = headers.get("x-real-ip");
        return real == null ? null : Networks.address(real.strip());
    }
}
