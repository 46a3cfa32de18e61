package cn.openclaw.llm;

/**
 * Tokens of one call, as the platform counted them.
 *
 * @param input prompt tokens that were not cached
 * @param output completion tokens, reasoning included once
 * @param cacheRead prompt tokens that the platform had cached
 * @param cacheWrite prompt tokens it wrote to its cache
 * @param reported whether the platform sent any count; without one the numbers are 0 and mean "unknown"
 * @param reasoning how many of {@code output} were reasoning; 0 also where the platform does not tell
 */
public record Usage(long input, long output, long cacheRead, long cacheWrite, boolean reported, long reasoning) {
    public static final Usage UNKNOWN = new Usage(0, 0, 0, 0, false);

    /** Without a count of the reasoning. */
    public Usage(long input, long output, long cacheRead, long cacheWrite, boolean reported) {
        this(input, output, cacheRead, cacheWrite, reported, 0);
    }

    public long total() {
        return input + output + cacheRead + cacheWrite;
    }

    /** What is left without these. */
    public Usage minus(Usage other) {
        return new Usage(
                Math.max(0, input - other.input),
                Math.max(0, output - other.output),
                Math.max(0, cacheRead - other.cacheRead),
                Math.max(0, cacheWrite - other.cacheWrite),
                reported,
                Math.max(0, reasoning - other.reasoning));
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                reported || other.reported,
                reasoning + other.reasoning);
    }
}
