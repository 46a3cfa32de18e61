package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final long MIB = 1 << 20;

    @Test
    void whatABusyHourTookIsGivenBack() {
        assertThat(Housekeeping.isDue(45 * MIB, 14 * MIB)).isFalse();
        assertThat(Housekeeping.isDue(60 * MIB, 14 * MIB)).isTrue();
    }

    @Test
    void tenThousandStreamsKeepTheirMemory() {
        assertThat(Housekeeping.isDue(350 * MIB, 180 * MIB)).isFalse();
    }

    @Test
    void garbageGoesWhenMuchOfItIsThere() {
        var housekeeping = new Housekeeping(0);
        Runtime runtime = Runtime.getRuntime();
        byte[][] garbage = new byte[200][];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = new byte[1 << 20];
        }
        long before = runtime.totalMemory() - runtime.freeMemory();
        assertThat(garbage[7]).hasSize(1 << 20);
        garbage = null;
        housekeeping.look();
        assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(before - 100 * MIB);
    }
}
