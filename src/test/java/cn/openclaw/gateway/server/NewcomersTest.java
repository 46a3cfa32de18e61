package cn.openclaw.gateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has shown no key takes some places, and never all. */
class NewcomersTest {
    private static final Limits FEW = new Limits(
            256 << 10, 64 << 10, 512 << 10, 1 << 20, 1 << 20, 40, 30, 3, 8,
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(900), Duration.ofSeconds(15));

    private static final Networks NOBODY = new Networks(List.of());

    @TempDir
    Path folder;

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(Networks.address(address), 4711);
    }

    @Test
    void anAddressHasSoManyPlacesAndNoMore() {
        Newcomers newcomers = new Newcomers(2);
        Newcomers.Place first = newcomers.place();
        assertThat(first.take(at("203.0.113.7"), NOBODY)).isTrue();
        assertThat(newcomers.place().take(at("203.0.113.7"), NOBODY)).isTrue();
        assertThat(newcomers.place().take(at("203.0.113.7"), NOBODY)).isFalse();
        assertThat(newcomers.place().take(at("203.0.113.8"), NOBODY)).isTrue();
        first.leave();
        first.leave();
        assertThat(newcomers.place().take(at("203.0.113.7"), NOBODY)).isTrue();
        assertThat(newcomers.place().take(at("203.0.113.7"), NOBODY)).isFalse();
        assertThat(newcomers.addresses()).isEqualTo(2);
    }

    @Test
    void aHomeOfManyAddressesIsOne() {
        Newcomers newcomers = new Newcomers(1);
        assertThat(newcomers.place().take(at("2001:db8:1:2::1"), NOBODY)).isTrue();
        assertThat(newcomers.place().take(at("2001:db8:1:2:3:4:5:6"), NOBODY)).isFalse();
        assertThat(newcomers.place().take(at("2001:db8:1:3::1"), NOBODY)).isTrue();
    }

    @Test
    void aProxyCountsForThoseBehindIt() {
        Newcomers newcomers = new Newcomers(1);
        Networks proxies = new Networks(List.of("10.0.0.0/8"));
        InetSocketAddress proxy = at("10.0.0.1");
        Newcomers.Place one = newcomers.place();
        Newcomers.Place other = newcomers.place();
        assertThat(one.take(proxy, proxies) && other.take(proxy, proxies)).isTrue();
        assertThat(newcomers.addresses()).isZero();
        assertThat(one.take(behind("203.0.113.7", proxy, proxies), proxy)).isTrue();
        assertThat(one.take(behind("203.0.113.7", proxy, proxies), proxy)).as("its next request").isTrue();
        assertThat(other.take(behind("203.0.113.7", proxy, proxies), proxy)).isFalse();
        assertThat(one.take(behind("203.0.113.8", proxy, proxies), proxy)).as("the proxy speaks for another").isTrue();
        assertThat(other.take(behind("203.0.113.7", proxy, proxies), proxy)).isTrue();
        one.leave();
        other.leave();
        assertThat(newcomers.addresses()).isZero();
        // Nobody is named: everybody behind that proxy would share one address's places.
        assertThat(one.take(Peer.of(proxy, new DefaultHttpHeaders(), proxies), proxy)).isTrue();
        assertThat(newcomers.addresses()).isZero();
    }

    private static Peer behind(String address, InetSocketAddress proxy, Networks proxies) {
        return Peer.of(proxy, new DefaultHttpHeaders().set("x-forwarded-for", address), proxies);
    }

    @Test
    void oneAddressDoesNotKeepOthersOut() throws InterruptedException {
        try (TestGateway gateway = TestGateway.asExtension()
                .limits(FEW)
                .config("gateway: { auth: { token: \"%s\" }, trustedProxies: [\"127.0.0.1\"] },".formatted(TestGateway.TOKEN))
                .start(folder)) {
            List<RawSocket> greedy = new ArrayList<>();
            for (int at = 0; at < 3; at++) {
                greedy.add(new RawSocket(gateway.port()).upgrade("X-Forwarded-For: 203.0.113.7"));
            }
            Newcomers newcomers = gateway.server().core().newcomers();
            try (RawSocket more = new RawSocket(gateway.port())) {
                more.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n");
                assertThat(more.head()).startsWith("HTTP/1.1 429");
            }
            try (RawSocket other = new RawSocket(gateway.port())) {
                other.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.8\r\n\r\n");
                assertThat(other.head()).startsWith("HTTP/1.1 200");
            }
            login(greedy.getFirst());
            until(() -> newcomers.addresses() == 1);
            // A place is free again: one has shown its key.
            try (RawSocket next = new RawSocket(gateway.port())) {
                next.send("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.7\r\nAuthorization: Bearer "
                        + TestGateway.TOKEN + "\r\n\r\n");
                assertThat(next.head()).startsWith("HTTP/1.1 200");
                // Nor does this one need it any longer.
                greedy.add(new RawSocket(gateway.port()).upgrade("X-Forwarded-For: 203.0.113.7"));
                greedy.getLast().text("{}");
                assertThat(greedy.getLast().closeCode()).isEqualTo(1008);
            }
            greedy.forEach(RawSocket::close);
            until(() -> newcomers.addresses() == 0);
        }
    }

    private static void login(RawSocket socket) {
        socket.text(Json.write(Json.object()
                .put("type", "req")
                .put("id", "1")
                .put("method", "connect")
                .set("params", TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ)))));
        RawSocket.Frame frame = socket.frame();
        while (frame != null && !frame.text().contains("hello-ok")) {
            frame = socket.frame();
        }
        assertThat(frame).isNotNull();
    }

    private static void until(BooleanSupplier done) throws InterruptedException {
        for (int wait = 0; wait < 500 && !done.getAsBoolean(); wait++) {
            Thread.sleep(20);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    /** A door that gives everybody more than fits on the way. */
    private static final class Generous implements HttpDoor {
        @Override
        public String name() {
            return "generous";
        }

        @Override
        public boolean takes(String path, GatewayWorld world) {
            return true;
        }

        @Override
        public void answer(HttpVisit visit, GatewayWorld world) {
            visit.reply(200, Map.of(), "x".repeat(16 << 20).getBytes(UTF_8));
        }
    }

    /** Nobody's place is held for good by asking for something and not reading it, nor is the memory filled behind it. */
    @Test
    void whoShowsNoKeyAndReadsNothingIsLetGo() throws InterruptedException {
        try (TestGateway gateway = TestGateway.asExtension().limits(FEW).start(folder)) {
            Core core = gateway.server().core();
            core.use(Map.of(), List.of(new Generous()));
            String body = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n" + "x".repeat(60_000);
            try (RawSocket stuck = RawSocket.narrow(gateway.port())) {
                stuck.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                stuck.send(body);
                stuck.send(body);
                until(() -> core.bodies().get() == 120_000);
                until(() -> core.connections().get() == 0);
                until(() -> core.bodies().get() == 0);
            }
            try (RawSocket known = RawSocket.narrow(gateway.port())) {
                known.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TestGateway.TOKEN + "\r\n\r\n");
                Thread.sleep(2_000);
                assertThat(core.connections().get()).isEqualTo(1);
            }
        }
    }
}
