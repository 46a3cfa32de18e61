package cn.openclaw.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.agent.Observed;
import cn.openclaw.journal.RequestEnd;
import cn.openclaw.journal.RequestKind;
import cn.openclaw.journal.RequestStart;
import cn.openclaw.journal.Requests;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a gateway tells of the requests it serves: to Prometheus, to the page, to {@code gateway top}. */
class MetricsDoorTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private HttpResponse<String> metrics(String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http("/metrics"));
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void request(String id) {
        Requests requests = Observed.of(gateway.server().world().agents().tools()).requests();
        RequestStart start = RequestStart.raw(id, Instant.EPOCH, RequestKind.CHAT, "laptop", "kimi");
        requests.began(start);
        requests.ended(
                start,
                new RequestEnd(
                        200,
                        Optional.of(new RequestEnd.Answerer("moonshot", "kimi-k2.6", Optional.empty(), 1)),
                        Outcome.unpriced(Status.OK, new Usage(19, 50, 0, 0, true), Price.UNKNOWN),
                        new RequestEnd.Timing(5_000_000, 80_000_000, 900),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aStrangerIsToldNothing() throws Exception {
        assertThat(metrics("").statusCode()).isEqualTo(401);
        assertThat(metrics("wrong").statusCode()).isEqualTo(401);
        assertThat(metrics("").body()).doesNotContain("openclaw_");
    }

    @Test
    void whoHasTheTokenReadsTheCounts() throws Exception {
        request("r1");
        HttpResponse<String> answer = metrics(TestGateway.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("openclaw_requests_total{kind=\"chat.completions\",model=\"kimi-k2.6\",outcome=\"ok\",provider=\"moonshot\",status=\"200\"} 1.0")
                .contains("openclaw_connections ");
    }

    @Test
    void thePageSeesRequestsComeAndGo() {
        TestClient client = gateway.client(4, Scope.READ);
        assertThat(client.call("requests.subscribe", Json.object().put("on", true)).get("on").booleanValue()).isTrue();
        request("r7");
        assertThat(Json.text(client.event("request", payload -> "done".equals(Json.text(payload, "phase"))).get("payload"), "id")).isEqualTo("r7");
        var listed = client.call("requests.list", Json.object().put("limit", 1));
        assertThat(Json.text(listed.get("requests").get(0), "asked")).isEqualTo("kimi");
        assertThat(Json.text(listed, "cursor")).isEqualTo("r7");
        assertThat(Json.text(client.call("requests.get", Json.object().put("id", "r7")).get("attempts").get(0), "provider")).isEqualTo("moonshot");
        var stats = client.call("gateway.stats");
        assertThat(stats.get("requests").get("requests").intValue()).isOne();
        assertThat(stats.get("process").get("rssBytes").longValue()).isPositive();
        client.close();
    }
}
