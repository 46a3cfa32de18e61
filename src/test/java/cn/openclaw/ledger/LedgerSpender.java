package cn.openclaw.ledger;

import cn.openclaw.llm.Pause;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.testing.Orphans;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A process that spends until it is killed or refused: puts aside, is billed by a platform that forgets nothing, settles. */
public final class LedgerSpender {
    static final Tariff TARIFF = new Tariff(Optional.of(new Cost(1, 1, 1, 1)), Price.KNOWN, Currency.CNY);

    private LedgerSpender() {}

    static Budget budget(long micros) {
        return new Budget(List.of(new Cap(Cap.Scope.MONTH, "", Currency.CNY, micros, "")), false);
    }

    static Ledger ledger(Path folder) {
        return new Ledger(folder, InstantSource.system(), () -> ZoneOffset.UTC, new Random());
    }

    /** @param arguments the folder, the cap, a seed */
    public static void main(String[] arguments) throws Exception {
        Orphans.endWithParent();
        Path folder = Path.of(arguments[0]);
        Budget budget = budget(Long.parseLong(arguments[1]));
        Random random = new Random(Long.parseLong(arguments[2]));
        try (Ledger ledger = ledger(folder);
                RandomAccessFile bill = new RandomAccessFile(folder.resolve("bill-" + arguments[2]).toFile(), "rw")) {
            while (true) {
                Call call = ledger.call(new Caller("main", "s", "s", "r"), "p", "m", Optional.empty(), "a");
                long prompt = 1 + random.nextInt(1_000);
                Ledger.Reservation reserved =
                        ledger.reserve(call, budget, new Ledger.Wish(TARIFF, prompt, 4_000), _ -> {}, Pause.REAL);
                long used = prompt + random.nextLong(reserved.outputTokens());
                bill(bill, used);
                Thread.sleep(random.nextInt(3));
                ledger.settle(call, TARIFF.outcome(Status.OK, new Usage(used, 0, 0, 0, true)));
            }
        } catch (LedgerException e) {
            Runtime.getRuntime().exit(3);
        }
    }

    /** One write of eight bytes: it is there or it is not. */
    private static void bill(RandomAccessFile bill, long used) throws IOException {
        byte[] bytes = java.nio.ByteBuffer.allocate(8).putLong(used).array();
        bill.write(bytes);
    }
}
