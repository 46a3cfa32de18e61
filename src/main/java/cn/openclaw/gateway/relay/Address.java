package cn.openclaw.gateway.relay;

import cn.openclaw.http.ProxyRules;
import java.util.Optional;

/**
 * The other end of a connection; those with one address share their idle connections.
 *
 * @param host as in the URL, an IPv6 address without brackets
 * @param proxy the way there
 */
record Address(String host, int port, boolean tls, Optional<ProxyRules.Way> proxy) {

    /** Whether the proxy is asked for each URL by its whole name; else it digs a tunnel, or there is none. */
    boolean wholeUrls() {
        return proxy.isPresent() && !tls;
    }

    /** Who is really connected to. */
    String nearHost() {
        return proxy.map(ProxyRules.Way::host).orElse(host);
    }

    int nearPort() {
        return proxy.map(ProxyRules.Way::port).orElse(port);
    }
}
