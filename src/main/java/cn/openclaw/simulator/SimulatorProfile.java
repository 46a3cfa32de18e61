package cn.openclaw.simulator;

/** How the streams look. */
public enum SimulatorProfile {
    /** As the vendor's own stream specification of 2026 demands. */
    STRICT,
    /** As recorded from the platform before it: {@code cmpl-} ids, usage only in the last choice, whole tool calls at once. */
    LEGACY,
    /** Everything a client has ever been hurt by and must survive: see {@link MessyFrames}. */
    MESSY
}
