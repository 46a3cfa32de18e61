package cn.openclaw.simulator;

import java.math.BigDecimal;
import java.util.List;

/**
 * A key that the simulator knows, and the account behind it.
 *
 * @param key the characters; made up, so no secret
 * @param platform where it is welcome
 * @param organisation keys of one organisation share its limits and its money
 * @param tier 0 to 5: how much was ever paid in, which decides the limits; or {@link #UNLIMITED}
 * @param balance yuan or dollars; ignored on Kimi Code
 * @param condition what is wrong with the account, if anything
 */
public record SimulatorKey(
        String key, Platform platform, String organisation, int tier, BigDecimal balance, Condition condition) {

    /** What can be wrong with an account. */
    public enum Condition {
        /** Nothing. */
        FINE,
        /** Its organisation lets only some addresses in: 403. */
        ADDRESS_REFUSED,
        /** Kimi Code without a membership: 402. */
        NO_MEMBERSHIP,
        /** Kimi Code's small plan: no high-speed model, 256 K window. */
        SMALL_PLAN,
        /** Kimi Code's quota of this cycle is used up: 403. */
        QUOTA_USED
    }

    /** A tier that no platform has: nothing is too fast. */
    public static final int UNLIMITED = -1;

    /** The key of a healthy account on api.moonshot.cn's stand-in. */
    public static final String CN = "sk-sim-cn-0000000000000001";
    /** The key of a healthy account on api.moonshot.ai's stand-in. */
    public static final String INTL = "sk-sim-intl-00000000000001";
    /** The key of a healthy Kimi Code membership. */
    public static final String KIMI = "sk-kimi-sim-00000000000001";
    /** On the mainland platform, with nothing left in it: 429, and no use in trying again. */
    public static final String CN_EMPTY = "sk-sim-cn-empty-0000000001";
    /** On the mainland platform, behind a list of addresses: 403. */
    public static final String CN_ADDRESS_REFUSED = "sk-sim-cn-address-00000001";
    /** On the mainland platform, tier 0: one request at a time, three a minute. */
    public static final String CN_TIER_0 = "sk-sim-cn-tier0-0000000001";
    /** Kimi Code without a membership: 402. */
    public static final String KIMI_NO_MEMBERSHIP = "sk-kimi-sim-nobody-0000001";
    /** Kimi Code's small plan. */
    public static final String KIMI_SMALL_PLAN = "sk-kimi-sim-small-00000001";
    /** Kimi Code with its quota used up: 403. */
    public static final String KIMI_QUOTA_USED = "sk-kimi-sim-spent-00000001";

    static List<SimulatorKey> defaults(int tier, BigDecimal balance) {
        return List.of(
                new SimulatorKey(CN, Platform.MOONSHOT_CN, "org-sim-cn", tier, balance, Condition.FINE),
                new SimulatorKey(INTL, Platform.MOONSHOT_INTL, "org-sim-intl", tier, balance, Condition.FINE),
                new SimulatorKey(KIMI, Platform.KIMI_CODE, "org-sim-kimi", tier, balance, Condition.FINE),
                new SimulatorKey(
                        CN_EMPTY, Platform.MOONSHOT_CN, "org-sim-empty", tier, BigDecimal.ZERO, Condition.FINE),
                new SimulatorKey(
                        CN_ADDRESS_REFUSED, Platform.MOONSHOT_CN, "org-sim-ip", tier, balance, Condition.ADDRESS_REFUSED),
                new SimulatorKey(CN_TIER_0, Platform.MOONSHOT_CN, "org-sim-tier0", 0, balance, Condition.FINE),
                new SimulatorKey(
                        KIMI_NO_MEMBERSHIP, Platform.KIMI_CODE, "org-sim-nobody", tier, balance, Condition.NO_MEMBERSHIP),
                new SimulatorKey(
                        KIMI_SMALL_PLAN, Platform.KIMI_CODE, "org-sim-small", tier, balance, Condition.SMALL_PLAN),
                new SimulatorKey(
                        KIMI_QUOTA_USED, Platform.KIMI_CODE, "org-sim-spent", tier, balance, Condition.QUOTA_USED));
    }

    /** How the journal and error texts name it: never the key itself. */
    String id() {
        return "ak-" + organisation.substring(4);
    }
}
