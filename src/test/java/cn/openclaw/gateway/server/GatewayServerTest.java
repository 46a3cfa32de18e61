package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One port, sockets and HTTP. */
class GatewayServerTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(gateway.http(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoKnowsTheTokenIsGreeted() {
        TestClient client = gateway.stranger();
        var hello = client.connect(TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ)));
        assertThat(Json.text(hello, "type")).isEqualTo("hello-ok");
        assertThat(hello.path("protocol").intValue()).isEqualTo(3);
        assertThat(Json.text(hello, "snapshot", "sessionDefaults", "mainSessionKey")).isEqualTo("agent:main:main");
        assertThat(client.refused("no.such", Json.object()).path("message").stringValue()).isEqualTo("unknown method: no.such");
        client.close();
    }

    @Test
    void aStopIsTold() {
        TestClient client = gateway.client(4, Scope.READ);
        gateway.server().close();
        assertThat(client.event("shutdown").path("payload").path("reason").stringValue()).isEqualTo("gateway stopping");
        assertThat(client.closed()).isEqualTo(new TestClient.Closed(1001, "gateway stopped"));
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"ok\":true,\"status\":\"live\"}");
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/v1/nothing").headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
    }
}
