package cn.openclaw.ledger;

import cn.openclaw.base.ClawException;
import cn.openclaw.database.Database;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Pause;
import cn.openclaw.model.Currency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The state directory's ledger. A call that is over is one line in a spool beside the database, which is written in no time;
 * whoever asks the database takes the spool in first. Only where a cap counts, the database is opened before a call: the money
 * for it is put aside there, on the disk, before anything is sent, so that no number of calls at once, in however many
 * processes, passes a cap together. Safe for several threads and processes.
 */
public final class Ledger implements AutoCloseable {
    /** A spool of this size is taken into the database although nobody asks. */
    private static final long LARGE_SPOOL = 1 << 20;

    /** An answer that may be no longer than this is of little use. */
    private static final long LEAST_OUTPUT = 1_024;

    /** At most this part of what is left goes to one call, so that calls at once do not wait for each other. */
    private static final int SHARE = 4;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final Path file;
    private final Spool spool;
    private final InstantSource clock;
    private final Supplier<ZoneId> zone;
    private final RandomGenerator random;
    private @Nullable Database database;

    /** @param folder the state directory; nothing is opened yet */
    public Ledger(Path folder, InstantSource clock, Supplier<ZoneId> zone, RandomGenerator random) {
        this.file = folder.resolve("ledger.sqlite");
        this.spool = new Spool(folder.resolve("ledger.spool.jsonl"));
        this.clock = clock;
        this.zone = zone;
        this.random = random;
    }

    /** Whether anything was ever written down; asking does not make the database. */
    public boolean exists() {
        return Files.exists(file) || spool.exists();
    }

    /** The day it is for the person. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone.get());
    }

    /** A call that is about to be made. */
    public Call call(Caller caller, String provider, String model, Optional<String> profile, String api) {
        Instant now = clock.instant();
        String id = Long.toHexString(now.toEpochMilli()) + "-" + Long.toHexString(random.nextLong());
        return new Call(id, now, LocalDate.ofInstant(now, zone.get()), caller, provider, model, profile, api);
    }

    /**
     * Writes down what came of a call; of one that money was put aside for, this gives back what was not used.
     *
     * @throws IOException if the disk refuses; the call itself is not harmed by it
     */
    public void settle(Call call, Outcome outcome) throws IOException {
        if (spool.append(Rows.line(call, outcome)) > LARGE_SPOOL) {
            Thread.ofVirtual().name("ledger").start(this::takeInQuietly);
        }
    }

    /** A call that is over. */
    public record Settled(Call call, Outcome outcome) {}

