package cn.openclaw.gateway.server;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slows down who guesses: ten wrong logins of one address within a minute close the door to it for five minutes. This machine's
 * own programs, which a person may have misconfigured a moment ago, wait ten seconds. Guarded by its lock.
 */
final class Guard {
    private static final int TRIES = 10;
    private static final long WINDOW_MS = 60_000;
    private static final long LOCK_MS = 300_000;
    private static final long LOCAL_LOCK_MS = 10_000;
    private static final int MOST = 10_000;

    private static final class Account {
        private final ArrayDeque<Long> failures = new ArrayDeque<>();
        private long lockedAt;
        private long lockedUntil;
    }

    private final InstantSource clock;
    /** The one that was used longest ago is forgotten first. */
    private final Map<String, Account> addresses = new LinkedHashMap<>(16, 0.75f, true);

    Guard(InstantSource clock) {
        this.clock = clock;
    }

    /** Milliseconds for which this address must wait; 0 if it may try. */
    synchronized long waitMs(Peer peer) {
        Account account = addresses.get(key(peer));
        long now = clock.millis();
        // Before it was locked: somebody put the clock back, and must not wait until it is there again.
        return account == null || now < account.lockedAt ? 0 : Math.max(0, account.lockedUntil - now);
    }

    /** A login was wrong. */
    synchronized void failed(Peer peer) {
        long now = clock.millis();
        Account account = addresses.computeIfAbsent(key(peer), _ -> new Account());
        account.failures.addLast(now);
        account.failures.removeIf(at -> at > now || now - at > WINDOW_MS);
        if (account.failures.size() >= TRIES) {
            account.failures.clear();
            account.lockedAt = now;
            account.lockedUntil = now + (peer.local() ? LOCAL_LOCK_MS : LOCK_MS);
        }
        if (addresses.size() > MOST) {
            addresses.remove(addresses.keySet().iterator().next());
        }
    }

    /** A login was right. */
    synchronized void passed(Peer peer) {
        addresses.remove(key(peer));
    }

    /**
     * A whole IPv6 subnet is one guesser: everybody at home has 2^64 addresses. What comes through a proxy on this machine must not
     * lock out this machine's own programs.
     */
    private static String key(Peer peer) {
        String whose = peer.local() ? "local " : "";
        if (peer.address().indexOf(':') < 0) {
            return whose + peer.address();
        }
        List<String> groups = List.of(peer.address().split(":", -1));
        return whose + String.join(":", groups.subList(0, Math.min(4, groups.size())));
    }
}
