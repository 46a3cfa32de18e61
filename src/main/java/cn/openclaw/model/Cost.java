package cn.openclaw.model;

/**
 * Prices per million tokens, as in the config's {@code cost}. Four zeros are what the page's examples write where nobody
 * filled in a price, so {@link #isStated} is false for them: an unknown price is never shown as 0.
 *
 * @param input uncached input
 * @param output output, reasoning included
 * @param cacheRead input that the platform had cached
 * @param cacheWrite input written to the cache
 */
public record Cost(double input, double output, double cacheRead, double cacheWrite) {
    public static final Cost UNSTATED = new Cost(0, 0, 0, 0);

    public boolean isStated() {
        return input != 0 || output != 0 || cacheRead != 0 || cacheWrite != 0;
    }
}
