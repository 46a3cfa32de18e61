package cn.openclaw.cli;

import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json5Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

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
        List<List<String>> paths = new ArrayList<>();
        for (ConfigProblem problem : unknown) {
            find(document, document.root(), List.of(), problem).ifPresent(paths::add);
        }
        for (List<String> path : paths) {
            document = document.unset(path);
        }
        file.replace(document.text(), broken.hash());
    }

    /** The path of the key at a problem's place: its printed path cannot tell a dot in a key from one between keys. */
    private static Optional<List<String>> find(
            Json5Document document, JsonNode node, List<String> path, ConfigProblem problem) {
        Optional<Json5Document.Place> key = path.isEmpty() ? Optional.empty() : document.keyPlace(path);
        if (key.isPresent() && key.get().line() == problem.line() && key.get().column() == problem.column()) {
            return Optional.of(path);
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                Optional<List<String>> found = find(document, member.getValue(), join(path, member.getKey()), problem);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<List<String>> found = find(document, node.get(i), join(path, String.valueOf(i)), problem);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<String> join(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
