package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.testing.TestGateway;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gateway.tls}. */
class TlsTest {
    @TempDir
    Path folder;

    private static String tls(String more) {
        return "gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, tls: { enabled: true" + more + " } },";
    }

    private static HttpClient trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (var in = Files.newInputStream(certificate)) {
            store.setCertificateEntry("gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void aCertificateIsMadeAndServes() throws Exception {
        try (TestGateway gateway = TestGateway.asExtension().config(tls("")).start(folder)) {
            assertThat(gateway.server().isEncrypted()).isTrue();
            // The JDK reads it once: no client has us shake hands again and again.
            assertThat(System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation")).isEqualTo("true");
            Path certificate = folder.resolve(".openclaw/gateway/tls/gateway-cert.pem");
            Path key = folder.resolve(".openclaw/gateway/tls/gateway-key.pem");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
            HttpClient client = trusting(certificate);
            for (String host : List.of("localhost", "127.0.0.1")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + host + ":" + gateway.port() + "/healthz")).build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
            try (RawSocket plain = new RawSocket(gateway.port())) {
                plain.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(new String(plain.rest(), StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1");
            }
        }
    }

    @Test
    void aCertificateThatCannotBeUsedStopsTheStart() throws Exception {
        Path bad = folder.resolve("bad.pem");
        Files.writeString(bad, "no certificate");
        assertThatThrownBy(() -> TestGateway.asExtension()
                        .config(tls(", certPath: \"" + bad + "\", keyPath: \"" + bad + "\""))
                        .start(folder))
                .isInstanceOf(GatewayStartException.class)
                .hasMessageContaining("gateway.tls.certPath");
    }

    @Test
    void whatWeMakeIsACertificate() throws Exception {
        SelfSigned made = SelfSigned.make(
                List.of("localhost", "häuschen"), List.of(new byte[] {127, 0, 0, 1}), Instant.parse("2026-11-23T00:00:00Z"));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(made.certificatePem().getBytes(StandardCharsets.US_ASCII)));
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getNotAfter().toInstant()).isBetween(Instant.parse("2036-11-01T00:00:00Z"), Instant.parse("2036-12-01T00:00:00Z"));
        assertThat(certificate.getSubjectAlternativeNames()).hasSize(3);
    }
}
