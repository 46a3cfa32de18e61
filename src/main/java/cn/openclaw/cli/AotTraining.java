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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the launcher runs to train the JVM's AOT caches: the commands people run most, in an empty home of its own. Whether they
 * succeed does not matter; that their classes are loaded and linked does. A cache for a few commands sees nothing but them,
 * because every class of a cache costs time at each start.
 */
public final class AotTraining {
    private static final List<String> ONBOARD = List.of(
            "onboard",
            "--non-interactive",
            "--accept-risk",
            "--auth-choice",
            "moonshot-api-key",
            "--moonshot-api-key",
            SimulatorKey.CN,
            "--skip-probe",
            "--json");

    private static final List<List<String>> ALL = List.of(
            List.of("--help"),
            List.of("config", "--help"),
            ONBOARD,
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

    /** The small caches, by the names the launcher chooses them by; they find what onboarding once wrote. */
    private static final Map<String, List<List<String>>> FAMILIES = Map.of(
            "config-get", List.of(List.of("config", "get", "models.providers.moonshot.baseUrl")),
            "models-list", List.of(List.of("models", "list", "--json"), List.of("models", "list")),
            "onboard", List.of(ONBOARD));

    private static final String CONFIG = """
            {
              env: { MOONSHOT_API_KEY: "sk-training" },
              agents: { defaults: { model: { primary: "moonshot/kimi-k2-thinking" } } },
              models: { mode: "merge", providers: { moonshot: {
                baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", api: "openai-completions",
                models: [{
                  id: "kimi-k2-thinking", name: "Kimi K2 Thinking", reasoning: true, input: ["text"],
                  cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, contextWindow: 262144, maxTokens: 8192,
                }],
              } } },
            }
            """;
    private static final String PROFILES = """
            {"version":1,"profiles":{"moonshot:default":{"type":"api_key","provider":"moonshot","key":"sk-training"}}}
            """;

    private AotTraining() {}

    /** Takes the name of a family of commands, {@code all} for everything, {@code gateway} for a server, and an empty folder to live in, which the caller removes. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[1]).toAbsolutePath();
        List<List<String>> family = FAMILIES.get(arguments[0]);
        if (arguments[0].equals("gateway")) {
            AotGateway.train(home);
        } else if (family == null) {
            everything(home);
        } else {
            few(home, family);
        }
        // As Main ends: threads of a client or a simulator must not keep the training alive. The JVM writes its cache before it halts.
        Runtime.getRuntime().halt(0);
    }

    private static void few(Path home, List<List<String>> family) throws IOException {
        // Asking the real world is part of every start; what it answers is not used.
        Main.real();
        if (family.getFirst() != ONBOARD) {
            configure(home);
        }
        for (List<String> line : family) {
            run(home, "", line);
        }
        if (family.size() > 1) {
            keys(home);
            run(home, "", family.getFirst());
        }
    }

    private static void everything(Path home) throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            for (List<String> line : ALL) {
                run(home, simulator.address().toString(), line);
            }
        }
    }

    /** What a person's files look like, written with as few classes as can be. */
    private static void configure(Path home) throws IOException {
        Path state = home.resolve(".openclaw");
        Files.createDirectories(state);
        Files.writeString(state.resolve("openclaw.json"), CONFIG);
        // Only the first command after a change writes this copy.
        Files.writeString(state.resolve("openclaw.json.last-good"), CONFIG);
    }

    /** With the key in the store it is looked for there; before that, elsewhere. */
    private static void keys(Path home) throws IOException {
        Path agent = home.resolve(".openclaw/agents/main/agent");
        Files.createDirectories(agent);
        Files.writeString(agent.resolve("auth-profiles.json"), PROFILES);
    }

    static void run(Path home, String simulator, List<String> line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Map<String, String> variables = simulator.isEmpty()
                ? Map.of("HOME", home.toString(), "TERM", "xterm")
                : Map.of("HOME", home.toString(), "TERM", "xterm", "OPENCLAW_SIMULATOR", simulator);
        Environment environment = new Environment(variables, home, home);
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
}
