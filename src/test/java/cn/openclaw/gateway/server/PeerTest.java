package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is believed about where a request comes from. */
class PeerTest {
    private static Peer peer(String socket, List<String> trusted, String... headers) {
        HttpHeaders all = new DefaultHttpHeaders();
        for (int at = 0; at < headers.length; at += 2) {
            all.add(headers[at], headers[at + 1]);
        }
        return Peer.of(new InetSocketAddress(socket, 5), all, new Networks(trusted));
    }

    @Test
    void theSocketCountsWhereNoProxyIsTrusted() {
        assertThat(peer("127.0.0.1", List.of())).isEqualTo(new Peer("127.0.0.1", true, false));
        assertThat(peer("127.0.0.1", List.of(), "X-Forwarded-For", "127.0.0.1")).isEqualTo(new Peer("127.0.0.1", false, false));
        assertThat(peer("203.0.113.9", List.of(), "X-Forwarded-For", "127.0.0.1")).isEqualTo(new Peer("203.0.113.9", false, false));
        assertThat(peer("127.0.0.1", List.of(), "X-Forwarded-Proto", "https").local()).isFalse();
    }

    @Test
    void aTrustedProxyIsBelievedAboutTheLastHopOnly() {
        List<String> trusted = List.of("127.0.0.0/8", "10.0.0.0/8", "fd00::/8");
        assertThat(peer("127.0.0.1", trusted, "X-Forwarded-For", "203.0.113.9")).isEqualTo(new Peer("203.0.113.9", false, true));
        assertThat(peer("10.1.2.3", trusted, "X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.9.9.9").address()).isEqualTo("203.0.113.9");
        assertThat(peer("10.1.2.3", trusted, "X-Forwarded-For", "127.0.0.1, 203.0.113.9").local()).isFalse();
        assertThat(peer("10.1.2.3", trusted, "X-Forwarded-For", "[2001:db8::1]:443").address()).startsWith("2001:db8");
        assertThat(peer("10.1.2.3", trusted, "X-Real-IP", "203.0.113.9").address()).isEqualTo("203.0.113.9");
        assertThat(peer("10.1.2.3", trusted, "X-Forwarded-For", "nonsense").local()).isFalse();
        assertThat(peer("11.1.2.3", trusted, "X-Forwarded-For", "203.0.113.9").address()).isEqualTo("11.1.2.3");
    }

    @Test
    void networksAreMatchedByTheirBits() {
        Networks networks = new Networks(List.of("192.168.4.0/22", "10.0.0.7", "2001:db8::/33", "nonsense", "1.2.3.4/99"));
        assertThat(networks.contain(Networks.address("192.168.7.255"))).isTrue();
        assertThat(networks.contain(Networks.address("192.168.8.0"))).isFalse();
        assertThat(networks.contain(Networks.address("10.0.0.7"))).isTrue();
        assertThat(networks.contain(Networks.address("10.0.0.8"))).isFalse();
        assertThat(networks.contain(Networks.address("2001:db8:7fff::1"))).isTrue();
        assertThat(networks.contain(Networks.address("2001:db8:8000::1"))).isFalse();
        assertThat(Networks.address("example.com")).isNull();
    }
}
