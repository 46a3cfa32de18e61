package cn.openclaw.gateway.server;

import cn.openclaw.gateway.Neighbourhood;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses: ten wrong logins of one address within a minute close the door to it for five minutes. This machine's
 * own programs, which a person may have misconfigured a moment ago, wait ten seconds. Guarded by its lock.
 *
 * <p>Of guesses that come together no more are judged than would be one after the other: each counts from the moment it is
 * {@link #judged}, before anybody hears what came of it.
 */
final class Guard {
    private static final int TRIES = 10;
    private static final long WINDOW_MS = 60_000;
    private static final long LOCK_MS = 300_000;
    private static final long LOCAL_LOCK_MS = 10_000;
    /** For who comes while as many as are allowed are still being answered. */
    private static final long ANSWERING_MS = 1_000;
    private static final int MOST = 10_000;

    private static final class Account {
        private final ArrayDeque<Long> failures = new ArrayDeque<>();
        /** Wrong ones of which nobody has heard yet. */
        private int untold;
        private long lockedAt;
        private long lockedUntil;

        int recent(long now) {
            failures.removeIf(at -> at > now || now - at > WINDOW_MS);
            return failures.size();
        }

        boolean isIdle(long now) {
            return untold == 0 && recent(now) == 0 && (now < lockedAt || now >= lockedUntil);
        }
    }

    private final InstantSource clock;
    /** The one that was used longest ago is forgotten first. */
    private final Map<String, Account> addresses = new LinkedHashMap<>(16, 0.75f, true);

    Guard(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether nobody there guessed wrong lately. */
    synchronized boolean isQuiet(Peer peer) {
        if (addresses.isEmpty()) {
            return true;
        }
        Account account = addresses.get(key(peer));
        return account == null || account.isIdle(clock.millis());
    }

    /**
     * Something was shown, and is right or wrong, which nobody may hear if this does not give 0.
     *
     * @return milliseconds for which this address must wait; if 0 and it was wrong, {@link #told} is to follow
     */
    synchronized long judged(Peer peer, boolean right) {
        long wait = waitMs(peer);
        Account account = addresses.get(key(peer));
        if (wait == 0 && account != null && account.recent(clock.millis()) + account.untold >= TRIES) {
            return ANSWERING_MS;
        }
        if (wait == 0 && !right) {
            addresses.computeIfAbsent(key(peer), _ -> new Account()).untold++;
            forget();
        }
        return wait;
    }

    /**
     * The one that showed something wrong has its answer.
     *
     * @param refused whether that was the reason; what needs no key is given to whoever shows a wrong one, too
     */
    synchronized void told(Peer peer, boolean refused) {
        Account account = addresses.get(key(peer));
        if (account != null) {
            account.untold = Math.max(0, account.untold - 1);
        }
        if (refused) {
            failed(peer);
        } else if (account != null && account.isIdle(clock.millis())) {
            addresses.remove(key(peer));
        }
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
        if (account.recent(now) >= TRIES) {
            account.failures.clear();
            account.lockedAt = now;
            account.lockedUntil = now + (peer.local() ? LOCAL_LOCK_MS : LOCK_MS);
        }
        forget();
    }

    private void forget() {
        if (addresses.size() > MOST) {
            addresses.remove(addresses.keySet().iterator().next());
        }
    }

    /** Somebody knew the shared secret, and so has nothing left to guess. */
    synchronized void passed(Peer peer) {
        addresses.remove(key(peer));
    }

    /** What comes through a proxy on this machine must not lock out this machine's own programs. */
    private static String key(Peer peer) {
        return (peer.local() ? "local " : "") + Neighbourhood.of(peer.address());
    }
}
