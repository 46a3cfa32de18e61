package cn.openclaw.ledger;

import cn.openclaw.database.Database;
import cn.openclaw.database.Row;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Currency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one table, and the lines of the spool that become its rows. A token count or an amount that nobody knows is NULL. The
 * indexes hold all that a cap's sum needs, because it is asked before every call.
 */
final class Rows {
    static final List<String> MIGRATIONS = List.of(
            """
            CREATE TABLE calls (
              id TEXT PRIMARY KEY, at INTEGER NOT NULL, day TEXT NOT NULL,
              agent TEXT NOT NULL, session TEXT NOT NULL, session_id TEXT NOT NULL, run TEXT NOT NULL,
              provider TEXT NOT NULL, model TEXT NOT NULL, profile TEXT, api TEXT NOT NULL,
              status TEXT NOT NULL, input INTEGER, output INTEGER, reasoning INTEGER, cache_read INTEGER, cache_write INTEGER,
              price TEXT NOT NULL, cost INTEGER, currency TEXT, reserved INTEGER, owner TEXT) WITHOUT ROWID;
            CREATE INDEX calls_day ON calls (currency, day, agent, status, cost, reserved);
            CREATE INDEX calls_session ON calls (session_id, currency, status, cost, reserved);
            CREATE INDEX calls_run ON calls (run, currency, status, cost, reserved);
            CREATE INDEX calls_held ON calls (status) WHERE status = 'reserved';
            """,
            """
            ALTER TABLE calls ADD COLUMN payer TEXT NOT NULL DEFAULT '';
            DROP INDEX calls_day;
            CREATE INDEX calls_day ON calls (currency, day, agent, payer, status, cost, reserved);
            """);

    private static final String COLUMNS =
            "id, at, day, agent, session, session_id, run, provider, model, profile, api, status, input, output, reasoning,"
                    + " cache_read, cache_write, price, cost, currency, payer, reserved, owner";

    private Rows() {}

    /** A call that is over, as a line of the spool. */
    static String line(Call call, Outcome outcome) {
        ObjectNode line = Json.object()
                .put("id", call.id())
                .put("at", call.at().toEpochMilli())
                .put("day", call.day().toString())
                .put("agent", call.caller().agent())
                .put("session", call.caller().session())
                .put("sessionId", call.caller().sessionId())
                .put("run", call.caller().run())
                .put("provider", call.provider())
                .put("model", call.model())
                .put("api", call.api())
                .put("status", outcome.status().word())
                .put("price", outcome.price().word());
        call.profile().ifPresent(profile -> line.put("profile", profile));
        if (!call.caller().payer().isEmpty()) {
            line.put("payer", call.caller().payer());
        }
        Usage usage = outcome.usage();
        if (usage.reported()) {
            line.put("input", usage.input()).put("output", usage.output()).put("reasoning", usage.reasoning());
            line.put("cacheRead", usage.cacheRead()).put("cacheWrite", usage.cacheWrite());
        }
        outcome.currency().ifPresent(currency -> line.put("cost", outcome.micros()).put("currency", currency.name()));
        return Json.write(line);
    }

    private static final String KEEP = "INSERT INTO calls (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,NULL)"
            + " ON CONFLICT (id) DO UPDATE SET status = excluded.status, input = excluded.input, output = excluded.output,"
            + " reasoning = excluded.reasoning, cache_read = excluded.cache_read, cache_write = excluded.cache_write,"
            + " price = excluded.price, cost = excluded.cost, currency = excluded.currency, reserved = NULL, owner = NULL";

    /** Takes in lines; the same lines again change nothing, so that a crash between here and emptying the spool does no harm. */
    static void keep(Database database, List<String> lines) {
        List<@Nullable Object[]> rows = new ArrayList<>(lines.size());
        lines.forEach(line -> row(line).ifPresent(rows::add));
        database.each(KEEP, rows);
    }

    private static Optional<@Nullable Object[]> row(String line) {
        JsonNode read;
        try {
            read = Json.parse(line);
        } catch (JsonException e) {
            return Optional.empty(); // cut off by a crash in the middle of writing it
        }
        if (Json.text(read, "id") == null || Json.text(read, "status") == null) {
            return Optional.empty();
        }
        return Optional.of(new @Nullable Object[] {
            text(read, "id"), number(read, "at"), text(read, "day"), text(read, "agent"), text(read, "session"),
            text(read, "sessionId"), text(read, "run"), text(read, "provider"), text(read, "model"), Json.text(read, "profile"),
            text(read, "api"), text(read, "status"), number(read, "input"), number(read, "output"), number(read, "reasoning"),
            number(read, "cacheRead"), number(read, "cacheWrite"), text(read, "price"), number(read, "cost"),
            Json.text(read, "currency"), text(read, "payer")
        });
    }

    private static String text(JsonNode line, String name) {
        String text = Json.text(line, name);
        return text == null ? "" : text;
    }

