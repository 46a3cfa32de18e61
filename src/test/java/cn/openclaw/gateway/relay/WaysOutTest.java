package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.http.TestTls;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and proxies on the way to a host. */
class WaysOutTest {
    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}";
    private static final String BODY = "{\"model\":\"mock/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    Path folder;

    private final Ask ask = new Ask();
    private final RawUpstream plain = new RawUpstream((_, line) -> line.json(200, ANSWER));
    private TestGateway gateway = TestGateway.asExtension();

    private void start(String baseUrl, String more) {
        gateway = TestGateway.asExtension()
                .config("models: { providers: { mock: { baseUrl: \"" + baseUrl + "\", apiKey: \"sk-upstream-key-1\", api: \"openai-completions\", " + more
                        + " models: [{ id: \"m\", name: \"m\" }] } } },")
                .start(folder);
    }

    @AfterEach
    void close() {
        ask.close();
        gateway.close();
        plain.close();
    }

    @Test
    void aProxyIsAskedForAPlainHostByItsWholeAddress() {
        start("http://model.invalid/v1", "proxy: \"http://me:secret@127.0.0.1:" + plain.port() + "\",");
        Ask.Said said = ask.post(gateway.http("/v1/chat/completions"), BODY);
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        RawUpstream.Request heard = plain.requests().getFirst();
        assertThat(heard.line()).startsWith("POST http://model.invalid/v1/chat/completions ");
        assertThat(heard.headers()).containsEntry("host", "model.invalid").containsKey("proxy-authorization");
    }

    @Test
    void tlsIsSpokenAndCheckedAlsoThroughATunnel() throws Exception {
        TestTls tls = TestTls.make();
        try (RawUpstream sealed = new RawUpstream((_, line) -> line.json(200, ANSWER), tls.serverSocket());
                RawUpstream proxy = new RawUpstream((_, line) -> RawUpstream.tunnel(sealed.port(), line))) {
            start("https://localhost:" + sealed.port() + "/v1", "");
            Relay.of(gateway.server().world(), new Tls(tls.trusted()));
            Ask.Said said = ask.post(gateway.http("/v1/chat/completions"), BODY);
            assertThat(said.status()).as(said.body()).isEqualTo(200);
            gateway.close();

            start("https://localhost:" + sealed.port() + "/v1", "");
            Ask.Said stranger = ask.post(gateway.http("/v1/chat/completions"), BODY);
            assertThat(stranger.status()).isEqualTo(502);
            assertThat(stranger.body()).contains("TLS");
            gateway.close();

            start("https://kimi.test:" + sealed.port() + "/v1", "proxy: \"http://127.0.0.1:" + proxy.port() + "\",");
            Relay.of(gateway.server().world(), new Tls(tls.trusted()));
            Ask.Said tunnelled = ask.post(gateway.http("/v1/chat/completions"), BODY);
            assertThat(tunnelled.status()).as(tunnelled.body()).isEqualTo(200);
            assertThat(proxy.requests().getFirst().line()).startsWith("CONNECT kimi.test:");
            gateway.close();

            start("https://other.test:" + sealed.port() + "/v1", "proxy: \"http://127.0.0.1:" + proxy.port() + "\",");
            Relay.of(gateway.server().world(), new Tls(tls.trusted()));
            assertThat(ask.post(gateway.http("/v1/chat/completions"), BODY).status()).as("a certificate of somebody else").isEqualTo(502);
        }
    }
}
