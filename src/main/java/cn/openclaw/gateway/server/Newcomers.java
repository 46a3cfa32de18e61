package cn.openclaw.gateway.server;

import cn.openclaw.gateway.Neighbourhood;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many connections of each remote address have not shown a right key yet: one address must not take everybody's places.
 *
 * <p>A connection counts for the address it comes from. One of this machine, or of a trusted proxy, counts for nobody until that
 * proxy says for whom it speaks: else everybody behind it would share one address's places. Guarded by its lock.
 */
final class Newcomers {
    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();

    /** @param most places for one address */
    Newcomers(int most) {
        this.most = most;
    }

    /** A connection that has not shown anything yet; it takes no place until it is asked to. */
    Place place() {
        return new Place();
    }

    /** Addresses that have a place taken. */
    int addresses() {
        synchronized (taken) {
            return taken.size();
        }
    }

    /** Where one connection is counted. */
    final class Place {
        private @Nullable String whose;

        /**
         * Takes a place for the address at the other end.
         *
         * @param trusted proxies that are believed
         * @return false if that address has none left
         */
        boolean take(SocketAddress from, Networks trusted) {
            InetAddress direct = from instanceof InetSocketAddress internet ? internet.getAddress() : null;
            boolean counts = direct != null && !direct.isLoopbackAddress() && !trusted.contain(direct);
            return !counts || take(Neighbourhood.of(direct.getHostAddress()));
        }

        /**
         * A request came: if a proxy says for whom, its place is that one's from now on.
         *
         * @param from the address at the other end
         * @return false if that one has none left
         */
        boolean take(Peer peer, SocketAddress from) {
            InetAddress direct = from instanceof InetSocketAddress internet ? internet.getAddress() : null;
            boolean told = peer.proxied() && !peer.local() && direct != null && !peer.address().equals(direct.getHostAddress());
            return !told || take(Neighbourhood.of(peer.address()));
        }

        private boolean take(String address) {
            synchronized (taken) {
                if (address.equals(whose)) {
                    return true;
                }
                leave();
                if (taken.getOrDefault(address, 0) >= most) {
                    return false;
                }
                taken.merge(address, 1, Integer::sum);
                whose = address;
                return true;
            }
        }

        boolean isTaken() {
            synchronized (taken) {
                return whose != null;
            }
        }

        /** It has shown a right key, or is gone. */
        void leave() {
            synchronized (taken) {
                if (whose != null) {
                    taken.computeIfPresent(whose, (_, count) -> count > 1 ? count - 1 : null);
                    whose = null;
                }
            }
        }
    }
}
