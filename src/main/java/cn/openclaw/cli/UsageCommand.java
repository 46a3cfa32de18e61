package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.Rerating;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.ledger.UsageReport;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.ModelCatalog;
import com.google.auto.service.AutoService;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code usage}: what was used and what it cost, and what is left under the caps; {@code usage rerate} after a price was corrected. */
@AutoService(CliCommand.class)
public final class UsageCommand implements CliCommand {
    private static final int WEEK = 7;
    private static final int MOST_DAYS = 3_660;

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public Text summary() {
        return UsageText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> show(cli, line));
        spec.addOption(Commands.value(cli, UsageText.BY, "by", "--by"));
        spec.addOption(Commands.value(cli, UsageText.DAYS, "n", "--days"));
        spec.addOption(Commands.flag(cli, UsageText.JSON, "--json"));
        CommandSpec rerate = Commands.command(cli, "rerate", UsageText.RERATE, line -> rerate(cli, line));
        rerate.addOption(Commands.value(cli, UsageText.RERATE_DAYS, "n", "--days"));
        rerate.addOption(Commands.flag(cli, UsageText.DRY_RUN, "--dry-run"));
        rerate.addOption(Commands.flag(cli, UsageText.JSON, "--json"));
        Commands.add(spec, "rerate", rerate);
        return spec;
    }

    private static Ledger ledger(Cli cli, Places places) {
        Ledger ledger = new Ledger(places.stateDir(), cli.clock(), ZoneId::systemDefault, cli.random());
        Endings.add(ledger::close);
        return ledger;
    }

    private static ExitCode show(Cli cli, ParseResult line) {
        Grouping by = grouping(line.matchedOptionValue("--by", "day"));
        int days = days(line, WEEK);
        Places places = Places.of(cli.environment());
        ClawConfig config = new ConfigFile(places, cli.environment()).read().config();
        Ledger ledger = ledger(cli, places);
        LocalDate today = ledger.today();
        UsageReport report = UsageReport.of(ledger, config, by, today.minusDays(days - 1L), today);
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(report.json()));
        } else {
            new UsageScreen(cli).show(report);
        }
        return ExitCode.OK;
    }

    private static Grouping grouping(String word) {
        for (Grouping by : Grouping.values()) {
            if (by.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return by;
            }
        }
        String all = Arrays.stream(Grouping.values()).map(Grouping::word).collect(Collectors.joining(", "));
        throw new UsageException(UsageText.BAD_BY, word, all);
    }

    private static int days(ParseResult line, int otherwise) {
        String word = line.matchedOptionValue("--days", "");
        if (word.isEmpty()) {
            return otherwise;
        }
        try {
            int days = Integer.parseInt(word.strip());
            if (days >= 1 && days <= MOST_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(UsageText.BAD_DAYS, word);
        }
        throw new UsageException(UsageText.BAD_DAYS, word);
    }

    private static ExitCode rerate(Cli cli, ParseResult line) {
        int days = days(line, MOST_DAYS);
        boolean write = !line.hasMatchedOption("--dry-run");
        Places places = Places.of(cli.environment());
        ModelCatalog catalog = new ModelCatalog(new ConfigFile(places, cli.environment()).read().config(), places.cacheDir());
        Ledger ledger = ledger(cli, places);
        Rerating result = ledger.rerate(
                (provider, model) -> catalog.find(new ModelRef(provider, model)).map(known -> Tariff.of(known, false)),
                ledger.today().minusDays(days - 1L),
                write);
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(UsageReport.json(result, write)));
        } else {
            cli.print(
                    write ? UsageText.RERATED : UsageText.WOULD,
                    result.looked(),
                    result.changed(),
                    UsageScreen.money(result.before()),
                    UsageScreen.money(result.after()));
        }
        return ExitCode.OK;
    }
}
