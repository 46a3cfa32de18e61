package cn.openclaw.gateway.relay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What host names stand for, remembered for half a minute. Looking one up blocks, so never on an event loop. */
final class Names {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Map<String, Found> known = new ConcurrentHashMap<>();

    private record Found(List<InetAddress> addresses, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS;
        }
    }

    /** The addresses if they are remembered; empty if they would have to be looked up. Never blocks. */
    Optional<List<InetAddress>> remembered(String host) {
        return Optional.ofNullable(known.get(host)).filter(Found::isFresh).map(Found::addresses);
    }

    /** The addresses in the order to try them; empty if nobody knows the name. */
    List<InetAddress> of(String host) {
        Found found = known.get(host);
        if (found != null && found.isFresh()) {
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
