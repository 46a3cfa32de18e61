package cn.openclaw.auth;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts a provider's key may be sent to: those we know of the provider, and the one a person wrote as its
 * {@code baseUrl}. A key must not reach another vendor because a default filled in somebody else's address.
 *
 * @param provider whose key
 * @param hosts host names in lower case
 */
public record KeyHosts(String provider, Set<String> hosts) {

    public KeyHosts {
        hosts = Collections.unmodifiableSet(new LinkedHashSet<>(hosts));
    }

    /**
     * @param known the base URLs of the provider's regions
     * @param configured {@code models.providers.<provider>.baseUrl}, if a person wrote one
     */
    public static KeyHosts of(String provider, Collection<URI> known, Optional<URI> configured) {
        Set<String> hosts = new LinkedHashSet<>();
        known.forEach(url -> hosts.add(host(url)));
        configured.ifPresent(url -> hosts.add(host(url)));
        hosts.remove("");
        return new KeyHosts(provider, hosts);
    }

    /**
     * Returns if the key may go there.
     *
     * @throws AuthException WRONG_HOST if the host is not the provider's
     */
    public void require(URI target) {
        String host = host(target);
        if (!hosts.contains(host)) {
            throw new AuthException(
                    AuthException.Reason.WRONG_HOST,
                    AuthText.WRONG_HOST,
                    provider,
                    hosts.isEmpty() ? "-" : String.join(", ", hosts),
                    host.isEmpty() ? target.getScheme() + ":" : host);
        }
    }

    private static String host(URI url) {
        String host = url.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    /** Whether a URL stays on this machine: its server needs no key unless it says so. */
    static boolean isLocal(URI url) {
        String host = host(url);
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.startsWith("127.")
                || host.endsWith(".localhost");
    }
}