    private static @Nullable Long number(JsonNode line, String name) {
        JsonNode number = line.get(name);
        return number == null || !number.isNumber() ? null : number.asLong();
    }

    static void reserve(Database database, Call call, Currency currency, long micros) {
        database.update(
                "INSERT INTO calls (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,'reserved',NULL,NULL,NULL,NULL,NULL,?,NULL,?,?,?,?)",
                call.id(), call.at().toEpochMilli(), call.day().toString(), call.caller().agent(), call.caller().session(),
                call.caller().sessionId(), call.caller().run(), call.provider(), call.model(), call.profile().orElse(null),
                call.api(), Price.ESTIMATED.word(), currency.name(), call.caller().payer(), micros, owner());
    }

    /** This process: its number and when it began, because numbers come again. */
    private static String owner() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " " + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** What a process that died had put aside counts as spent: nobody knows whether its calls were answered. */
    static void settleTheDead(Database database) {
        database.transaction(() -> {
            List<String> dead = database.query(
                            "SELECT DISTINCT owner FROM calls WHERE status = 'reserved'", row -> row.text("owner").orElse("0 0"))
                    .stream()
                    .filter(owner -> !isAlive(owner))
                    .toList();
            for (String owner : dead) {
                database.update(
                        "UPDATE calls SET status = 'lost', cost = reserved, reserved = NULL, owner = NULL"
                                + " WHERE status = 'reserved' AND owner = ?",
                        owner);
            }
            return dead.size();
        });
    }

    private static boolean isAlive(String owner) {
        int space = owner.indexOf(' ');
        long pid = Long.parseLong(owner.substring(0, space));
        long begun = Long.parseLong(owner.substring(space + 1));
        return ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> begun == 0 || Math.abs(start.toEpochMilli() - begun) < 1_000)
                        .orElse(true))
                .isPresent();
    }

    /** One group in one currency, or without one. */
    private record Part(
            String group, Optional<Currency> currency, long[] sums, UsageRow.Tokens tokens) {}

    static List<UsageRow> usage(Database database, Grouping by, LocalDate from, LocalDate to) {
        List<Part> parts = database.query(
                "SELECT " + by.expression() + " AS grouped, currency, COUNT(*) AS calls,"
                        + " TOTAL(status IN ('failed', 'aborted', 'lost')) AS failed, TOTAL(input IS NULL AND price <> 'nothing') AS uncounted,"
                        + " TOTAL(cost) AS cost, TOTAL(CASE WHEN price = 'estimated' THEN cost END) AS estimated,"
                        + " TOTAL(price = 'unknown') AS unpriced, TOTAL(price IN ('included', 'free')) AS included,"
                        + " TOTAL(input) AS input, TOTAL(output) AS output, TOTAL(reasoning) AS reasoning,"
                        + " TOTAL(cache_read) AS cache_read, TOTAL(cache_write) AS cache_write"
                        + " FROM calls WHERE status <> 'reserved' AND day >= ? AND day <= ? GROUP BY grouped, currency ORDER BY grouped",
                Rows::part,
                from.toString(),
                to.toString());
        Map<String, List<Part>> groups = new LinkedHashMap<>();
        parts.forEach(part -> groups.computeIfAbsent(part.group(), _ -> new ArrayList<>()).add(part));
        return groups.values().stream().map(Rows::together).toList();
    }

    private static Part part(Row row) {
        long[] sums = {
            row.number("calls"), round(row, "failed"), round(row, "uncounted"), round(row, "cost"), round(row, "estimated"),
            round(row, "unpriced"), round(row, "included")
        };
        return new Part(
                row.text("grouped").orElse("-"),
                row.text("currency").flatMap(Ledger::currency),
                sums,
                new UsageRow.Tokens(
                        round(row, "input"), round(row, "output"), round(row, "reasoning"), round(row, "cache_read"),
                        round(row, "cache_write")));
    }

    private static long round(Row row, String column) {
        return Math.round(row.real(column));
    }

    private static UsageRow together(List<Part> parts) {
        long[] sums = new long[7];
        long[] tokens = new long[5];
        Map<Currency, Long> spent = new EnumMap<>(Currency.class);
        Map<Currency, Long> estimated = new EnumMap<>(Currency.class);
        for (Part part : parts) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += part.sums()[i];
            }
            UsageRow.Tokens more = part.tokens();
            long[] each = {more.input(), more.output(), more.reasoning(), more.cacheRead(), more.cacheWrite()};
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] += each[i];
            }
            part.currency().ifPresent(currency -> {
                spent.put(currency, part.sums()[3]);
                if (part.sums()[4] > 0) {
                    estimated.put(currency, part.sums()[4]);
                }
            });
        }
        return new UsageRow(
                parts.getFirst().group(), sums[0], sums[1], sums[2],
                new UsageRow.Tokens(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4]), spent, estimated, sums[5], sums[6]);
    }
}
