package cn.openclaw.gateway.relay;

import cn.openclaw.agent.KeyWatch;
import cn.openclaw.agent.Observed;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.journal.Requests;
import cn.openclaw.ledger.Ledger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all relayed requests share. Lives as long as the gateway. */
final class Relay implements AutoCloseable {
    private final GatewayWorld world;
    private final Ledger ledger;
    private final Desk desk;
    private final Lifecycle lifecycle;
    private final Requests requests;
    private final Upstreams upstreams;
    private final Names names = new Names();
    private final KeyWatch watch;
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();
    private final Map<KeyWatch.Asked, Long> praised = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final String prefix;
    private volatile @Nullable Routes routes;

    private Relay(GatewayWorld world, Tls tls) {
        this.world = world;
        this.ledger = world.agents()
                .tools()
                .kept(Ledger.class, _ -> new Ledger(
                        world.agents().places().stateDir(), world.agents().clock(), world.agents().zone(), world.agents().random()));
        this.lifecycle = world.kept(Lifecycle.class, Lifecycle::of);
        this.requests = Observed.of(world.agents().tools()).requests();
        this.desk = new Desk(ledger, world.log());
        this.upstreams = new Upstreams(tls);
        this.watch = world.runs().keyWatch();
        this.prefix = "req_" + Long.toHexString(world.agents().random().nextLong() | Long.MIN_VALUE) + "-";
    }

    static Relay of(GatewayWorld world) {
        return world.kept(Relay.class, one -> new Relay(one, new Tls()));
    }

    /** With certificates of a test's own. */
    static Relay of(GatewayWorld world, Tls tls) {
        return world.kept(Relay.class, one -> new Relay(one, tls));
    }

    GatewayWorld world() {
        return world;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Where requests are announced. */
    Requests requests() {
        return requests;
    }

    /** How far the gateway's life is. */
    Lifecycle lifecycle() {
        return lifecycle;
    }

    Desk desk() {
        return desk;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    Names names() {
        return names;
    }

    KeyWatch watch() {
        return watch;
    }

    /** A new request's id. */
    String id() {
        return prefix + Long.toHexString(numbers.incrementAndGet());
    }

    Rate rate(CallerKey key) {
        return rates.computeIfAbsent(key.name(), _ -> new Rate());
    }

    /** The same if it need not be read first; for those who must not wait. */
    Optional<Routes> routesAtHand() {
        ConfigSnapshot now = world.config();
        return Optional.ofNullable(routes).filter(known -> known.isOf(now));
    }

    /** What the configuration says now. */
    Routes routes() {
        ConfigSnapshot now = world.config();
        Routes known = routes;
        if (known == null || !known.isOf(now)) {
            synchronized (this) {
                known = routes;
                if (known == null || !known.isOf(now)) {
                    known = new Routes(world.agents());
                    routes = known;
                }
            }
        }
        return known;
    }

    /** A key did well. Said at most once a minute for each, and at once after a failure: a note costs a look at the disk. */
    void praise(KeyWatch.Asked asked) {
        long now = System.nanoTime();
        Long before = praised.get(asked);
        if (before == null || now - before > 60_000_000_000L) {
            praised.put(asked, now);
            watch.succeeded(asked);
        }
    }

    /** From now on its next success is news. */
    void blame(KeyWatch.Asked asked) {
        praised.remove(asked);
    }

    @Override
    public void close() {
        upstreams.close();
        desk.close();
        Routes known = routes;
        if (known != null) {
            known.profiles().flush();
        }
    }
}
