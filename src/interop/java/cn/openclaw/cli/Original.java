package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The original's npm package, run as a person runs it, in a home folder of the test's. It is taken from the folder that
 * {@code OPENCLAW_ORIGINAL} names, else installed by {@code bench/install-original} into {@code target/interop/original}.
 */
final class Original {
    static final String VERSION = "2026.1.31";
    private static final Path ROOT = Path.of(System.getProperty("project.dir"));
    /** Its first agent turn after an installation compiles its extensions; on a busy machine that has taken minutes. */
    private static final long PATIENCE_MINUTES = 10;

    private final Path installed;
    private final Path home;

    /**
     * What a command did.
     *
     * @param exit its exit code
     * @param out standard output
     * @param err standard error
     */
    record Said(int exit, String out, String err) {
        JsonNode json() {
            return Json.parse(out.strip());
        }
    }

    private Original(Path installed, Path home) {
        this.installed = installed;
        this.home = home;
    }

    /** The original with this home folder, installed first where it is not yet. */
    static Original at(Path home) throws Exception {
        String named = System.getenv("OPENCLAW_ORIGINAL");
        Path folder = named == null || named.isBlank() ? ROOT.resolve("target/interop/original") : Path.of(named);
        if (!Files.exists(folder.resolve("node_modules/openclaw-cn/dist/entry.js"))) {
            Files.createDirectories(folder);
            Said said = run(folder, Map.of(), List.of(ROOT.resolve("bench/install-original").toString(), folder.toString()));
            assertThat(said.exit()).as(said.out() + said.err()).isZero();
        }
        JsonNode about = Json.parse(Files.readAllBytes(folder.resolve("node_modules/openclaw-cn/package.json")));
        assertThat(Json.text(about, "version")).as("the version in " + folder).isEqualTo(VERSION);
        return new Original(folder.toAbsolutePath(), home);
    }

    /** Runs a command that must succeed. */
    Said run(String... arguments) throws Exception {
        Said said = tried(arguments);
        assertThat(said.exit()).as(String.join(" ", arguments) + "\n" + said.out() + said.err()).isZero();
        return said;
    }

    /** Runs a command. Nothing of this process's environment reaches it but {@code PATH}. */
    Said tried(String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(installed.resolve("node_modules/.bin/node").toString());
        line.add(installed.resolve("node_modules/openclaw-cn/dist/entry.js").toString());
        line.addAll(List.of(arguments));
        return run(home, variables(), line);
    }

    /** Starts a command in a terminal of its own; what it draws goes into a file, what is written to the process is typed. */
    Process terminal(Path seen, String... arguments) throws Exception {
        StringBuilder line = new StringBuilder("stty rows 40 cols 120; exec ");
        line.append(installed.resolve("node_modules/.bin/node")).append(' ').append(installed.resolve("node_modules/openclaw-cn/dist/entry.js"));
        for (String argument : arguments) {
            line.append(" '").append(argument).append('\'');
        }
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", line.toString(), "/dev/null")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(seen.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables());
        builder.environment().put("TERM", "xterm-256color");
        return builder.start();
    }

    private Map<String, String> variables() {
        return Map.of(
                "PATH", String.valueOf(System.getenv("PATH")),
                "HOME", home.toString(),
                "NO_COLOR", "1",
                "OPENCLAW_HIDE_BANNER", "1",
                // Without it the program starts itself a second time, only to silence one warning.
                "OPENCLAW_NO_RESPAWN", "1");
    }

    private static Said run(Path folder, Map<String, String> variables, List<String> line) throws Exception {
        Path out = Files.createTempFile("openclaw-interop", ".out");
        Path err = Files.createTempFile("openclaw-interop", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            if (!variables.isEmpty()) {
                builder.environment().clear();
                builder.environment().putAll(variables);
            }
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return new Said(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
