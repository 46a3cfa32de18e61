package cn.openclaw.tool;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What tools find around them, the same for every turn of a process; and what they keep between turns, such as programs that
 * still run and open connections. Close it when the process ends.
 */
public final class ToolWorld implements AutoCloseable {
    private final Supplier<ConfigSnapshot> snapshot;
    private final Places places;
    private final InstantSource clock;
    private final Supplier<Http> http;
    private final Map<Class<?>, AutoCloseable> kept = new ConcurrentHashMap<>();

    /**
     * @param snapshot the configuration as it is now
     * @param http the way out, made when first needed
     */
    public ToolWorld(Supplier<ConfigSnapshot> snapshot, Places places, InstantSource clock, Supplier<Http> http) {
        this.snapshot = snapshot;
        this.places = places;
        this.clock = clock;
        this.http = http;
    }

    public ConfigSnapshot snapshot() {
        return snapshot.get();
    }

    public Places places() {
        return places;
    }

    public InstantSource clock() {
        return clock;
    }

    public Http http() {
        return http.get();
    }

    /** The one thing of this type that lives as long as the process, made when it is first asked for. */
    public <T extends AutoCloseable> T kept(Class<T> type, Function<ToolWorld, T> make) {
        return type.cast(kept.computeIfAbsent(type, _ -> make.apply(this)));
    }

    /** Closes what was kept: programs are ended, connections closed. */
    @Override
    public void close() {
        for (Class<?> type : java.util.List.copyOf(kept.keySet())) {
            AutoCloseable thing = kept.remove(type);
            try {
                if (thing != null) {
                    thing.close();
                }
            } catch (Exception _) {
                // The edge of a tool's belongings: one that cannot be closed must not keep the others open.
            }
        }
    }
}
