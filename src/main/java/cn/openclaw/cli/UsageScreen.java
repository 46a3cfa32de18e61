package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.ledger.Cap;
import cn.openclaw.ledger.UsageReport;
import cn.openclaw.ledger.UsageRow;
import cn.openclaw.model.Currency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws a {@link UsageReport}: one row a group, with a bar of block characters as wide as the screen leaves room for. */
final class UsageScreen {
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    /** An eighth of a cell to a whole one. */
    private static final String BLOCKS = "▏▎▍▌▋▊▉█";

    private static final int WIDEST_BAR = 60;
    private static final int LEAST_BAR = 5;
    private static final int LONGEST_NAME = 48;

    private final Cli cli;

    UsageScreen(Cli cli) {
        this.cli = cli;
    }

    void show(UsageReport report) {
        if (!report.recorded()) {
            cli.print(UsageText.EMPTY);
        } else if (report.total().isEmpty()) {
            cli.print(UsageText.NOTHING, report.from(), report.to());
        } else {
            total(report, report.total().get());
            rows(report);
        }
        allowances(report.allowances());
    }

    private void total(UsageReport report, UsageRow total) {
        UsageRow.Tokens tokens = total.tokens();
        cli.out().println(report.from() + " – " + report.to() + " · " + say(UsageText.CALLS, total.calls()) + " · " + cost(total));
        cli.out().println(say(
                UsageText.TOKENS,
                tokens(tokens.input() + tokens.cacheWrite()),
                tokens(tokens.output()),
                tokens(tokens.reasoning()),
                tokens(tokens.cacheRead())));
        List<String> asides = new ArrayList<>();
        if (!total.estimated().isEmpty()) {
            asides.add(say(UsageText.ESTIMATED, money(total.estimated())));
        }
        if (total.failed() > 0) {
            asides.add(say(UsageText.FAILED, total.failed()));
        }
        if (total.included() > 0) {
            asides.add(say(UsageText.INCLUDED, total.included()));
        }
        if (!asides.isEmpty()) {
            cli.out().println(String.join(" · ", asides));
        }
        if (total.unpriced() > 0) {
            cli.print(UsageText.UNPRICED, total.unpriced());
        }
        cli.out().println();
    }

    private void rows(UsageReport report) {
        Optional<Currency> one = measure(report.rows());
        long most = report.rows().stream().mapToLong(row -> size(row, one)).max().orElse(0);
        List<String[]> cells = new ArrayList<>();
        for (UsageRow row : report.rows()) {
            cells.add(new String[] {
                AgentScreen.cut(row.group(), LONGEST_NAME),
                say(UsageText.CALLS, row.calls()),
                tokens(row.tokens().total()),
                row.calls() == 0 ? UsageText.NO_COST.in(cli.language()) : cost(row)
            });
        }
        int[] widths = new int[4];
        cells.forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], Columns.cells(row[i]));
            }
        });
        int room = cli.screen().width() - widths[0] - widths[1] - widths[2] - widths[3] - 8;
        int bar = Math.min(WIDEST_BAR, room);
        for (int at = 0; at < cells.size(); at++) {
            String[] row = cells.get(at);
            StringBuilder line = new StringBuilder(row[0]).append(" ".repeat(widths[0] - Columns.cells(row[0])));
            if (bar >= LEAST_BAR) {
                String drawn = bar(size(report.rows().get(at), one), most, bar);
                line.append("  ").append(coloured(drawn, GREEN)).append(" ".repeat(bar - drawn.length()));
            }
            for (int i = 1; i < row.length; i++) {
                line.append("  ").append(" ".repeat(widths[i] - Columns.cells(row[i]))).append(row[i]);
            }
            cli.out().println(line);
        }
    }

    /** Bars show money where all of it is in one currency and every call has some; tokens otherwise. */
    private static Optional<Currency> measure(List<UsageRow> rows) {
        List<Currency> all =
                rows.stream().flatMap(row -> row.spent().keySet().stream()).distinct().toList();
        boolean whole = rows.stream().allMatch(row -> row.unpriced() == 0 && row.included() == 0);
        return all.size() == 1 && whole ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private static long size(UsageRow row, Optional<Currency> currency) {
        return currency.map(one -> row.spent().getOrDefault(one, 0L)).orElseGet(row.tokens()::total);
    }

    /** What is not nothing has at least an eighth of a cell. */
    static String bar(long value, long most, int width) {
        if (value <= 0 || most <= 0) {
            return "";
        }
        long eighths = Math.clamp(Math.round((double) value / most * width * 8), 1, width * 8L);
        String rest = eighths % 8 == 0 ? "" : BLOCKS.substring((int) (eighths % 8) - 1, (int) (eighths % 8));
        return "█".repeat((int) (eighths / 8)) + rest;
    }

    private void allowances(List<UsageReport.Allowance> all) {
        if (all.isEmpty()) {
            return;
        }
        cli.out().println();
        cli.print(UsageText.ALLOWANCE);
        List<String[]> rows = new ArrayList<>();
        for (UsageReport.Allowance one : all) {
            Cap cap = one.cap();
            String who = cap.agent().isEmpty() ? "" : " (" + cap.agent() + ")";
            String state = one.used()
                    .map(used -> {
                        long spent = used.settled() + used.reserved();
                        String left = say(
                                UsageText.LEFT,
                                Cap.money(spent, cap.currency()),
                                cap.limit(),
                                Cap.money(one.left(), cap.currency()));
                        return left + " " + gauge(spent, cap.micros());
                    })
                    .orElseGet(() -> say(UsageText.EACH, cap.limit()));
            rows.add(new String[] {"  " + cap.scope().words().in(cli.language()) + who, state});
        }
        Columns.print(cli.out(), rows);
    }

    private String gauge(long spent, long limit) {
        int width = 10;
        int full = limit <= 0 ? width : (int) Math.min(width, Math.round((double) spent / limit * width));
        String colour = full >= 9 ? RED : full >= 7 ? YELLOW : GREEN;
        return coloured("█".repeat(full) + "░".repeat(width - full), colour);
    }

    private String cost(UsageRow row) {
        if (!row.spent().isEmpty()) {
            return money(row.spent());
        }
        return (row.unpriced() > 0 ? UsageText.UNKNOWN : UsageText.NO_COST).in(cli.language());
    }

    /** Each currency for itself: nobody here knows an exchange rate. */
    static String money(Map<Currency, Long> amounts) {
        if (amounts.isEmpty()) {
            return "—";
        }
        return new EnumMap<>(amounts)
                .entrySet().stream()
                        .map(amount -> Cap.money(amount.getValue(), amount.getKey()).toString())
                        .collect(Collectors.joining(" + "));
    }

    /** {@code 950}, {@code 12.3k}, {@code 4.56M}. */
    static String tokens(long count) {
        if (count < 1_000) {
            return Long.toString(count);
        }
        boolean million = count >= 999_950;
        long tenths = Math.round(count / (million ? 10_000.0 : 100.0));
        return million
                ? tenths / 100 + "." + (tenths % 100 < 10 ? "0" : "") + tenths % 100 + "M"
                : tenths / 10 + "." + tenths % 10 + "k";
    }

    private String coloured(String text, String colour) {
        return cli.screen().colour() && !text.isEmpty() ? colour + text + PLAIN : text;
    }

    private String say(Text text, Object... arguments) {
        return text.in(cli.language(), arguments);
    }
}
