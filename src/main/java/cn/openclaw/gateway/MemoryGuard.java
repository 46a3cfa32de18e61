package cn.openclaw.gateway;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;

/**
 * Refuses new work while memory is short, so that what runs can end: a gateway that says "in a moment" is better than one the
 * system kills. What counts is what a collection of garbage could not free.
 */
public final class MemoryGuard {
    /** The share of the heap from which on nothing new begins. */
    static final double FULL = 0.85;

    private final DoubleSupplier share;

    /** @param share of the heap that is really used, from 0 to 1 */
    MemoryGuard(DoubleSupplier share) {
        this.share = share;
    }

    /** Of a gateway. */
    public static MemoryGuard of(GatewayWorld world) {
        return world.kept(MemoryGuard.class, _ -> new MemoryGuard(MemoryGuard::used));
    }

    /** Whether new work should wait. Cheap: asked for every request. */
    public boolean isTight() {
        return share.getAsDouble() > FULL;
    }

    private static double used() {
        Runtime runtime = Runtime.getRuntime();
        double all = (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
        // Most of that may be garbage; only when it is much, the collectors are asked, whose classes take a while to load.
        return all > FULL ? Pools.kept(runtime.maxMemory()) : all;
    }

    private static final class Pools {
        private static double kept(long most) {
            long kept = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
                kept += after == null ? 0 : after.getUsed();
            }
            return (double) kept / most;
        }
    }
}
