package cn.openclaw.http;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatorRouteTest {
    private static Optional<SimulatorRoute> route(String target) {
        return SimulatorRoute.of(new Environment(Map.of(SimulatorRoute.VARIABLE, target), Path.of("/"), Path.of("/")));
    }

    @Test
    void requestsToThePlatformsGoToTheSimulatorAndNoOthers() {
        SimulatorRoute route = route("http://127.0.0.1:8787/").orElseThrow();
        assertThat(route.instead(URI.create("https://api.moonshot.cn/v1/chat/completions?a=1")))
                .contains(URI.create("http://127.0.0.1:8787/moonshot-cn/v1/chat/completions?a=1"));
        assertThat(route.instead(URI.create("https://api.kimi.com/coding/v1/messages")))
                .contains(URI.create("http://127.0.0.1:8787/kimi/coding/v1/messages"));
        assertThat(route.instead(URI.create("https://api.deepseek.com/v1/chat/completions"))).isEmpty();
    }

    @Test
    void nobodyElsesAddressIsTaken() {
        assertThat(route("http://192.0.2.7:80")).isEmpty();
        assertThat(route("ftp://127.0.0.1")).isEmpty();
        assertThat(route("not an address")).isEmpty();
        assertThat(route("http://localhost:1")).isPresent();
    }
}
