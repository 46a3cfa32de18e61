package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.config.Places;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trains a gateway's AOT cache: one is run in front of a simulator and asked what programs and screens ask first. The JVM keeps what
 * was loaded and linked, and how often methods were called, so that the first minute is not spent on finding out.
 */
final class AotGateway {
    private static final String TOKEN = "training-token-0123456789abcdef";
    private static final int ROUNDS = 40;
    private static final String CONFIG = """
            {
              gateway: { mode: "local", auth: { mode: "token", token: "%s" }, http: { endpoints: {
                chatCompletions: { enabled: true }, responses: { enabled: true } } } },
              agents: { defaults: { model: { primary: "moonshot/kimi-k2.6" } } },
              models: { providers: { moonshot: { baseUrl: "%s", apiKey: "%s", models: [] } } },
            }
            """;
    private static final String CHAT =
            "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"1\"}]}";

    private AotGateway() {}

    static void train(Path home) throws IOException {
        Environment environment = new Environment(Map.of("HOME", home.toString(), "TERM", "xterm"), home, home);
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            Path state = Files.createDirectories(home.resolve(".openclaw"));
            Files.writeString(state.resolve("openclaw.json"), CONFIG.formatted(TOKEN, simulator.moonshotCn(), SimulatorKey.CN));
            int port = freePort();
            Thread.ofPlatform().daemon().start(() -> Main.run(cli(environment), "gateway", "run", "--port", String.valueOf(port)));
            URI base = URI.create("http://127.0.0.1:" + port);
            try (JdkHttp http = new JdkHttp(environment)) {
                if (isReady(environment)) {
                    ask(http, base);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean isReady(Environment environment) throws InterruptedException {
        for (int tries = 0; tries < 1_000; tries++) {
            if (RunningGateway.find(Places.of(environment)).isPresent()) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }

    private static void ask(JdkHttp http, URI base) throws InterruptedException {
        for (String path : List.of("/readyz", "/v1/models")) {
            send(http, HttpCall.get(base.resolve(path), Map.of("authorization", "Bearer " + TOKEN), HttpLimits.SHORT));
        }
        for (int round = 0; round < ROUNDS; round++) {
            post(http, base, "/v1/chat/completions", CHAT.formatted("moonshot/kimi-k2.6", true));
        }
    }

    private static void post(JdkHttp http, URI base, String path, String body) throws InterruptedException {
        Map<String, String> headers = Map.of(
                "authorization", "Bearer " + TOKEN, "content-type", "application/json", "anthropic-version", "2023-06-01");
        send(http, HttpCall.post(base.resolve(path), headers, body.getBytes(StandardCharsets.UTF_8), HttpLimits.SHORT));
    }

    /** What comes back does not matter, nor does it if nothing does. */
    private static void send(JdkHttp http, HttpCall call) throws InterruptedException {
        try (HttpReply reply = http.send(call)) {
            byte[] _ = reply.body(1 << 20);
        } catch (HttpException e) {
            return;
        }
    }

    private static Cli cli(Environment environment) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Cli(
                environment,
                Language.ZH,
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                new Screen(false, false, false, true, 80),
                InstantSource.system(),
                RandomGenerator.getDefault());
    }
}
