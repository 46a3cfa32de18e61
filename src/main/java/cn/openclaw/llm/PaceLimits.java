package cn.openclaw.llm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast one key may ask, as far as it is known; {@link Long#MAX_VALUE} where nothing is.
 *
 * @param concurrency requests under way at a time
 * @param perMinute requests admitted within any 60 seconds
 * @param tokensPerMinute prompt tokens and the most the answers could have, within any 60 seconds
 */
public record PaceLimits(long concurrency, long perMinute, long tokensPerMinute) {
    public static final PaceLimits NONE = new PaceLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Kimi Code counts its requests in longer windows; these may be under way at a time. */
    public static final PaceLimits KIMI_CODE = new PaceLimits(30, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Moonshot's open platform, tiers 0 to 5 by what was ever paid in (its page on rate limits). */
    private static final List<PaceLimits> TIERS = List.of(
            new PaceLimits(1, 3, 500_000),
            new PaceLimits(50, 200, 2_000_000),
            new PaceLimits(100, 500, 3_000_000),
            new PaceLimits(200, 5_000, 3_000_000),
            new PaceLimits(400, 5_000, 4_000_000),
            new PaceLimits(1_000, 10_000, 5_000_000));

    /**
     * What a tier of Moonshot's allows.
     *
     * @param tier 0 to 5; anything else is nobody's
     */
    public static Optional<PaceLimits> tier(int tier) {
        return tier >= 0 && tier < TIERS.size() ? Optional.of(TIERS.get(tier)) : Optional.empty();
    }

    /** The stricter of two, limit by limit. */
    public PaceLimits and(PaceLimits other) {
        return new PaceLimits(
                Math.min(concurrency, other.concurrency),
                Math.min(perMinute, other.perMinute),
                Math.min(tokensPerMinute, other.tokensPerMinute));
    }

    /**
     * What a refusal tells: Moonshot names the limit it refused by ({@code max concurrency: 1}, {@code max RPM: 3},
     * {@code TPM rate limit, current: …, limit: 500000}), and one number gives away the tier and with it the other two.
     */
    static Optional<PaceLimits> told(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        long concurrency = number(lower, "max concurrency:");
        long perMinute = number(lower, "max rpm:");
        long tokens = lower.contains("tpm rate limit") ? number(lower, "limit:") : 0;
        if (concurrency <= 0 && perMinute <= 0 && tokens <= 0) {
            return Optional.empty();
        }
        PaceLimits said = new PaceLimits(known(concurrency), known(perMinute), known(tokens));
        // 3 M tokens and 5000 requests are two tiers' limits: the higher one may be right.
        Optional<PaceLimits> tier = TIERS.reversed().stream()
                .filter(one -> one.concurrency == concurrency || one.perMinute == perMinute || one.tokensPerMinute == tokens)
                .findFirst();
        return Optional.of(tier.map(said::and).orElse(said));
    }

    private static long known(long limit) {
        return limit <= 0 ? Long.MAX_VALUE : limit;
    }

    /** The number behind the last mention of a word; 0 if there is none. */
    private static long number(String text, String word) {
        int at = text.lastIndexOf(word);
        if (at < 0) {
            return 0;
        }
        int from = at + word.length();
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        long value = 0;
        for (int i = from; i < text.length() && i < from + 15 && Character.isDigit(text.charAt(i)); i++) {
            value = value * 10 + Character.digit(text.charAt(i), 10);
        }
        return value;
    }
}
