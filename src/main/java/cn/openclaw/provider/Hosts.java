package cn.openclaw.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** What an address tells by itself. */
final class Hosts {
    private Hosts() {}

    /** An absolute http or https address with a host; empty for anything else. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** This machine, or a name or address that only a private network knows. */
    static boolean isLocal(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.endsWith(".local")
                || host.startsWith("127.")
                || host.startsWith("10.")
                || host.startsWith("192.168.")
                || host.equals("0.0.0.0")
                || host.equals("[::1]");
    }

    /** Whether two addresses lead to the same server: host and port, the scheme's own port where none is written. */
    static boolean same(URI one, URI other) {
        return String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost())) && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }

    /** {@code base} with a path behind it, whether or not it ends in a slash. */
    static URI join(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }
}
