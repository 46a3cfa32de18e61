package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MemoryCommandTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("W16 memory status, index and search work with no key at all, in Chinese")
    void searches() {
        TempHome home = new TempHome(folder);
        home.config("{ agents: { list: [ { id: \"main\", workspace: \"~/w\" }, { id: \"quiet\", workspace: \"~/q\", memorySearch: { enabled: false } } ] } }");
        assertThat(Main.run(home.cli(), "memory", "search", "咖啡")).isZero();
        assertThat(home.out()).contains("Nothing in memory");
        assertThat(Main.run(home.cli(), "memory")).isZero();
        assertThat(home.out()).contains("main: 0 files", "There is no memory in ~/w yet", "quiet: switched off");

        home.write("w/MEMORY.md", "用户喜欢美式咖啡").write("w/memory/2026-11-20.md", "部署到 hk-1");
        assertThat(Main.run(home.cli(), "memory", "search", "咖啡")).isZero();
        assertThat(home.out()).contains("MEMORY.md:1-1", "用户喜欢美式【咖啡】");
        assertThat(Main.run(home.cli(), "memory", "search", "咖啡", "--json", "--max-results", "3")).isZero();
        JsonNode hit = Json.parse(home.out()).get("results").get(0);
        assertThat(Json.text(hit, "source")).isEqualTo("memory");
        assertThat(Main.run(home.cli(), "memory", "index", "--force", "--json")).isZero();
        assertThat(Json.parse(home.out()).get(0).get("chunks").asInt()).isEqualTo(2);
        assertThat(Main.run(home.cli(), "memory", "status", "--agent", "nobody")).isEqualTo(2);
        assertThat(Main.run(home.cli(), "memory", "search", "x", "--min-score", "much")).isEqualTo(2);
    }

    @Test
    @DisplayName("W16 a turn finds what was remembered, and is told so only where there is memory")
    void inATurn() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            TempHome home = new TempHome(folder)
                    .config("{ models: { providers: { moonshot: { baseUrl: \"https://api.moonshot.cn/v1\", apiKey: \"${MOONSHOT_API_KEY}\", models: [] } } },"
                            + " agents: { defaults: { model: { primary: \"moonshot/kimi-k3\" }, workspace: \"~/w\" } } }")
                    .clock(InstantSource.system())
                    .variable("MOONSHOT_API_KEY", SimulatorKey.CN)
                    .variable("OPENCLAW_SIMULATOR", simulator.address().toString());
            home.write("w/a.txt", "a");
            assertThat(Main.run(home.cli(), "agent", "--local", "-m", "[[sim:say hi]]")).as(home.err()).isZero();
            assertThat(Json.write(simulator.journal().getLast().body().orElseThrow())).doesNotContain("memory_search");

            home.write("w/memory/2026-11-20.md", "用户喜欢美式咖啡");
            assertThat(Main.run(home.cli(), "agent", "--local", "-m",
                    "[[sim:tool memory_search {\"query\":\"咖啡\"}]][[sim:then]][[sim:say done]]")).as(home.err()).isZero();
            String sent = Json.write(simulator.journal().getLast().body().orElseThrow());
            assertThat(sent).contains("# Memory", "美式咖啡", "memory/2026-11-20.md");
        }
    }
}
