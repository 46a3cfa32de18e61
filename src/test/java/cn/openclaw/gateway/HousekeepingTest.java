package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final long MIB = 1 << 20;

    @Test
    void memoryIsGivenBackWhenNothingRuns() {
        assertThat(Housekeeping.isDue(40 * MIB, 15 * MIB, 0)).isFalse();
        assertThat(Housekeeping.isDue(70 * MIB, 15 * MIB, 0)).isTrue();
    }

    @Test
    void whoWaitsForAWordIsHeldUpOnlyWhereMuchIsAtStake() {
        assertThat(Housekeeping.isDue(70 * MIB, 15 * MIB, 3)).isFalse();
        assertThat(Housekeeping.isDue(200 * MIB, 15 * MIB, 3)).isTrue();
        // Ten thousand streams use a lot, and all of it is needed.
        assertThat(Housekeeping.isDue(400 * MIB, 180 * MIB, 10_000)).isFalse();
    }
}
