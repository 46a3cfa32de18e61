package cn.openclaw.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.http.JdkSockets;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.EventFrame;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.FakeGateway;
import cn.openclaw.testing.TempHome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class GatewayClientTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TempHome home;

    @BeforeEach
    void start() {
        gateway = new FakeGateway();
        home = new TempHome(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Places places() {
        return Places.of(home.environment());
    }

    private GatewayClient.Around around() {
        return new GatewayClient.Around(
                new JdkSockets(home.environment()),
                InstantSource.system(),
                DeviceIdentity.of(places(), InstantSource.system()),
                new DeviceTokens(places(), InstantSource.system()),
                SOON,
                Language.EN);
    }

    private static GatewayClient.Self self() {
        return new GatewayClient.Self("cli", "cli", "1", "linux", Optional.empty(), List.of(Scope.ADMIN, Scope.APPROVALS));
    }

    private Target target(String token) {
        return new Target(gateway.url(), "test", Optional.of(new Secret(token)), Optional.empty(), "test", Optional.empty());
    }

    private GatewayClient connect(Target target) throws InterruptedException {
        return GatewayClient.connect(target, self(), around(), GatewayClient.Listener.none());
    }

    @Test
    void asksAndIsAnswered() throws InterruptedException {
        gateway.on("health", (request, peer) -> peer.answer(request, Json.object().put("ok", true)));
        try (GatewayClient client = connect(target("secret-token"))) {
            assertThat(client.call("health", Json.object(), SOON).path("ok").asBoolean(false)).isTrue();
            assertThatThrownBy(() -> client.call("fly", Json.object(), SOON))
                    .isInstanceOf(GatewayException.class)
                    .hasMessage("unknown method: fly");
        }
    }

    @Test
    void whatIsAcceptedFirstIsAwaitedToItsEnd() throws InterruptedException {
        gateway.on("agent", (request, peer) -> {
            peer.answer(request, Json.object().put("runId", "r1").put("status", "accepted"));
            peer.answer(request, Json.object().put("runId", "r1").put("status", "ok"));
        });
        List<String> accepted = new ArrayList<>();
        try (GatewayClient client = connect(target("secret-token"))) {
            var done = client.callToEnd("agent", Json.object(), SOON, first -> accepted.add(first.path("runId").asString()));
            assertThat(done.path("status").asString()).isEqualTo("ok");
            assertThat(accepted).containsExactly("r1");
        }
    }

    @Test
    void provesWhoItIsAsTheOriginalDoes() throws Exception {
        connect(target("secret-token")).close();
        ObjectNode params = gateway.connects().getFirst();
        var device = params.path("device");
        byte[] raw = Base64.getUrlDecoder().decode(device.path("publicKey").asString());
        byte[] id = java.security.MessageDigest.getInstance("SHA-256").digest(raw);
        assertThat(device.path("id").asString()).isEqualTo(HexFormat.of().formatHex(id));
        String words = "v2|" + device.path("id").asString() + "|cli|cli|operator|operator.admin,operator.approvals|"
                + device.path("signedAt").asLong() + "|secret-token|" + device.path("nonce").asString();
        Signature check = Signature.getInstance("Ed25519");
        byte[] spki = HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        check.update(words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(check.verify(Base64.getUrlDecoder().decode(device.path("signature").asString()))).isTrue();
    }

    @Test
    void keepsItsIdentityInTheOriginalsForm() throws Exception {
        DeviceIdentity first = DeviceIdentity.of(places(), InstantSource.system());
        Path file = places().stateDir().resolve("identity/device.json");
        ObjectNode tree = (ObjectNode) Json.parse(Files.readAllBytes(file));
        assertThat(tree.propertyNames()).containsExactly("version", "deviceId", "publicKeyPem", "privateKeyPem", "createdAtMs");
        assertThat(tree.path("publicKeyPem").asString()).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("-----END PUBLIC KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(DeviceIdentity.of(places(), InstantSource.system()).id()).isEqualTo(first.id());
    }

    @Test
    void aTokenForThisDeviceIsKeptAndUsedWhereNoSharedOneIsKnown() throws Exception {
        connect(target("secret-token")).close();
        assertThat(home.read(".openclaw/identity/device-auth.json")).contains("\"token\": \"device-secret-token\"");
        Target without =
                new Target(gateway.url(), "test", Optional.empty(), Optional.empty(), "none", Optional.empty());
        connect(without).close();
        assertThat(gateway.connects().getLast().path("auth").path("token").asString()).isEqualTo("device-secret-token");
    }

    @Test
    @DisplayName("P27 a stale device token is dropped, and who refused which token is said")
    void aStaleDeviceTokenIsDropped() throws Exception {
        connect(target("secret-token")).close();
        gateway.token("another-token");
        Target without =
                new Target(gateway.url(), "test", Optional.empty(), Optional.empty(), "none", Optional.empty());
        assertThatThrownBy(() -> connect(without)).isInstanceOf(ClientException.class);
        assertThat(home.read(".openclaw/identity/device-auth.json")).doesNotContain("device-secret-token");
        assertThatThrownBy(() -> connect(target("wrong-token-1234")))
                .isInstanceOfSatisfying(ClientException.class, e -> {
                    assertThat(e.reason()).isEqualTo(ClientException.Reason.UNAUTHORIZED);
                    assertThat(e.getMessage()).contains("from test").contains("token mismatch").doesNotContain("wrong-token-1234");
                });
    }

    @Test
    void nobodyThereIsOneSentence() {
        URI url = gateway.url();
        gateway.close();
        gateway = new FakeGateway();
        Target gone = new Target(url, "test", Optional.empty(), Optional.empty(), "none", Optional.empty());
        assertThatThrownBy(() -> connect(gone)).isInstanceOfSatisfying(ClientException.class, e -> {
            assertThat(e.reason()).isEqualTo(ClientException.Reason.UNREACHABLE);
            assertThat(e.getMessage()).contains("openclaw-cn gateway run");
        });
    }

    @Test
    void whoeverWaitsHearsOfALostConnectionAtOnce() throws InterruptedException {
        gateway.on("slow", (_, _) -> gateway.cut());
        try (GatewayClient client = connect(target("secret-token"))) {
            assertThatThrownBy(() -> client.call("slow", Json.object(), SOON))
                    .isInstanceOfSatisfying(
                            ClientException.class, e -> assertThat(e.reason()).isEqualTo(ClientException.Reason.LOST));
        }
    }

    @Test
    void aGatewayThatFallsSilentIsLeft() throws InterruptedException {
        gateway.tick(1_000);
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        GatewayClient.Listener listener = new GatewayClient.Listener() {
            @Override
            public void event(EventFrame event) {}

            @Override
            public void closed(int code, String reason) {
                codes.add(code);
            }
        };
        try (GatewayClient _ = GatewayClient.connect(target("secret-token"), self(), around(), listener)) {
            assertThat(codes.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    @DisplayName("P27 when the gateway comes back with another token, the line looks it up and reconnects by itself")
    void aLineComesBackWithTheNewToken() throws InterruptedException {
        int port = gateway.port();
        String[] token = {"secret-token"};
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        GatewayLine.Listener listener = new GatewayLine.Listener() {
            @Override
            public void event(EventFrame event) {
                heard.add("event " + event.event());
            }

            @Override
            public void connected(ObjectNode hello, boolean again) {
                heard.add(again ? "again" : "connected");
            }

            @Override
            public void lost(String why, Duration pause) {
                heard.add("lost");
            }
        };
        try (GatewayLine line = new GatewayLine(() -> target(token[0]), self(), around(), listener).open()) {
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("connected");
            gateway.goodbye(1012, "service restart");
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("lost");
            gateway.close();
            gateway = new FakeGateway(port).token("rotated-token");
            gateway.on("health", (request, peer) -> peer.answer(request, Json.object().put("ok", true)));
            token[0] = "rotated-token";
            assertThat(line.call("health", Json.object(), SOON).path("ok").asBoolean(false)).isTrue();
            assertThat(heard).contains("again");
        }
    }

    @Test
    @DisplayName("P27 the running gateway's own state is the one source: neither config nor variable can disagree with it")
    void theRunningGatewaysTokenCounts() throws Exception {
        home.config("{gateway: {port: 4711, auth: {token: 'from-the-config'}}}").variable("OPENCLAW_GATEWAY_TOKEN", "from-the-env");
        ProcessHandle self = ProcessHandle.current();
        new RunningGateway(
                        self.pid(),
                        RunningGateway.startOf(self),
                        gateway.url(),
                        "loopback",
                        Optional.of(new RunningGateway.Auth(false, new Secret("secret-token"))),
                        "--token",
                        Optional.empty(),
                        "1",
                        1)
                .write(places());
        Target found = find(Target.Told.NOTHING);
        assertThat(found.url()).isEqualTo(gateway.url());
        assertThat(found.token()).contains(new Secret("secret-token"));
        assertThat(found.secretSource()).isEqualTo("running gateway (--token)");
        connect(found).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(RunningGateway.file(places())))).isEqualTo("rw-------");
    }

    private Target find(Target.Told told) {
        Environment environment = home.environment();
        return Target.find(places(), new ConfigFile(places(), environment).read(), told);
    }

    @Test
    void withoutARunningOneTheConfigurationCountsThenVariablesThenTheKeptToken() throws Exception {
        home.config("{gateway: {port: 4711}}");
        Files.createDirectories(Target.tokenFile(places()).getParent());
        Files.writeString(Target.tokenFile(places()), "kept-token\n");
        assertThat(find(Target.Told.NOTHING).token()).contains(new Secret("kept-token"));
        assertThat(find(Target.Told.NOTHING).url()).isEqualTo(URI.create("ws://127.0.0.1:4711"));
        home.variable("OPENCLAW_GATEWAY_TOKEN", "from-the-env").variable("OPENCLAW_GATEWAY_PORT", "4712");
        assertThat(find(Target.Told.NOTHING).secretSource()).isEqualTo("env OPENCLAW_GATEWAY_TOKEN");
        assertThat(find(Target.Told.NOTHING).url()).isEqualTo(URI.create("ws://127.0.0.1:4712"));
        home.config("{gateway: {auth: {token: 'from-the-config'}}}");
        assertThat(find(Target.Told.NOTHING).secretSource()).isEqualTo("config gateway.auth.token");
    }

    @Test
    void aFileOfAProcessThatIsGoneDoesNotCount() throws Exception {
        new RunningGateway(
                        ProcessHandle.current().pid(),
                        12345,
                        gateway.url(),
                        "loopback",
                        Optional.empty(),
                        "none",
                        Optional.empty(),
                        "1",
                        1)
                .write(places());
        assertThat(RunningGateway.find(places())).isEmpty();
    }

    @Test
    @DisplayName("P44 a configured token is never sent to an address from the command line, nor unencrypted to the internet")
    void secretsStayWhereTheyBelong() {
        home.config("{gateway: {auth: {token: 'from-the-config'}}}");
        assertThatThrownBy(() -> find(new Target.Told(Optional.of("ws://127.0.0.1:1"), Optional.empty(), Optional.empty())))
                .hasMessageContaining("--token");
        assertThatThrownBy(() -> find(new Target.Told(Optional.of("ws://8.8.8.8:1"), Optional.of("t"), Optional.empty())))
                .hasMessageContaining("not encrypted");
        assertThatThrownBy(() -> find(new Target.Told(Optional.of("ftp://x"), Optional.of("t"), Optional.empty())))
                .hasMessageContaining("no gateway address");
    }
}
