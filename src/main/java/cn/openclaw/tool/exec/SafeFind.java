package cn.openclaw.tool.exec;

import java.util.List;
import java.util.Set;

/** {@code find} as far as it only finds: tests and printing, and none of its ways to run, delete or write. */
final class SafeFind {
    private static final Set<String> ALONE = Set.of(
            "!", "-not", "(", ")", "-o", "-or", "-a", "-and", "-print", "-print0", "-prune", "-empty", "-ls", "-depth", "-xdev", "-mount",
            "-true", "-false", "-daystart", "-readable", "-writable", "-executable", "-nouser", "-nogroup", "-quit");
    private static final Set<String> WITH_WORD = Set.of(
            "-name", "-iname", "-path", "-ipath", "-wholename", "-type", "-maxdepth", "-mindepth", "-size", "-mtime", "-mmin", "-atime",
            "-amin", "-ctime", "-cmin", "-perm", "-user", "-group", "-regex", "-iregex", "-regextype", "-links", "-printf");

    private SafeFind() {}

    static boolean allows(List<String> argv, SafeCommands.MayRead readable) {
        int at = 1;
        for (; at < argv.size() && !isExpression(argv.get(at)); at++) {
            if (!readable.file(argv.get(at), true)) {
                return false;
            }
        }
        if (at == 1 && !readable.file(".", true)) {
            return false;
        }
        for (; at < argv.size(); at++) {
            String word = argv.get(at);
            if (WITH_WORD.contains(word) && at + 1 < argv.size()) {
                at++;
            } else if (!ALONE.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isExpression(String word) {
        return word.startsWith("-") || word.equals("!") || word.equals("(") || word.equals(")") || word.equals(",");
    }
}
