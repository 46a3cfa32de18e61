package cn.openclaw.http;

import cn.openclaw.base.Environment;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which way a request leaves: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, else {@code ALL_PROXY}, unless {@code NO_PROXY} or
 * loopback says direct. Lower-case names count first, as in curl. A {@code NO_PROXY} entry is a host (its subdomains
 * included), {@code .suffix}, {@code *.suffix}, an address or IPv4 block ({@code 10.0.0.0/8}), any of them with {@code :port},
 * or {@code *} for everything.
 */
public final class ProxyRules {
    private final Environment environment;
    private final List<String> direct;

    public ProxyRules(Environment environment) {
        this.environment = environment;
        this.direct = either("no_proxy").map(found -> split(found.value())).orElse(List.of());
    }

    /**
     * A proxy to go through.
     *
     * @param variable the environment variable or the config path that names it, for error sentences
     * @param host its host
     * @param port its port
     * @param authorization the {@code Proxy-Authorization} value, if the variable holds user and password
     */
    public record Way(String variable, String host, int port, Optional<String> authorization) {
        Proxy proxy() {
            return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
        }

        /** Host and port, never the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    private record Found(String name, String value) {}

    /**
     * The proxy for an address; empty to go straight.
     *
     * @throws HttpException if the variable that decides cannot be understood
     */
    Optional<Way> of(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        Optional<Found> found = either(tls ? "https_proxy" : "http_proxy").or(() -> either("all_proxy"));
        if (found.isEmpty() || uri.getHost() == null || goesDirect(bare(uri.getHost()), port(uri, tls))) {
            return Optional.empty();
        }
        return Optional.of(read(found.get()));
    }

    /** The same where a way was chosen for the request: nothing else has a say in it. */
    public Optional<Way> of(URI uri, Optional<HttpProxy> chosen) {
        if (chosen.isEmpty()) {
            return of(uri);
        }
        String address = chosen.get().address().reveal().strip();
        return address.equalsIgnoreCase("direct")
                ? Optional.empty()
                : Optional.of(read(new Found(chosen.get().source(), address)));
    }

    private static int port(URI uri, boolean tls) {
        return uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    }

    private Optional<Found> either(String lowerCase) {
        String upperCase = lowerCase.toUpperCase(Locale.ROOT);
        return environment
                .get(lowerCase)
                .map(value -> new Found(lowerCase, value))
                .or(() -> environment.get(upperCase).map(value -> new Found(upperCase, value)));
    }

    private static List<String> split(String value) {
        return java.util.Arrays.stream(value.split("[,\\s]+"))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static Way read(Found found) {
        String value = found.value().strip();
        int scheme = value.indexOf("://");
        String kind = scheme < 0 ? "http" : value.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!kind.equals("http")) {
            throw new HttpException(HttpException.Reason.PROXY, HttpText.PROXY_SCHEME, found.name(), kind + "://");
        }
        try {
            URI uri = URI.create("http://" + (scheme < 0 ? value : value.substring(scheme + 3)));
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("no host");
            }
            Optional<String> authorization = Optional.ofNullable(uri.getRawUserInfo()).map(ProxyRules::basic);
            return new Way(found.name(), bare(uri.getHost()), uri.getPort() < 0 ? 80 : uri.getPort(), authorization);
        } catch (IllegalArgumentException e) {
            // The value may hold a password, so the sentence names the variable only.
            throw new HttpException(HttpException.Reason.PROXY, HttpText.PROXY_UNREADABLE, found.name());
        }
    }

    private static String basic(String rawUserInfo) {
        String decoded = URLDecoder.decode(rawUserInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        String pair = decoded.indexOf(':') < 0 ? decoded + ":" : decoded;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private boolean goesDirect(String host, int port) {
        if (isLoopback(host)) {
            return true;
        }
        for (String entry : direct) {
            if (matches(entry, host, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || (host.startsWith("127.") && address(host) >= 0);
    }

    private static boolean matches(String entry, String host, int port) {
        String name = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (hasPort) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        name = bare(name);
        if (name.equals("*")) {
            return true;
        }
        if (name.indexOf('/') > 0) {
            return inBlock(name, host);
        }
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".")
                ? host.endsWith(suffix) || host.equals(suffix.substring(1))
                : host.equals(suffix) || host.endsWith("." + suffix);
    }

    private static boolean inBlock(String block, String host) {
        int slash = block.indexOf('/');
        long base = address(block.substring(0, slash));
        long address = address(host);
        if (base < 0 || address < 0) {
            return false;
        }
        try {
            int bits = Integer.parseInt(block.substring(slash + 1));
            return bits >= 0 && bits <= 32 && (bits == 0 || base >>> (32 - bits) == address >>> (32 - bits));
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** A dotted IPv4 address as a number, or -1. */
    private static long address(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long number = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return -1;
            }
            int value = Integer.parseInt(part);
            if (value > 255) {
                return -1;
            }
            number = number << 8 | value;
        }
        return number;
    }

    /** Without the brackets of an IPv6 address, in lower case. */
    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
