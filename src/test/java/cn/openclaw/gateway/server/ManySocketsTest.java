package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.Hub;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many sockets at once: each hears everything, in order, and nobody is forgotten. */
class ManySocketsTest {
    @TempDir
    Path folder;

    @Test
    void aHundredSocketsHearTheSame() {
        many(100);
    }

    /** Both ends of each are in this process, whose files are limited to 20 000 in many places. */
    @Test
    @Tag("slow")
    void nineThousandSocketsHearTheSame() {
        many(9_000);
    }

    private void many(int count) {
        try (TestGateway gateway = TestGateway.in(folder)) {
            List<RawSocket> sockets = new ArrayList<>();
            String connect = Json.write(Json.object()
                    .put("type", "req")
                    .put("id", "1")
                    .put("method", "connect")
                    .set("params", TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ)).set("client", command())));
            long start = System.nanoTime();
            for (int at = 0; at < count; at++) {
                sockets.add(new RawSocket(gateway.port()).upgrade().text(connect));
            }
            sockets.forEach(socket -> until(socket, "hello-ok"));
            long logins = System.nanoTime();
            assertThat(gateway.server().core().sockets().all()).hasSize(count);
            Hub hub = gateway.server().world().hub();
            for (int at = 1; at <= 5; at++) {
                hub.tell("chat", Json.object().put("text", "你好 ".repeat(700)).put("n", at), new Audience.Readers("agent:main:main"));
            }
            for (RawSocket socket : sockets) {
                for (int at = 1; at <= 5; at++) {
                    String frame = until(socket, "\"chat\"");
                    assertThat(Json.parse(frame).path("payload").path("n").intValue()).isEqualTo(at);
                }
            }
            long told = System.nanoTime();
            System.err.println(count + " sockets: logins " + Duration.ofNanos(logins - start) + ", five events to all "
                    + Duration.ofNanos(told - logins));
            sockets.forEach(RawSocket::close);
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!gateway.server().core().sockets().all().isEmpty() && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            assertThat(gateway.server().core().sockets().all()).isEmpty();
            assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
        }
    }

    /** Commands are not listed among those who are there, so nobody is told of each of them. */
    private static tools.jackson.databind.JsonNode command() {
        return Json.object(Map.of(
                "id", Json.array().add("cli").get(0),
                "version", Json.array().add("dev").get(0),
                "platform", Json.array().add("linux").get(0),
                "mode", Json.array().add("cli").get(0)));
    }

    private static String until(RawSocket socket, String words) {
        while (true) {
            RawSocket.Frame frame = socket.frame();
            assertThat(frame).isNotNull();
            if (frame.text().contains(words)) {
                return frame.text();
            }
        }
    }
}
