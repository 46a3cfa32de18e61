package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;

/** Agents over real HTTP, as the command line wires them, in a home of their own. */
final class WiredAgent implements AutoCloseable {
    final TempHome home;
    final Places places;
    private final JdkHttp http;
    private final InstantSource clock;

    WiredAgent(TempHome home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
        this.places = Places.of(home.environment());
        this.http = new JdkHttp(home.environment());
    }

    AgentWorld world() {
        ConfigSnapshot snapshot = new ConfigFile(places, home.environment()).read();
        assertThat(snapshot.problems()).isEmpty();
        return new AgentWorld(
                snapshot,
                places,
                clock,
                () -> ZoneOffset.ofHours(8),
                new Random(),
                (endpoint, notices) -> WireFormats.open(endpoint, http, notices),
                ToolContexts.world(home));
    }

    @Override
    public void close() {
        http.close();
    }
}
