package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Platform;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.FakeProviderServer;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The product's gateway as people start it ({@code gateway run}), in a process of its own, with the simulator as its platform.
 * One model is to be had over three wires, so that each of the doors is tried with and without translation:
 *
 * <ul>
 *   <li>{@code moonshot/kimi-k2.6}, alias {@code fast}: {@code openai-completions};
 *   <li>{@code claude/kimi-k2.6}: {@code anthropic-messages};
 *   <li>{@code answers/moonshot/kimi-k2.6}: {@code openai-responses}, which is the gateway's own door, asked by itself.
 * </ul>
 */
final class RunningGateway implements AutoCloseable {
    static final String TOKEN = "interop-token-0123456789abcdef";

    /** One model over each wire; each answers alike. */
    static final List<String> MODELS = List.of("moonshot/kimi-k2.6", "fast", "claude/kimi-k2.6", "answers/moonshot/kimi-k2.6");

    /** A question that the model answers with a call of this tool, and with these words once it has the result. */
    static final String WEATHER =
            "Weather? [[sim:think Look it up.]][[sim:tool get_weather {\"city\":\"北京\"}]][[sim:then]][[sim:think Easy.]][[sim:say It is 21 degrees.]]";

    /** An answer that takes as long as somebody listens. */
    static final String ENDLESS = "[[sim:slow 20]][[sim:len 8000]]";

    /** Four red pixels. */
    static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==";

    /** Providers with a key of their own, which a test may spoil. */
    private static final int SPARES = 40;

    private final Simulator simulator;
    private final Hosts hosts;
    private final Process process;
    private final Path log;
    private final int port;
    private final AtomicInteger spare = new AtomicInteger();

