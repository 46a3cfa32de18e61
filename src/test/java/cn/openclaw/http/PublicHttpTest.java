package cn.openclaw.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Environment;
import cn.openclaw.testing.FakeProviderServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicHttpTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final List<AddressBlock> LOOPBACK = List.of(AddressBlock.parse("127.0.0.1").orElseThrow());

    private static Environment plain() {
        return new Environment(Map.of(), Path.of("/"), Path.of("/"));
    }

    private static PublicHttp guarded(PublicHttp.Names names) {
        return new PublicHttp(plain(), List.of(), names, null);
    }

    private static InetAddress[] all(String... literals) {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int at = 0; at < literals.length; at++) {
            addresses[at] = InetAddress.ofLiteral(literals[at]);
        }
        return addresses;
    }

    private static PublicHttp.Page get(PublicHttp http, String url) throws InterruptedException {
        return http.get(WebAddress.parse(url), Map.of("User-Agent", "test"), LIMIT, 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1",
        "100.100.100.200", "169.254.169.254", "169.254.0.23", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::1", "::",
        "::127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001::1", "2001:db8::1", "2001:10::1", "100::1",
        "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:a9fe:a9fe", "5f00::1", "3fff::1"
    })
    @DisplayName("W24 P47 no address that only this machine or its network reaches is visited")
    void nearAddressesAreRefused(String literal) {
        InetAddress address = InetAddress.ofLiteral(literal);
        assertThat(PublicAddresses.objection(address)).isPresent();
        assertThatThrownBy(() -> get(guarded(_ -> new InetAddress[] {address}), "http://harmless.example.com/"))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("refused");
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        assertThatThrownBy(() -> get(guarded(_ -> all("93.184.215.14")), "http://" + host + "/"))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1.1.1.1", "8.8.8.8", "93.184.215.14", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.5.5.5",
        "169.253.1.1", "198.17.0.1", "198.20.0.1", "2606:4700::1111", "2400:3200::1", "64:ff9b::1.1.1.1", "2002:101:101::1"
    })
    void theOpenInternetIsNot(String literal) {
        assertThat(PublicAddresses.objection(InetAddress.ofLiteral(literal))).isEmpty();
    }

    @Test
    @DisplayName("P47 any private IPv4 address is refused in each of its spellings")
    void spellings() {
        Random random = new Random(3);
        int[][] nets = {{127, 0, 0, 8}, {10, 0, 0, 8}, {192, 168, 0, 16}, {172, 16, 0, 12}, {169, 254, 0, 16}, {100, 64, 0, 10}, {0, 0, 0, 8}};
        for (int round = 0; round < 250; round++) {
            int[] net = nets[random.nextInt(nets.length)];
            long base = (long) net[0] << 24 | net[1] << 16;
            long ip = base | random.nextLong(1L << 32 - net[3]);
            for (String spelling : spellings(ip)) {
                assertThatThrownBy(() -> get(guarded(_ -> all("93.184.215.14")), "http://" + spelling + "/"))
                        .as(spelling)
                        .isInstanceOf(HttpException.class)
                        .hasMessageContaining("refused");
            }
        }
    }

    private static List<String> spellings(long ip) {
        long a = ip >> 24;
        long b = ip >> 16 & 255;
        long c = ip >> 8 & 255;
        long d = ip & 255;
        String dotted = a + "." + b + "." + c + "." + d;
        return List.of(
                dotted, dotted + ".", Long.toString(ip), "0x" + Long.toHexString(ip), "0" + Long.toOctalString(ip), a + "." + (ip & 0xffffff),
                a + "." + b + "." + (ip & 0xffff), "0x" + Long.toHexString(a) + ".0" + Long.toOctalString(b) + "." + c + "." + d,
                "[::ffff:" + dotted + "]", "[::" + dotted + "]", "[64:ff9b::" + dotted + "]",
                "[2002:" + Long.toHexString(ip >> 16) + ":" + Long.toHexString(ip & 0xffff) + "::]",
                dotted.replace('.', '。'), dotted.replace('1', '１'));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://printer.local/", "http://metadata.google.internal/",
        "http://router/", "http://nas.lan/", "http://x.home.arpa/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/"
    })
    void namesOfNearPlacesAreRefusedWhateverTheyLeadTo(String url) {
        assertThatThrownBy(() -> get(guarded(_ -> all("93.184.215.14")), url))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void oneNearAddressAmongManyIsEnough() {
        assertThatThrownBy(() -> get(guarded(_ -> all("93.184.215.14", "10.0.0.7")), "http://two.example.com/"))
                .hasMessageContaining("refused");
    }

    @Test
    @DisplayName("P47 DNS rebinding: the name is looked up once, and what was judged is what is connected to")
    void rebinding() throws Exception {
        try (FakeProviderServer server = FakeProviderServer.start(FakeProviderServer.json(200, "{}"))) {
            AtomicInteger lookups = new AtomicInteger();
            PublicHttp http = new PublicHttp(
                    plain(),
                    LOOPBACK,
                    _ -> {
                        return lookups.getAndIncrement() == 0 ? all("127.0.0.1") : all("10.255.255.1");
                    },
                    null);
            PublicHttp.Page page = get(http, "http://rebind.example.com:" + server.port() + "/x");
            assertThat(page.status()).isEqualTo(200);
            assertThat(lookups).hasValue(1);
            assertThat(server.request(0).header("host")).isEqualTo("rebind.example.com:" + server.port());
        }
    }

    @Test
    void httpsSaysTheNameAndChecksTheCertificateForIt() throws Exception {
        TestTls tls = TestTls.make();
        try (FakeProviderServer server = FakeProviderServer.start(tls.serverSocket(), FakeProviderServer.json(200, "{\"a\":1}"))) {
            PublicHttp http = new PublicHttp(plain(), LOOPBACK, _ -> all("127.0.0.1"), tls.context());
            assertThat(get(http, "https://127.0.0.1:" + server.port() + "/").status()).isEqualTo(200);
            assertThat(get(http, "https://kimi.test:" + server.port() + "/").status()).isEqualTo(200);
            assertThatThrownBy(() -> get(http, "https://other.example.com:" + server.port() + "/"))
                    .isInstanceOfSatisfying(HttpException.class, e -> assertThat(e.reason()).isEqualTo(HttpException.Reason.TLS));
        }
    }

    @Test
    void readsWhatServersSend() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write("packed".getBytes(StandardCharsets.UTF_8));
        }
        FakeProviderServer.Answer chunked = wire -> {
            wire.write("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 中\r\n\r\n");
            wire.chunk("one ").chunk("two").write("0\r\n\r\n");
        };
        FakeProviderServer.Answer zipped = wire -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            wire.write(packed.toByteArray());
        };
        FakeProviderServer.Answer open = wire -> {
            wire.write("HTTP/1.0 404 Not Found\r\n\r\nuntil the end");
            wire.hangUp();
        };
        try (FakeProviderServer server = FakeProviderServer.start(chunked, zipped, open)) {
            PublicHttp http = new PublicHttp(plain(), LOOPBACK);
            assertThat(get(http, server.uri("/").toString()).body()).asString().isEqualTo("one two");
            assertThat(get(http, server.uri("/").toString()).body()).asString().isEqualTo("packed");
            PublicHttp.Page last = get(http, server.uri("/").toString());
            assertThat(last.status()).isEqualTo(404);
            assertThat(last.body()).asString().isEqualTo("until the end");
        }
    }

    @Test
    void anAnswerThatIsTooLongOrBrokenIsSaidSo() throws Exception {
        FakeProviderServer.Answer endless = wire -> {
            wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            wire.chunk("x".repeat(3000));
            wire.untilHungUp(LIMIT);
        };
        FakeProviderServer.Answer broken = wire -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort");
            wire.hangUp();
        };
        FakeProviderServer.Answer strange = wire -> {
            wire.write("SSH-2.0-OpenSSH\r\n\r\n");
            wire.hangUp();
        };
        try (FakeProviderServer server = FakeProviderServer.start(endless, broken, strange)) {
            PublicHttp http = new PublicHttp(plain(), LOOPBACK);
            PublicHttp.Page page = get(http, server.uri("/").toString());
            assertThat(page.cut()).isTrue();
            assertThat(page.body()).hasSize(1000);
            assertThatThrownBy(() -> get(http, server.uri("/").toString())).hasMessageContaining("broke off");
            assertThatThrownBy(() -> get(http, server.uri("/").toString())).hasMessageContaining("HTTP/1.1");
        }
    }

    @Test
    @DisplayName("W24 a page that does not come, or a name that is not found, holds nobody longer than the limit")
    void limits() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long begun = System.nanoTime();
        PublicHttp slowNames = guarded(_ -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException("x");
        });
        assertThatThrownBy(() -> slowNames.get(WebAddress.parse("http://slow.example.com/"), Map.of(), Duration.ofMillis(100), 10))
                .isInstanceOfSatisfying(HttpException.class, e -> assertThat(e.reason()).isEqualTo(HttpException.Reason.TOTAL_LIMIT));
        try (FakeProviderServer server = FakeProviderServer.start(wire -> wire.untilHungUp(LIMIT))) {
            PublicHttp http = new PublicHttp(plain(), LOOPBACK);
            assertThatThrownBy(() -> http.get(WebAddress.parse(server.uri("/").toString()), Map.of(), Duration.ofMillis(100), 10))
                    .isInstanceOf(HttpException.class);
            assertThat(server.sawDisconnect(LIMIT)).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        never.countDown();
    }

    @Test
    @DisplayName("P28 a proxy is asked where one is set, and near names and addresses are refused all the same")
    void behindAProxy() throws Exception {
        try (FakeProviderServer proxy = FakeProviderServer.start(FakeProviderServer.json(200, "{}"))) {
            Environment environment = new Environment(
                    Map.of("HTTP_PROXY", "http://me:pw@127.0.0.1:" + proxy.port()), Path.of("/"), Path.of("/"));
            PublicHttp http = new PublicHttp(
                    environment,
                    List.of(),
                    name -> {
                        if (name.equals("inner.example.com")) {
                            return all("10.0.0.3");
                        }
                        throw new UnknownHostException(name);
                    },
                    null);
            assertThat(get(http, "http://only-the-proxy-knows.example.com/a?b").status()).isEqualTo(200);
            assertThat(proxy.request(0).target()).isEqualTo("http://only-the-proxy-knows.example.com/a?b");
            assertThat(proxy.request(0).header("proxy-authorization")).startsWith("Basic ");
            for (String near : List.of("http://192.168.1.1/", "http://router.lan/", "http://inner.example.com/", "http://[fd00::1]/")) {
                assertThatThrownBy(() -> get(http, near)).as(near).hasMessageContaining("refused");
            }
            assertThat(proxy.requests()).hasSize(1);
        }
    }
}
