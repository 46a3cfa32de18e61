package cn.openclaw.gateway.server;

import cn.openclaw.gateway.Machine;
import cn.openclaw.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which web pages may talk to the gateway through somebody's browser: its own, and those of {@code gateway.controlUi.allowedOrigins}.
 * And by which names it may be called: a page elsewhere can give its own name this machine's address (DNS rebinding).
 */
final class Origins {
    private final Set<String> origins = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();

    private final boolean tailnet;

    private Origins(JsonNode config) {
        String mode = Json.text(config, "gateway", "tailscale", "mode");
        tailnet = mode != null && !mode.equals("off");
        JsonNode allowed = Json.at(config, "gateway", "controlUi", "allowedOrigins");
        if (allowed != null) {
            for (JsonNode entry : allowed.values()) {
                String origin = normal(entry.asString(""));
                if (origin != null) {
                    origins.add(origin);
                    hosts.add(host(origin.substring(origin.indexOf("://") + 3)));
                }
            }
        }
    }

    static Origins of(JsonNode config) {
        return new Origins(config);
    }

    /** Whether the gateway answers to this {@code Host}. */
    boolean knowsHost(@Nullable String written, Peer peer) {
        if (written == null) {
            // Only HTTP/1.0 may leave it out, and no browser speaks that.
            return true;
        }
        String host = host(written);
        return peer.proxied()
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || Networks.address(host) != null
                || hosts.contains(host)
                // Names that only Tailscale gives away, and never for an address of this machine's own.
                || (tailnet && host.endsWith(".ts.net"))
                || host.equals(Machine.name())
                || host.equals(Machine.name() + ".local");
    }

    /** Whether a page of this origin may ask; programs that are no browsers name none. */
    boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        String found = normal(origin);
        if (found == null) {
            // "null" is a sandboxed frame or a file: anybody's.
            return false;
        }
        return origins.contains(found) || (host != null && authority(found).equals(plain(host, found)));
    }

    /** Whether the configuration names it: only then is the browser told that it may read the answers. */
    boolean names(String origin) {
        String found = normal(origin);
        return found != null && origins.contains(found);
    }

    private static String authority(String origin) {
        return origin.substring(origin.indexOf("://") + 3);
    }

    /** The host with its port, unless that is the usual one of the origin's scheme. */
    private static String plain(String host, String origin) {
        String usual = origin.startsWith("https:") ? ":443" : ":80";
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }

    /** {@code scheme://host[:port]} in lower case, without a port that goes without saying; null if it is no such thing. */
    private static @Nullable String normal(String written) {
        try {
            URI uri = new URI(written.strip().toLowerCase(Locale.ROOT));
            if (uri.getHost() == null || uri.getScheme() == null) {
                return null;
            }
            boolean usual = uri.getPort() < 0
                    || (uri.getScheme().equals("https") && uri.getPort() == 443)
                    || (uri.getScheme().equals("http") && uri.getPort() == 80);
            return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String host(String written) {
        String lower = written.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            return lower.indexOf(']') < 0 ? lower : lower.substring(0, lower.indexOf(']') + 1);
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }
}
