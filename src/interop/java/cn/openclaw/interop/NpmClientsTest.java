package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** npm's {@code openai} and {@code @ai-sdk/moonshotai}, straight at the simulator. */
@Tag("interop")
class NpmClientsTest {
    /** Runs a script against each platform; gives back what was asked. */
    private static List<JournalEntry> drive(String script, String model) throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().clientGate(false))) {
            for (Map.Entry<String, String> place : Map.of(
                            simulator.moonshotCn().toString(), SimulatorKey.CN,
                            simulator.moonshotIntl().toString(), SimulatorKey.INTL)
                    .entrySet()) {
                Npm.drive(script, Map.of("BASE_URL", place.getKey(), "API_KEY", place.getValue(), "MODEL", model));
            }
            return simulator.journal();
        }
    }

    @Test
    void openai() throws Exception {
        assertThat(drive("openai.mjs", "kimi-k3")).hasSizeGreaterThan(20);
    }

    @Test
    void moonshotAi() throws Exception {
        assertThat(drive("moonshotai.mjs", "kimi-k3"))
                .anyMatch(entry -> entry.body().isPresent()
                        && Json.write(entry.body().get()).contains("\"reasoning_content\":")
                        && Json.write(entry.body().get()).contains("\"role\":\"tool\""));
    }

    @Test
    void lockFileNamesNoRegistry() {
        assertThat(Npm.SOURCES.resolve("package-lock.json")).content().doesNotContain("\"resolved\"", "http://");
    }
}