    /**
     * The same for several calls at once, which costs hardly more than one.
     *
     * @throws IOException if the disk refuses; then none of them is written down
     */
    public void settle(List<Settled> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Settled one : calls) {
            lines.append(lines.isEmpty() ? "" : "\n").append(Rows.line(one.call(), one.outcome()));
        }
        if (spool.append(lines.toString()) > LARGE_SPOOL) {
            Thread.ofVirtual().name("ledger").start(this::takeInQuietly);
        }
    }

    /** What a call may use. */
    public record Reservation(long micros, long outputTokens) {}

    /**
     * What a call asks for.
     *
     * @param promptTokens how large its prompt is, rather too large
     * @param outputTokens how long its answer may be
     */
    public record Wish(Tariff tariff, long promptTokens, long outputTokens) {}

    /**
     * Puts money aside for a call: for its prompt, and for as long an answer as fits under every cap, up to what was asked. Where
     * other calls hold what is left, waits for them.
     *
     * @param says hears that it waits
     * @return how long the answer may be
     * @throws LedgerException if a cap is reached, or the model has no price to count with
     * @throws cn.openclaw.database.DatabaseException if the ledger cannot be written: with caps, no call goes uncounted
     */
    public Reservation reserve(Call call, Budget budget, Wish wish, Consumer<LlmNotice> says, Pause pause)
            throws InterruptedException {
        List<Cap> caps = Caps.counting(budget, wish.tariff(), call);
        if (caps.isEmpty()) {
            return new Reservation(0, wish.outputTokens());
        }
        Instant begun = clock.instant();
        boolean said = false;
        while (true) {
            Optional<Reservation> done = tryReserve(call, caps, wish);
            if (done.isPresent()) {
                return done.get();
            }
            if (Duration.between(begun, clock.instant()).compareTo(LONGEST_WAIT) > 0) {
                Cap tight = caps.getFirst();
                throw new LedgerException(
                        LedgerException.Reason.BUSY, LedgerText.BUSY, tight.scope().words(), tight.limit());
            }
            if (!said) {
                said = true;
                says.accept(LlmNotice.of(LedgerText.WAITS));
            }
            pause.sleep(POLL);
        }
    }

    /**
     * Whether a call might have money put aside, now or when others have given theirs back. Puts nothing aside.
     *
     * @throws LedgerException if a cap is reached, or the model has no price to count with
     */
    public void admit(Call call, Budget budget, Wish wish) {
        List<Cap> caps = Caps.counting(budget, wish.tariff(), call);
        if (!caps.isEmpty()) {
            synchronized (this) {
                Database open = takeIn();
                caps.forEach(cap -> requireRoom(cap, Caps.spent(open, cap, call), least(wish)));
            }
        }
    }

    /** What a call costs at least: its prompt, and an answer that is not too short to be of use. */
    private static long least(Wish wish) {
        double answer = Math.min(LEAST_OUTPUT, wish.outputTokens()) * wish.tariff().outputPrice();
        return wish.tariff().promptMicros(wish.promptTokens()) + (long) Math.ceil(answer);
    }

    private static void requireRoom(Cap cap, Caps.Spent spent, long least) {
        if (spent.settled() + least > cap.micros()) {
            throw new LedgerException(
                    LedgerException.Reason.CAP_REACHED,
                    LedgerText.CAP_REACHED,
                    cap.scope().words(),
                    Cap.money(spent.settled(), cap.currency()),
                    cap.limit(),
                    Cap.money(least, cap.currency()),
                    cap.path());
        }
    }

    /** Empty if others hold what is left. */
    private synchronized Optional<Reservation> tryReserve(Call call, List<Cap> caps, Wish wish) {
        Database open = takeIn();
        long prompt = wish.tariff().promptMicros(wish.promptTokens());
        double price = wish.tariff().outputPrice();
        long least = least(wish);
        return open.transaction(() -> {
            long left = Long.MAX_VALUE;
            for (Cap cap : caps) {
                Caps.Spent spent = Caps.spent(open, cap, call);
                requireRoom(cap, spent, least);
                left = Math.min(left, cap.micros() - spent.settled() - spent.reserved());
            }
            if (least > left) {
                return Optional.empty();
            }
            long share = Math.max(least, left / SHARE) - prompt;
            long output = price <= 0 ? wish.outputTokens() : Math.min(wish.outputTokens(), (long) (share / price));
            long micros = prompt + (long) Math.ceil(output * price);
            Rows.reserve(open, call, wish.tariff().currency(), micros);
            return Optional.of(new Reservation(micros, Math.max(1, output)));
        });
    }

    /** What counts under a cap by now. */
    public synchronized Caps.Spent spent(Cap cap, Call call) {
        return Caps.spent(takeIn(), cap, call);
    }

    /** The calls of some days, added up. */
    public synchronized List<UsageRow> usage(Grouping by, LocalDate from, LocalDate to) {
        return Rows.usage(takeIn(), by, from, to);
    }

    /** Everything one conversation has used so far, by its transcript's id; empty if it is not in the ledger. */
    public synchronized Optional<UsageRow> session(String sessionId) {
        String end = " " + sessionId;
        return usage(Grouping.SESSION, LocalDate.EPOCH, today()).stream().filter(row -> row.group().endsWith(end)).findFirst();
    }

    /**
     * Counts past calls again, after a price was corrected.
     *
     * @param tariffs the price of a model now; empty leaves its calls alone
     * @param write whether to keep the result
     */
    public synchronized Rerating rerate(Rerating.Tariffs tariffs, LocalDate from, boolean write) {
        return Rerating.of(takeIn(), tariffs, from, write);
    }

    private synchronized void takeInQuietly() {
        try {
            takeIn();
        } catch (ClawException e) {
            // Whoever asks for the ledger is told; the spool keeps everything until then.
        }
    }

    /** The database, with the spool in it. */
    private Database takeIn() {
        Database open = database;
        if (open == null) {
            open = Database.open(file, Rows.MIGRATIONS);
            database = open;
            take(open);
            Rows.settleTheDead(open);
            return open;
        }
        take(open);
        return open;
    }

    private void take(Database open) {
        try {
            spool.take(lines -> open.transaction(() -> {
                Rows.keep(open, lines);
                return true;
            }));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** What is held in one currency and shown to people. */
    static Optional<Currency> currency(String word) {
        for (Currency currency : Currency.values()) {
            if (currency.name().equals(word)) {
                return Optional.of(currency);
            }
        }
        return Optional.empty();
    }
}
