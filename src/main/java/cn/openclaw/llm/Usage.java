package cn.openclaw.llm;

/**
 * Tokens of one call, as the platform counted them.
 *
 * @param input prompt tokens that were not cached
 * @param output completion tokens, reasoning included once
 * @param cacheRead prompt tokens that the platform had cached
 * @param cacheWrite prompt tokens it wrote to its cache
 * @param reported whether the platform sent any count; without one the numbers are 0 and mean "unknown"
 */
public record Usage(long input, long output, long cacheRead, long cacheWrite, boolean reported) {
    public static final Usage UNKNOWN = new Usage(0, 0, 0, 0, false);

    public long total() {
        return input + output + cacheRead + cacheWrite;
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                reported || other.reported);
    }
}
