package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What the launcher runs once to train the JVM's AOT cache: the commands people run most, in an empty home of its own.
 * Whether they succeed does not matter; that their classes are loaded and linked does.
 */
public final class AotTraining {
    private static final List<List<String>> WALK = List.of(
            List.of("--help"),
            List.of("config", "--help"),
            List.of(
                    "onboard",
                    "--non-interactive",
                    "--accept-risk",
                    "--auth-choice",
                    "moonshot-api-key",
                    "--moonshot-api-key",
                    SimulatorKey.CN,
                    "--skip-probe",
                    "--json"),
            List.of("config", "get", "models.providers.moonshot.baseUrl"),
            List.of("config", "set", "agents.defaults.timeoutSeconds", "600"),
            List.of("config", "validate"),
            List.of("models", "list", "--json"),
            List.of("models", "list"),
            List.of("models", "status"),
            List.of("models", "explain", "moonshot/kimi-k2-thinking"),
            List.of("status"),
            List.of("demo", "--json"),
            List.of("agent", "--help"),
            List.of("agent", "--local", "--message", "1", "--json"),
            List.of("agent", "--local", "--message", "2"),
            List.of("demo"));

    private AotTraining() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Files.createTempDirectory("openclaw-training");
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            for (List<String> line : WALK) {
                run(home, simulator.address().toString(), line);
            }
        } finally {
            delete(home);
        }
        // Threads of a client or a simulator must not keep the training alive; an orderly exit lets the JVM write its cache.
        System.exit(0);
    }

    private static void run(Path home, String simulator, List<String> line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Environment environment = new Environment(Map.of("HOME", home.toString(), "TERM", "xterm", "OPENCLAW_SIMULATOR", simulator), home, home);
        Cli cli = new Cli(
                environment,
                Language.ZH,
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                new Screen(false, false, false, true, 80),
                InstantSource.system(),
                RandomGenerator.getDefault());
        Main.run(cli, line.toArray(String[]::new));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
