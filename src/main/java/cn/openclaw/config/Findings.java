package cn.openclaw.config;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json5Document;
import java.util.ArrayList;
import java.util.List;

/** What was found while reading: all of it, in the order it was met, each with its file, line and column. */
final class Findings {
    final List<ConfigProblem> problems = new ArrayList<>();
    final List<ConfigProblem> warnings = new ArrayList<>();
    /** Whether there is a problem other than a variable that is not set: then the tree must not be used. */
    boolean broken;

    private final Origin root;

    Findings(Origin root) {
        this.root = root;
    }

    void problem(List<String> path, Text text, Object... arguments) {
        broken = true;
        Origin origin = root.at(path);
        problems.add(problem(origin, origin.place(), path, text, arguments));
    }

    /** A problem with the key itself; its path is that of the object around it, as in the original. */
    void keyProblem(List<String> path, String key, Text text, Object... arguments) {
        broken = true;
        Origin origin = root.at(path).child(key);
        problems.add(problem(origin, origin.keyPlace(), path, text, arguments));
    }

    void warning(List<String> path, Text text, Object... arguments) {
        Origin origin = root.at(path);
        warnings.add(problem(origin, origin.keyPlace(), path, text, arguments));
    }

    void warningAt(Source source, Json5Document.Place place, List<String> path, Text text, Object... arguments) {
        warnings.add(new ConfigProblem(
                source.file(), place.line(), place.column(), ConfigPath.dotted(path), text, List.of(arguments)));
    }

    /** A variable that is not set: a problem, but the rest of the configuration stands. */
    void missingVariable(List<String> path, Text text, Object... arguments) {
        Origin origin = root.at(path);
        problems.add(problem(origin, origin.place(), path, text, arguments));
    }

    private static ConfigProblem problem(
            Origin origin, Json5Document.Place place, List<String> path, Text text, Object[] arguments) {
        return new ConfigProblem(
                origin.source().file(),
                place.line(),
                place.column(),
                ConfigPath.dotted(path),
                text,
                List.of(arguments));
    }
}
