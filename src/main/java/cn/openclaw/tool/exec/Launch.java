package cn.openclaw.tool.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to be started.
 *
 * @param argv the words, the program first
 * @param folder where
 * @param env all its variables
 * @param pty whether it gets a terminal
 */
record Launch(List<String> argv, Path folder, Map<String, String> env, boolean pty) {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final Path PERL = Path.of("/usr/bin/perl");

    Launch {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }

    /**
     * What gives a program a session of its own, so that it and all its children can be ended together: {@code setsid} of
     * util-linux, which every Linux has; on macOS the Perl that comes with it. Empty where there is neither.
     */
    static List<String> session() {
        for (Path setsid : SETSID) {
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString());
            }
        }
        return Files.isExecutable(PERL)
                ? List.of(PERL.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127")
                : List.of();
    }

    ProcessBuilder builder(List<String> prefix) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(env);
        return builder;
    }
}
