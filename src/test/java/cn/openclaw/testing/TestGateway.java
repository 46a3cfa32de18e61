package cn.openclaw.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.agent.AgentExtras;
import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.server.GatewayServer;
import cn.openclaw.gateway.server.GatewaySettings;
import cn.openclaw.gateway.server.Limits;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.log.Log;
import cn.openclaw.protocol.Scope;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.tool.ToolWorld;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator and a gateway in front of it, in an empty home folder, on free ports of 127.0.0.1: wired as the command line does.
 * {@code try (var gateway = TestGateway.in(folder)) { var client = gateway.client(); client.call("health") … }}, or as a field
 * with {@code @RegisterExtension final TestGateway gateway = TestGateway.asExtension()}.
 */
public final class TestGateway implements AutoCloseable, BeforeEachCallback, AfterEachCallback {
    /** What lets one in. */
    public static final String TOKEN = "test-token-0123456789abcdef";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private Limits limits = Limits.USUAL;
    private InstantSource clock = InstantSource.system();
    private String more = "";
    private TempHome home;
    private Simulator simulator;
    private JdkHttp http;
    private ToolWorld tools;
    private AgentWorld world;
    private GatewayServer server;

    private TestGateway() {}

    /** Not started yet. */
    public static TestGateway asExtension() {
        return new TestGateway();
    }

    /** Started in this folder. */
    public static TestGateway in(Path folder) {
        return new TestGateway().start(folder);
    }

    public TestGateway limits(Limits others) {
        limits = others;
        return this;
    }

    public TestGateway clock(InstantSource other) {
        clock = other;
        return this;
    }

    /**
     * More of the configuration: JSON5 members. {@code gateway} (with {@link #TOKEN}), {@code agents} and {@code models} are there
     * already, unless these name them.
     */
    public TestGateway config(String members) {
        more = members;
        return this;
    }

    public TestGateway start(Path folder) {
        simulator = Simulator.start(SimulatorOptions.defaults());
        home = new TempHome(folder).variable("MOONSHOT_API_KEY", SimulatorKey.CN);
        home.config(configText(more));
        http = new JdkHttp(home.environment());
        Places places = Places.of(home.environment());
        tools = new ToolWorld(() -> world.snapshot(), places, clock, () -> http);
        reload();
        return open();
    }

    private TestGateway open() {
        AgentRuns runs = new AgentRuns(() -> world, AgentExtras.NONE);
        server = GatewayServer.start(GatewaySettings.local(0, () -> world, runs, new Lines()).with(limits));
        return this;
    }

    /** Ends the gateway, and starts another one in the same home, on another port. */
    public TestGateway restart() {
        server.close();
        return open();
    }

    private String configText(String members) {
        StringBuilder text = new StringBuilder("{\n");
        // In the same order in every run.
        Map<String, String> usual = new TreeMap<>(Map.of(
                "gateway", "{ auth: { token: \"" + TOKEN + "\" } }",
                "agents", "{ defaults: { model: { primary: \"moonshot/kimi-k2.6\" } } }",
                "models",
                        "{ providers: { moonshot: { baseUrl: \"" + simulator.moonshotCn()
                                + "\", apiKey: \"${MOONSHOT_API_KEY}\", models: [] } } }"));
        usual.forEach((key, value) -> {
            if (!members.contains(key + ":")) {
                text.append(key).append(": ").append(value).append(",\n");
            }
        });
        return text.append(members).append("\n}\n").toString();
    }

    /** Reads the configuration again, as a changed file has the product do. */
    public void reload() {
        Places places = Places.of(home.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, home.environment()).read();
        assertThat(snapshot.problems()).isEmpty();
        world = new AgentWorld(
                snapshot,
                places,
                clock,
                () -> ZoneOffset.ofHours(8),
                new Random(),
                (endpoint, notices) -> WireFormats.open(endpoint, http, notices),
                tools);
    }

    /** Changes these members and reads them. */
    public void reconfigure(String members) {
        home.config(configText(members));
        reload();
    }

    public TempHome home() {
        return home;
    }

    public Simulator simulator() {
        return simulator;
    }

    public GatewayServer server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    /** {@code http://127.0.0.1:port} with this path behind. */
    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public URI socket() {
        return URI.create("ws://127.0.0.1:" + port() + "/");
    }

    /** What the gateway logged: {@code LEVEL subsystem message}. */
    public List<String> log() {
        return List.copyOf(lines);
    }

    /** A socket that has said nothing yet. */
    public TestClient stranger() {
        return TestClient.open(socket(), Map.of());
    }

    /** An operator of protocol 3 who may do everything. */
    public TestClient client() {
        return client(3, Scope.ADMIN, Scope.APPROVALS, Scope.PAIRING);
    }

    /** An operator who may do this. */
    public TestClient client(int protocol, Scope... scopes) {
        TestClient client = stranger();
        client.connect(TestClient.params(protocol, "operator", TOKEN, List.of(scopes)));
        return client;
    }

    /** A node. */
    public TestClient node() {
        TestClient client = stranger();
        client.connect(TestClient.params(3, "node", TOKEN, List.of()));
        return client;
    }

    private final class Lines implements Log {
        @Override
        public void write(Level level, String subsystem, String message, Map<String, ?> fields) {
            lines.add(level + " " + subsystem + " " + message);
        }

        @Override
        public void fault(String subsystem, String message, Throwable cause) {
            lines.add("FAULT " + subsystem + " " + message + " " + cause);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        start(java.nio.file.Files.createTempDirectory("gateway"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close();
        try (var files = java.nio.file.Files.walk(home.home())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        tools.close();
        http.close();
        simulator.close();
    }
}
