package cn.openclaw.cli;

import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json5Document;
import java.util.List;

/** How a broken configuration may be mended: take out what nobody knows, or go back to the last copy that was good. */
final class DoctorRepair {

    private DoctorRepair() {}

    static DoctorFinding offer(DoctorFinding finding, ConfigFile file, ConfigSnapshot broken) {
        List<ConfigProblem> unknown = broken.problems().stream()
                .filter(problem -> problem.isUnknownKey() && problem.file().equals(broken.file()))
                .toList();
        if (!unknown.isEmpty() && unknown.size() == broken.problems().size()) {
            String names = String.join(", ", unknown.stream().map(ConfigProblem::path).toList());
            return finding.with(
                    DoctorText.OFFER_UNKNOWN, () -> remove(file, broken, unknown), unknown.size(), names);
        }
        return switch (broken.origin()) {
            case LAST_GOOD -> finding.with(DoctorText.OFFER_LAST_GOOD, file::restoreLastGood);
            case FILE, DEFAULTS -> finding;
        };
    }

    private static void remove(ConfigFile file, ConfigSnapshot broken, List<ConfigProblem> unknown) {
        Json5Document document = Json5Document.parse(broken.text());
        for (ConfigProblem problem : unknown) {
            document = document.unset(ConfigPath.parse(problem.path()));
        }
        file.replace(document.text(), broken.hash());
    }
}
