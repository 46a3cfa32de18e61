package cn.openclaw.gateway.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What host names stand for, remembered for half a minute. Looking one up blocks, so never on an event loop. */
final class Names {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Map<String, Found> known = new ConcurrentHashMap<>();

    private record Found(List<InetAddress> addresses, long at) {}

    /** The addresses in the order to try them; empty if nobody knows the name. */
    List<InetAddress> of(String host) {
        Found found = known.get(host);
        if (found != null && System.nanoTime() - found.at() < FRESH_NANOS) {
            return found.addresses();
        }
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            known.put(host, new Found(addresses, System.nanoTime()));
            return addresses;
        } catch (UnknownHostException e) {
            // An old answer is better than none while the resolver is down.
            return found == null ? List.of() : found.addresses();
        }
    }
}
