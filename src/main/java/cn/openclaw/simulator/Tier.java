package cn.openclaw.simulator;

import java.util.List;

/**
 * The open platform's limits for one organisation, by how much it ever paid in.
 *
 * @param concurrency requests at the same time
 * @param perMinute requests
 * @param tokensPerMinute prompt tokens and the most the answers could have
 * @param tokensPerDay the same, for a day of the platform's
 */
record Tier(int concurrency, int perMinute, long tokensPerMinute, long tokensPerDay) {
    private static final List<Tier> ALL = List.of(
            new Tier(1, 3, 500_000, 1_500_000),
            new Tier(50, 200, 2_000_000, Long.MAX_VALUE),
            new Tier(100, 500, 3_000_000, Long.MAX_VALUE),
            new Tier(200, 5_000, 3_000_000, Long.MAX_VALUE),
            new Tier(400, 5_000, 4_000_000, Long.MAX_VALUE),
            new Tier(1_000, 10_000, 5_000_000, Long.MAX_VALUE));

    private static final Tier NONE =
            new Tier(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Kimi Code counts requests in longer windows, and only these at the same time. */
    static final Tier MEMBERSHIP = new Tier(30, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    static Tier of(SimulatorKey key) {
        if (key.tier() == SimulatorKey.UNLIMITED) {
            return NONE;
        }
        return key.platform().membership() ? MEMBERSHIP : ALL.get(key.tier());
    }
}
