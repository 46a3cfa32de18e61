package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** npm's {@code openai} and {@code @ai-sdk/moonshotai}, installed by {@code npm ci} from the lock file beside their scripts. */
@Tag("interop")
class NpmClientsTest {
    private static final Path ROOT = Path.of(System.getProperty("project.dir"));
    private static final Path WORK = ROOT.resolve("target/interop/npm");

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(WORK);
        try (Stream<Path> files = Files.list(ROOT.resolve("src/test/interop/npm"))) {
            for (Path file : files.toList()) {
                Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    private static String run(Map<String, String> variables, String... command) throws Exception {
        Path log = Files.createTempFile(WORK, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
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

    /** Runs a script against each platform; gives back what was asked. */
    private static List<JournalEntry> drive(String script, String model) throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().clientGate(false))) {
            for (Map.Entry<String, String> place : Map.of(
                            simulator.moonshotCn().toString(), SimulatorKey.CN,
                            simulator.moonshotIntl().toString(), SimulatorKey.INTL)
                    .entrySet()) {
                String said = run(
                        Map.of("BASE_URL", place.getKey(), "API_KEY", place.getValue(), "MODEL", model), "node", script);
                assertThat(Json.parse(said.strip()).path("checks").asInt()).isPositive();
            }
            return simulator.journal();
        }
    }

    @Test
    void openai() throws Exception {
        assertThat(drive("openai.mjs", "kimi-k3")).hasSizeGreaterThan(20);
    }

    @Test
    void moonshotAi() throws Exception {
        assertThat(drive("moonshotai.mjs", "kimi-k3"))
                .anyMatch(entry -> entry.body().isPresent()
                        && Json.write(entry.body().get()).contains("\"reasoning_content\":")
                        && Json.write(entry.body().get()).contains("\"role\":\"tool\""));
    }

    @Test
    void lockFileNamesNoRegistry() throws IOException {
        assertThat(ROOT.resolve("src/test/interop/npm/package-lock.json")).content().doesNotContain("\"resolved\"", "http://");
    }
}