    /**
     * Hosts that the simulator does not imitate.
     *
     * @param vectors gives embeddings as the newer programs ask for them, in base64
     * @param numbers gives them as numbers
     * @param silent never answers
     */
    private record Hosts(FakeProviderServer vectors, FakeProviderServer numbers, FakeProviderServer silent) implements AutoCloseable {
        private static final String VECTOR =
                "{\"object\":\"list\",\"model\":\"embed-1\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":%s}],"
                        + "\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}";

        static Hosts start() {
            return new Hosts(
                    FakeProviderServer.start(FakeProviderServer.json(200, VECTOR.formatted("\"AACAPwAAAD8=\""))),
                    FakeProviderServer.start(FakeProviderServer.json(200, VECTOR.formatted("[1,0.5]"))),
                    FakeProviderServer.start(wire -> wire.untilHungUp(Duration.ofMinutes(1))));
        }

        @Override
        public void close() {
            vectors.close();
            numbers.close();
            silent.close();
        }
    }

    private RunningGateway(Simulator simulator, Hosts hosts, Process process, Path log, int port) {
        this.simulator = simulator;
        this.hosts = hosts;
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts one in an empty folder, and waits until it is ready. */
    static RunningGateway in(Path folder) throws IOException, InterruptedException {
        SimulatorOptions options = SimulatorOptions.defaults();
        for (int number = 0; number < SPARES; number++) {
            options = options.key(new SimulatorKey(
                    spareKey(number), Platform.MOONSHOT_CN, "org-spare" + number, SimulatorKey.UNLIMITED, new BigDecimal("9"),
                    SimulatorKey.Condition.FINE));
        }
        Simulator simulator = Simulator.start(options);
        Hosts hosts = Hosts.start();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        new TempHome(folder).config(config(simulator, hosts, port));
        Path log = folder.resolve("gateway.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+UseSerialGC", "-Xmx256m", "-cp",
                        System.getProperty("java.class.path"), "cn.openclaw.cli.Main", "gateway", "run", "--port", Integer.toString(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("HOME", folder.toString(), "LANG", "en_US.UTF-8", "MOONSHOT_API_KEY", SimulatorKey.CN));
        RunningGateway gateway = new RunningGateway(simulator, hosts, builder.start(), log, port);
        gateway.awaitReady();
        return gateway;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(log).contains("127.0.0.1:" + port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                close();
                throw new AssertionError("the gateway did not start:\n" + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    private static String spareKey(int number) {
        return "sk-sim-cn-spare-%010d".formatted(number);
    }

    private static String config(Simulator simulator, Hosts hosts, int port) {
        StringBuilder spares = new StringBuilder();
        for (int number = 0; number < SPARES; number++) {
            spares.append("spare%d: { baseUrl: \"%s\", apiKey: \"%s\", models: [{ id: \"kimi-k2.6\", name: \"K2.6\" }] },\n"
                    .formatted(number, simulator.moonshotCn(), spareKey(number)));
        }
        return """
                {
                  gateway: { auth: { token: "%s" }, http: { keys: { laptop: { key: "ock-interop-laptop", models: ["moonshot/*", "fast"] } } } },
                  agents: { defaults: { model: { primary: "moonshot/kimi-k2.6" }, models: { "moonshot/kimi-k2.6": { alias: "fast" } },
                    workspace: "~/work" } },
                  models: { providers: {
                    moonshot: { baseUrl: "%s", apiKey: "${MOONSHOT_API_KEY}", models: [] },
                    claude: { baseUrl: "%s", api: "anthropic-messages", apiKey: "${MOONSHOT_API_KEY}",
                      models: [{ id: "kimi-k2.6", name: "K2.6", reasoning: true, input: ["text", "image"], contextWindow: 262144, maxTokens: 32768 }] },
                    answers: { baseUrl: "http://127.0.0.1:%d/v1", api: "openai-responses", apiKey: "%s",
                      models: [{ id: "moonshot/kimi-k2.6", name: "K2.6", reasoning: true, input: ["text", "image"], contextWindow: 262144, maxTokens: 32768 }] },
                    stranger: { baseUrl: "%s", apiKey: "sk-nobody-knows", models: [{ id: "kimi-k2.6", name: "K2.6" }] },
                    vectors: { baseUrl: "%s", apiKey: "sk-vectors-0001", api: "openai-completions", models: [{ id: "embed-1", name: "embed" }] },
                    numbers: { baseUrl: "%s", apiKey: "sk-vectors-0002", api: "openai-completions", models: [{ id: "embed-1", name: "embed" }] },
                    silent: { baseUrl: "%s", apiKey: "sk-silent-00001", api: "openai-completions", models: [{ id: "kimi-k2.6", name: "K2.6" }] },
                    %s
                  } },
                }
                """
                .formatted(
                        TOKEN, simulator.moonshotCn(), simulator.anthropicBase(Platform.MOONSHOT_CN), port, TOKEN, simulator.moonshotCn(),
                        hosts.vectors().uri("/v1"), hosts.numbers().uri("/v1"), hosts.silent().uri("/v1"), spares);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Simulator simulator() {
        return simulator;
    }

    /** A model whose key no other test needs: whatever goes wrong with it, it may rest. */
    String spare() {
        return "spare" + spare.getAndIncrement() + "/kimi-k2.6";
    }

    /** What reached the platform last, as it was written. */
    String lastBody() {
        return Json.write(simulator.lastRequest().body().orElseThrow());
    }

    /** What a program is told of its tokens is what the platform counted for the last request. */
    void assertCounted(long prompt, long completion) {
        assertThat(prompt).isEqualTo(simulator.lastRequest().prompt());
        assertThat(completion).isEqualTo(simulator.lastRequest().completion());
    }

    /** How many requests reached the platform so far. */
    int requests() {
        return simulator.journal().size();
    }

    /** Every raw answer says who gave it. */
    static void assertNamed(String model, UnaryOperator<String> header) {
        String known = model.equals("fast") ? "moonshot/kimi-k2.6" : model;
        int slash = known.indexOf('/');
        assertThat(header.apply("x-openclaw-provider")).isEqualTo(known.substring(0, slash));
        assertThat(header.apply("x-openclaw-model")).isEqualTo(known.substring(slash + 1));
        assertThat(header.apply("x-openclaw-attempts")).isEqualTo("1");
        assertThat(header.apply("x-openclaw-request-id")).matches("req_[0-9a-f]+-[0-9a-f]+");
        assertThat(header.apply("x-openclaw-profile")).isNotEmpty();
    }

    /** Waits until the simulator has written down what became of every request after this one. */
    JournalEntry next(int after) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (simulator.journal().size() <= after && System.nanoTime() < until) {
            Thread.sleep(2);
        }
        assertThat(simulator.journal()).as("requests that reached the platform").hasSizeGreaterThan(after);
        return simulator.journal().get(after);
    }

    /** A caller who left while {@code silent/kimi-k2.6} had not said a word was seen leaving. */
    void assertSilentOneLeft() throws InterruptedException {
        assertThat(hosts.silent().sawDisconnect(Duration.ofSeconds(2))).isTrue();
    }

    /** The platform saw within this time that nobody listens any more. */
    void assertLeft(int after, Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        JournalEntry entry = next(after);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(atMost);
        assertThat(entry.decision()).endsWith("client left");
    }

    /**
     * Runs a script of {@code src/test/interop/npm} against this gateway.
     *
     * @return how many things it checked
     */
    int drive(String script) throws Exception {
        return Npm.drive(
                script,
                Map.of(
                        "GATEWAY", address().toString(), "TOKEN", TOKEN, "MODELS", String.join(" ", MODELS), "SIMULATOR",
                        simulator.address().toString(), "SIMULATOR_TOKEN", simulator.controlToken()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        hosts.close();
        simulator.close();
    }

}
