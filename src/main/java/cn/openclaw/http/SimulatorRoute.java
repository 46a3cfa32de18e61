package cn.openclaw.http;

import cn.openclaw.base.Environment;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way that requests to Moonshot's platforms take with {@code OPENCLAW_SIMULATOR=http://127.0.0.1:PORT}: to a simulator on this
 * machine, so that a configuration can be tried as it stands, without a key. Only a loopback address is taken: a real key must not be
 * led to a stranger by a variable.
 *
 * @param simulator its address, with no slash at the end
 */
public record SimulatorRoute(URI simulator) {
    /** The variable. */
    public static final String VARIABLE = "OPENCLAW_SIMULATOR";

    private static final Map<String, String> PLATFORMS = Map.of(
            "api.moonshot.cn", "/moonshot-cn", "api.moonshot.ai", "/moonshot-ai", "api.kimi.com", "/kimi");

    /** The route that the environment names; empty if it names none, or something that is not on this machine. */
    public static Optional<SimulatorRoute> of(Environment environment) {
        return environment.get(VARIABLE).flatMap(SimulatorRoute::read);
    }

    private static Optional<SimulatorRoute> read(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean plain = List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
            return plain && InetAddress.getByName(uri.getHost()).isLoopbackAddress()
                    ? Optional.of(new SimulatorRoute(uri))
                    : Optional.empty();
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Where a request really goes; empty if it goes to nobody whom the simulator imitates. */
    public Optional<URI> instead(URI uri) {
        String prefix = PLATFORMS.get(String.valueOf(uri.getHost()));
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return prefix == null ? Optional.empty() : Optional.of(URI.create(simulator + prefix + uri.getRawPath() + query));
    }
}
