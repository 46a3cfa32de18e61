package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of somebody who comes through Tailscale. */
class TailnetTest {
    @TempDir
    Path folder;

    private static HttpHeaders headers() {
        return new DefaultHttpHeaders()
                .add("Tailscale-User-Login", "li@example.com")
                .add("X-Forwarded-For", "100.64.0.7")
                .add("X-Forwarded-Proto", "https")
                .add("X-Forwarded-Host", "box.tail1.ts.net");
    }

    private String program(String answer) throws Exception {
        Path script = folder.resolve("tailscale");
        Files.writeString(script, "#!/bin/sh\n[ \"$1 $2 $3\" = 'whois --json 100.64.0.7' ] || exit 1\n" + answer + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    @Test
    void onlyTheProgramOnThisMachineMaySaySo() {
        assertThat(Tailnet.claim(new InetSocketAddress("127.0.0.1", 1), headers())).contains(new Tailnet.Claim("li@example.com", "100.64.0.7"));
        assertThat(Tailnet.claim(new InetSocketAddress("203.0.113.9", 1), headers())).isEmpty();
        assertThat(Tailnet.claim(new InetSocketAddress("127.0.0.1", 1), headers().remove("X-Forwarded-Host"))).isEmpty();
        assertThat(Tailnet.claim(new InetSocketAddress("127.0.0.1", 1), headers().set("X-Forwarded-For", "x; rm"))).isEmpty();
    }

    @Test
    void whatItSaysIsConfirmed() throws Exception {
        Tailnet.Claim claim = new Tailnet.Claim("li@example.com", "100.64.0.7");
        assertThat(Tailnet.confirms(program("echo '{\"UserProfile\":{\"LoginName\":\"Li@example.com\"}}'"), claim)).isTrue();
        assertThat(Tailnet.confirms(program("echo '{\"UserProfile\":{\"LoginName\":\"wang@example.com\"}}'"), claim)).isFalse();
        assertThat(Tailnet.confirms(program("echo nonsense"), claim)).isFalse();
        assertThat(Tailnet.confirms(program("exit 3"), claim)).isFalse();
        assertThat(Tailnet.confirms(folder.resolve("none").toString(), claim)).isFalse();
    }
}
