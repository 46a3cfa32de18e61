package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.cli.DoctorFinding.Severity;
import cn.openclaw.json.Json;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.TerminalPrompter;
import com.google.auto.service.AutoService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}: looks at everything an answer depends on, says what is wrong, and mends what it may. */
@AutoService(CliCommand.class)
public final class DoctorCommand implements CliCommand {

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public Text summary() {
        return DoctorText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> run(cli, line));
        spec.addOption(Commands.flag(cli, DoctorText.FIX, "--fix", "--repair"));
        spec.addOption(Commands.flag(cli, DoctorText.YES, "--yes"));
        spec.addOption(Commands.flag(cli, DoctorText.QUIET, "--non-interactive"));
        spec.addOption(Commands.flag(cli, DoctorText.OFFLINE, "--offline"));
        spec.addOption(Commands.flag(cli, DoctorText.JSON, "--json"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        boolean yes = line.hasMatchedOption("--yes");
        boolean fix = yes || line.hasMatchedOption("--fix");
        boolean json = line.hasMatchedOption("--json");
        boolean silent = line.hasMatchedOption("--non-interactive") || !cli.screen().in();
        if (fix && !yes && silent) {
            throw new UsageException(DoctorText.NEEDS_YES);
        }
        boolean online = !line.hasMatchedOption("--offline");
        List<DoctorFinding> findings = new Doctor(cli, online).look();
        if (json) {
            cli.out().println(Json.pretty(json(cli, findings)));
        } else {
            findings.forEach(finding -> show(cli, finding, !fix));
        }
        if (!fix) {
            return code(findings);
        }
        Set<String> offered = new HashSet<>();
        while (yes ? all(cli, findings, offered) : eachAfterAsking(cli, findings, offered)) {
            findings = new Doctor(cli, online).look(); // one repair may bring the next problem to light
        }
        ExitCode code = code(findings);
        if (code != ExitCode.OK && !offered.isEmpty() && !json) {
            cli.print(DoctorText.STILL);
            findings.stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .forEach(finding -> show(cli, finding, false));
        }
        return code;
    }

    private static ExitCode code(List<DoctorFinding> findings) {
        boolean bad = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return bad ? ExitCode.FAILED : ExitCode.OK;
    }

    private static void show(Cli cli, DoctorFinding finding, boolean hint) {
        cli.out().println(finding.severity().mark() + " "
                + finding.text().in(cli.language(), finding.arguments().toArray()));
        if (hint) {
            finding.fix().ifPresent(fix -> cli.out().println("    " + DoctorText.CAN_FIX.in(cli.language(), offer(cli, fix))));
        }
    }

    private static String offer(Cli cli, DoctorFinding.Fix fix) {
        return fix.offer().in(cli.language(), fix.arguments().toArray());
    }

    /** The fixes that were not offered yet; nothing is offered twice, so that this comes to an end. */
    private static List<DoctorFinding.Fix> fresh(Cli cli, List<DoctorFinding> findings, Set<String> offered) {
        return findings.stream()
                .flatMap(finding -> finding.fix().stream())
                .filter(fix -> offered.add(offer(cli, fix)))
                .toList();
    }

    private static boolean all(Cli cli, List<DoctorFinding> findings, Set<String> offered) throws InterruptedException {
        List<DoctorFinding.Fix> fixes = fresh(cli, findings, offered);
        for (DoctorFinding.Fix fix : fixes) {
            make(cli, fix);
        }
        return !fixes.isEmpty();
    }

    private static boolean eachAfterAsking(Cli cli, List<DoctorFinding> findings, Set<String> offered)
            throws InterruptedException {
        List<DoctorFinding.Fix> fixes = fresh(cli, findings, offered);
        if (fixes.isEmpty()) {
            return false;
        }
        boolean changed = false;
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            for (DoctorFinding.Fix fix : fixes) {
                if (prompter.confirm(DoctorText.ASK.in(cli.language(), offer(cli, fix)), true)) {
                    make(cli, fix);
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static void make(Cli cli, DoctorFinding.Fix fix) throws InterruptedException {
        fix.change().make();
        cli.say(DoctorText.FIXED, offer(cli, fix));
    }

    private static ObjectNode json(Cli cli, List<DoctorFinding> findings) {
        ArrayNode list = Json.array();
        for (DoctorFinding finding : findings) {
            ObjectNode entry = Json.object();
            entry.put("id", finding.id());
            entry.put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT));
            entry.put("message", finding.text().in(cli.language(), finding.arguments().toArray()));
            finding.fix().ifPresent(fix -> entry.put("fix", offer(cli, fix)));
            list.add(entry);
        }
        ObjectNode answer = Json.object();
        answer.put("ok", code(findings) == ExitCode.OK);
        answer.set("findings", list);
        return answer;
    }
}
