package cn.openclaw.cli;

import static cn.openclaw.cli.DoctorFinding.error;
import static cn.openclaw.cli.DoctorFinding.warning;

import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigRepair;
import cn.openclaw.config.ConfigRepair.Repair;
import cn.openclaw.config.ConfigSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a configuration, and how each thing may be mended: old keys move, misspelt ones get their names, unknown ones
 * go; where nothing of that helps, the last copy that was good comes back.
 */
final class DoctorRepair {

    private DoctorRepair() {}

    /** Every problem, with the repair that mends it; after them the repairs of what is only out of date. */
    static List<DoctorFinding> findings(Cli cli, ConfigFile file, ConfigSnapshot broken) {
        List<DoctorFinding> findings = new ArrayList<>();
        List<Repair> repairs = new ArrayList<>(ConfigRepair.of(broken));
        boolean beyondRepair = repairs.isEmpty();
        for (ConfigProblem problem : broken.problems()) {
            DoctorFinding finding = error("config", DoctorText.CONFIG_BAD, problem.in(cli.language()));
            Optional<Repair> repair = repairs.stream().filter(each -> each.mends(problem)).findFirst();
            repair.ifPresent(repairs::remove);
            findings.add(repair.map(found -> with(finding, found, file)).orElse(finding));
        }
        for (Repair repair : repairs) {
            findings.add(with(warning("config", DoctorText.OUTDATED, what(cli, repair)), repair, file));
        }
        boolean onlyVariables = broken.problems().stream().allMatch(ConfigProblem::isMissingVariable);
        if (beyondRepair && !onlyVariables) {
            findings.add(lastGood(findings.removeLast(), file, broken));
        }
        return findings;
    }

    /** Keys of older releases in a file that is valid all the same. */
    static List<DoctorFinding> outdated(Cli cli, ConfigFile file, ConfigSnapshot valid) {
        return ConfigRepair.of(valid).stream()
                .map(repair -> with(warning("config", DoctorText.OUTDATED, what(cli, repair)), repair, file))
                .toList();
    }

    private static String what(Cli cli, Repair repair) {
        return repair.what().in(cli.language(), repair.arguments().toArray());
    }

    private static DoctorFinding with(DoctorFinding finding, Repair repair, ConfigFile file) {
        return finding.with(repair.what(), () -> file.save(repair.edits()), repair.arguments().toArray());
    }

    private static DoctorFinding lastGood(DoctorFinding finding, ConfigFile file, ConfigSnapshot broken) {
        return switch (broken.origin()) {
            case LAST_GOOD -> finding.with(DoctorText.OFFER_LAST_GOOD, file::restoreLastGood);
            case FILE, DEFAULTS -> finding;
        };
    }
}
