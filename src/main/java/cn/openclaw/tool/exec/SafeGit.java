package cn.openclaw.tool.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code git} as far as it only shows. Git runs programs that a repository's settings name (monitors, external diffs, filters),
 * so those are switched off by options that we add; a repository without a {@code .git} folder, which a model could lay out as
 * plain files, is not opened; and writing inside {@code .git} needs approval in the file tools.
 */
final class SafeGit {
    private static final List<String> HARMLESS = List.of(
            "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit", "-c", "core.pager=cat",
            "-c", "gpg.program=false", "-c", "gpg.ssh.program=false", "-c", "gpg.x509.program=false", "-c", "log.showSignature=false",
            "--no-pager", "--no-optional-locks");
    private static final Set<String> NO_DRIVERS = Set.of("diff", "log", "show");

    private static final Set<String> COMMON = Set.of(
            "--stat", "--shortstat", "--numstat", "--summary", "--name-only", "--name-status", "--no-color", "--color", "--cached", "--staged",
            "-p", "-u", "--patch", "--no-patch", "-s", "-w", "-b", "-M", "-C", "--oneline", "--graph", "--all", "--decorate", "--no-decorate",
            "--no-merges", "--merges", "--reverse", "--follow", "--first-parent", "--abbrev-commit", "--word-diff", "--minimal", "-z", "--raw",
            "--no-renames", "--exit-code", "--quiet", "--check", "-i", "--topo-order", "--date-order", "--left-right", "--cherry-pick");
    private static final Set<String> COMMON_STARTS = Set.of(
            "--color=", "--since=", "--until=", "--after=", "--before=", "--author=", "--committer=", "--grep=", "--max-count=", "--skip=",
            "--date=", "--stat=", "--unified=", "--diff-filter=", "--abbrev=", "--word-diff=", "-U", "-S", "-G", "-n", "--decorate=");
    private static final Map<String, Set<String>> OWN = Map.of(
            "status", Set.of("-s", "--short", "-b", "--branch", "--porcelain", "--long", "-u", "-uno", "-uall", "--ignored", "-z", "--show-stash", "-sb", "-bs",
                    "--porcelain=v1", "--porcelain=v2", "--untracked-files=no", "--untracked-files=all"),
            "rev-parse", Set.of("HEAD", "--abbrev-ref", "--short", "--show-toplevel", "--is-inside-work-tree", "--show-prefix", "--verify", "--git-dir"),
            "ls-files", Set.of("-m", "-o", "-c", "-d", "-s", "-z", "--modified", "--others", "--cached", "--exclude-standard", "--deleted", "--stage"),
            "branch", Set.of("-a", "-r", "-v", "-vv", "--list", "--show-current", "--all", "--remotes", "--no-color"),
            "tag", Set.of("-l", "--list", "-n"),
            "describe", Set.of("--tags", "--always", "--dirty", "--long", "--all"),
            "shortlog", Set.of("-s", "-n", "-e", "-sn", "-sne", "HEAD"));
    private static final Set<String> SHOWING = Set.of("diff", "log", "show");

    private SafeGit() {}

    /** The arguments to run instead, or null if somebody must be asked. */
    static @Nullable List<String> check(List<String> argv, SafeCommands.MayRead readable) {
        if (argv.size() < 2) {
            return null;
        }
        String verb = argv.get(1);
        boolean showing = SHOWING.contains(verb);
        Set<String> own = OWN.get(verb);
        if (!showing && own == null) {
            return null;
        }
        boolean options = true;
        for (int at = 2; at < argv.size(); at++) {
            String word = argv.get(at);
            boolean dash = options && word.startsWith("-");
            if (word.equals("--") && options) {
                options = false;
            } else if (dash && !(showing ? isShown(word) : own != null && own.contains(word))) {
                return null;
            } else if (!dash && !operand(verb, word, own, argv, readable)) {
                return null;
            }
        }
        List<String> harmless = new ArrayList<>(List.of("git"));
        harmless.addAll(HARMLESS);
        harmless.add(verb);
        if (NO_DRIVERS.contains(verb)) {
            harmless.add("--no-ext-diff");
            harmless.add("--no-textconv");
        }
        harmless.addAll(argv.subList(2, argv.size()));
        return harmless;
    }

    private static boolean isShown(String word) {
        boolean number = word.length() > 1 && word.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
        boolean format = (word.startsWith("--format=") || word.startsWith("--pretty=")) && !word.contains("%G");
        return number || format || COMMON.contains(word) || COMMON_STARTS.stream().anyMatch(word::startsWith);
    }

    /** A revision or a path. Without a work tree {@code git diff} compares any two files, so paths must be inside. */
    private static boolean operand(
            String verb, String word, @Nullable Set<String> own, List<String> argv, SafeCommands.MayRead readable) {
        boolean listing = argv.contains("--list") || argv.contains("-l") || argv.contains("-n");
        if (verb.equals("branch") || verb.equals("tag")) {
            return listing;
        }
        if (verb.equals("shortlog") || verb.equals("rev-parse")) {
            return own != null && own.contains(word) || word.matches("[A-Za-z0-9_~^/.@-]*") && !word.contains("..");
        }
        return readable.file(word, false);
    }
}
