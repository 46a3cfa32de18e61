package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.TestGateway;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gateway in a process of its own that is killed and started again in the same home, on the same port. */
final class KilledGateway implements AutoCloseable {
    private final Path folder;
    private final Simulator simulator;
    private final int port;
    private Process process;

    private KilledGateway(Path folder, Simulator simulator, int port) {
        this.folder = folder;
        this.simulator = simulator;
        this.port = port;
    }

    /** @param more members of its configuration, each with a comma behind */
    static KilledGateway in(Path folder, String more) throws IOException {
        Simulator simulator = Simulator.start(SimulatorOptions.defaults());
        new TempHome(folder).config(
                """
                { gateway: { auth: { token: "TOKEN" } }, MORE session: { reset: { mode: "idle", idleMinutes: 100000 } },
                  models: { providers: { moonshot: { baseUrl: "URL", apiKey: "${MOONSHOT_API_KEY}", models: [] } } },
                  agents: { defaults: { model: { primary: "moonshot/kimi-k2.6" }, workspace: "~/work" } } }
                """.replace("TOKEN", TestGateway.TOKEN).replace("MORE", more).replace("URL", simulator.moonshotCn().toString()));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new KilledGateway(folder, simulator, free.getLocalPort());
        }
    }

    Simulator simulator() {
        return simulator;
    }

    int port() {
        return port;
    }

    URI socket() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    long pid() {
        return process.pid();
    }

    /** What this was loaded from, also where a launcher brought its own loader. */
    private static String classes() {
        return KilledGateway.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())).toString()).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    void start() throws IOException, InterruptedException {
        Path out = folder.resolve("out-" + System.nanoTime() + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classes(),
                "cn.openclaw.gateway.CrashingGateway", Integer.toString(port));
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("MOONSHOT_API_KEY", SimulatorKey.CN);
        process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        while (!Files.readString(out).contains("READY")) {
            assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
            Thread.sleep(5);
        }
    }

    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        simulator.close();
    }
}
