package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.client.RunningGateway;
import cn.openclaw.config.Places;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code agent} and {@code tui} through a gateway that runs, which asks the simulator. */
@Timeout(240)
class GatewayTalkTest {
    @TempDir
    Path folder;

    private Simulator platform;
    private TempHome home;
    private GatewayRunTest.Running gateway;

    @BeforeEach
    void start() throws Exception {
        platform = Simulator.start(SimulatorOptions.defaults().port(0).instant(true));
        home = new TempHome(folder)
                .clock(InstantSource.system())
                .config("{agents: {defaults: {model: 'moonshot/kimi-k3'}}, gateway: {reload: {debounceMs: 20}}}")
                .variable("OPENCLAW_SIMULATOR", platform.address().toString())
                .variable("MOONSHOT_API_KEY", SimulatorKey.CN);
        int port;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        gateway = new GatewayRunTest.Running(home, "gateway", "run", "--port", Integer.toString(port));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (RunningGateway.find(Places.of(home.environment())).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @AfterEach
    void stop() throws Exception {
        gateway.thread.interrupt();
        gateway.code.get(60, TimeUnit.SECONDS);
        platform.close();
    }

    @Test
    void agentGoesThroughTheGatewayAndPrintsTheSame() {
        assertThat(Main.run(home.cli(), "agent", "--message", "say it", "--json")).as(home.err()).isZero();
        JsonNode there = Json.parse(home.out());
        assertThat(there.path("payloads").get(0).path("text").asString()).isNotBlank();
        assertThat(there.path("meta").path("agentMeta").path("sessionKey").asString()).isEqualTo("agent:main:main");
        assertThat(there.path("meta").path("agentMeta").path("provider").asString()).isEqualTo("moonshot");
        assertThat(Main.run(home.cli(), "agent", "--message", "say it")).as(home.err()).isZero();
        assertThat(home.out()).isNotBlank();
        String whole = home.out();
        assertThat(Main.run(home.cli(), "agent", "--local", "--message", "say it")).as(home.err()).isZero();
        assertThat(home.out()).isEqualTo(whole);
    }

    @Test
    void aFailureHasTheSameExitCodeAsWithoutAGateway() {
        assertThat(Main.run(home.cli(), "agent", "--message", "x", "--agent", "nobody")).isNotZero();
        assertThat(home.err()).isNotBlank().doesNotContain("Exception");
        assertThat(GatewayAgent.code("billing").number()).isEqualTo(4);
        assertThat(GatewayAgent.code("auth").number()).isEqualTo(3);
    }

    @Test
    void tuiTalksThroughTheGateway() {
        home.input("你好\n/status\n");
        assertThat(Main.run(home.cli(), "tui", "--plain", "--session", "notes")).as(home.err()).isZero();
        assertThat(home.out()).isNotBlank();
        assertThat(Main.run(home.cli(), "gateway", "call", "sessions.list")).isZero();
        assertThat(home.out()).contains("agent:main:notes");
    }

    @Test
    @DisplayName("P27 the token is rotated while a line is open: the next call finds the new one by itself")
    void rotationBetweenTwoQuestions() {
        assertThat(Main.run(home.cli(), "agent", "--message", "one")).as(home.err()).isZero();
        assertThat(Main.run(home.cli(), "gateway", "token", "rotate")).as(home.err()).isZero();
        assertThat(Main.run(home.cli(), "agent", "--message", "two")).as(home.err()).isZero();
    }

    @Test
    @DisplayName("P01 a program that asks a model by its name reaches the same platform as an agent does")
    void aRawRequestTakesTheSameWayOut() {
        assertThat(Main.run(home.cli(), "gateway", "token")).as(home.err()).isZero();
        String token = home.out().strip();
        RunningGateway running = RunningGateway.find(Places.of(home.environment())).orElseThrow();
        URI door = URI.create("http://127.0.0.1:" + running.url().getPort() + "/v1/chat/completions");
        String body = "{\"model\":\"moonshot/kimi-k3\",\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:say raw]]\"}]}";
        try (JdkHttp http = new JdkHttp(home.environment());
                HttpReply reply = http.send(HttpCall.post(door, Map.of("Authorization", "Bearer " + token), body.getBytes(StandardCharsets.UTF_8), HttpLimits.CHAT))) {
            assertThat(reply.status()).isEqualTo(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(platform.journal()).anySatisfy(entry -> assertThat(entry.path()).startsWith("/moonshot-cn/v1/chat"));
    }
}
