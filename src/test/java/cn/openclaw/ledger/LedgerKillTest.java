package cn.openclaw.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that spend together under one cap, killed at random moments: the ledger never knows less than what was billed. */
@Tag("slow")
@Timeout(600)
class LedgerKillTest {
    private static final long CAP = 3_000_000;

    @TempDir
    Path folder;

    private Process spender(long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                        System.getProperty("java.class.path"), LedgerSpender.class.getName(), folder.toString(), Long.toString(CAP),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out-" + seed).toFile())
                .start();
    }

    private long billed() throws IOException {
        long sum = 0;
        for (File bill : Optional.ofNullable(folder.toFile().listFiles((_, name) -> name.startsWith("bill-"))).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(bill.toPath()));
            while (bytes.remaining() >= 8) {
                sum += bytes.getLong();
            }
        }
        return sum;
    }

    @Test
    @DisplayName("P42 kill -9 at any moment between putting aside and settling: nothing billed is forgotten, and the cap holds")
    void nothingBilledIsForgotten() throws Exception {
        Random random = new Random(7);
        int killed = 0;
        long seed = 0;
        boolean refused = false;
        for (int round = 0; round < 25 && !refused; round++) {
            List<Process> all = new ArrayList<>(List.of(spender(seed++), spender(seed++), spender(seed++)));
            for (Process one : all) {
                refused |= one.waitFor(600 + random.nextInt(900), TimeUnit.MILLISECONDS);
                killed += one.isAlive() ? 1 : 0;
                one.destroyForcibly().waitFor();
            }
            try (Ledger ledger = LedgerSpender.ledger(folder)) {
                Cap cap = LedgerSpender.budget(CAP).caps().getFirst();
                Caps.Spent spent = ledger.spent(cap, ledger.call(new Caller("", "", "", ""), "", "", Optional.empty(), ""));
                assertThat(spent.reserved()).as("nobody is alive").isZero();
                assertThat(spent.settled()).as("round %d", round).isGreaterThanOrEqualTo(billed());
                assertThat(billed()).isLessThanOrEqualTo(CAP);
            }
        }
        assertThat(killed).isGreaterThan(5);
        assertThat(billed()).as("what was put aside and lost is little").isPositive();
    }
}
