package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of {@code src/test/interop/npm}, with what they need installed by {@code npm ci} from the lock file beside them. */
final class Npm {
    static final Path SOURCES = Path.of(System.getProperty("project.dir")).resolve("src/test/interop/npm");
    private static final Path WORK = Path.of(System.getProperty("project.dir")).resolve("target/interop/npm");
    private static boolean installed;

    private Npm() {}

    private static synchronized void install() throws IOException, InterruptedException {
        if (installed) {
            return;
        }
        Files.createDirectories(WORK);
        Path stamp = WORK.resolve("installed.txt");
        String wanted = Files.readString(SOURCES.resolve("package-lock.json"));
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
            run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.writeString(stamp, wanted);
        }
        installed = true;
    }

    /**
     * Runs a script, which prints one line of JSON.
     *
     * @return how many things it checked
     */
    static int drive(String script, Map<String, String> variables) throws IOException, InterruptedException {
        install();
        String said = run(variables, "node", script);
        int checks = Json.parse(said.strip().lines().toList().getLast()).path("checks").asInt(0);
        assertThat(checks).as(said).isPositive();
        return checks;
    }

    private static String run(Map<String, String> variables, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(WORK, "run", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(ended && process.exitValue() == 0).as(String.join(" ", command) + "\n" + said).isTrue();
        return said;
    }
}
