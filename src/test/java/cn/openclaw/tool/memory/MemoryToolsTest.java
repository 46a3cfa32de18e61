package cn.openclaw.tool.memory;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.Transcript;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MemoryToolsTest {
    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void make() {
        home = new TempHome(folder);
    }

    private Tool.Context context() {
        return new Tool.Context(folder.resolve("w"), ToolContexts.world(home), ToolContexts.turn(Approver.nobody()));
    }

    private JsonNode search(String arguments) throws InterruptedException {
        return Json.parse(new MemorySearchTool().run((ObjectNode) Json.parse(arguments), context()).text());
    }

    private ToolOutcome get(String arguments) {
        return new MemoryGetTool().run((ObjectNode) Json.parse(arguments), context());
    }

    @Test
    @DisplayName("W16 memory_search and memory_get work with only a Kimi key, and only where there is memory")
    void searchesAndReads() throws Exception {
        assertThat(new MemorySearchTool().isOffered(context())).isFalse();
        home.write("w/MEMORY.md", "# 长期\n用户喜欢美式咖啡\n三\n四\n").write("w/memory/2026-11-20.md", "会话压缩阈值 0.8\n");
        assertThat(new MemorySearchTool().isOffered(context())).isTrue();
        assertThat(new MemoryGetTool().isOffered(context())).isTrue();

        JsonNode hit = search("{\"query\":\"咖啡\"}").get("results").get(0);
        assertThat(Json.text(hit, "path")).isEqualTo("MEMORY.md");
        assertThat(hit.get("startLine").asInt()).isEqualTo(1);
        assertThat(hit.get("endLine").asInt()).isPositive();
        assertThat(hit.get("score").asDouble()).isBetween(0.35, 1.0);
        assertThat(Json.text(hit, "snippet")).contains("美式咖啡");
        assertThat(Json.text(hit, "source")).isEqualTo("memory");
        assertThat(search("{\"query\":\"没有的事\"}").get("results")).isEmpty();

        JsonNode text = Json.parse(get("{\"path\":\"MEMORY.md\",\"from\":2,\"lines\":2}").text());
        assertThat(Json.text(text, "text")).isEqualTo("用户喜欢美式咖啡\n三\n");
        assertThat(get("{\"path\":\"../secret.md\"}")).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(get("{\"path\":\"memory/nope.md\"}").text()).contains("MEMORY.md, memory/2026-11-20.md");
    }

    @Test
    void theConfigurationCanSwitchItOffAndAddConversations() throws Exception {
        home.write("w/MEMORY.md", "咖啡");
        home.config("{ agents: { defaults: { memorySearch: { enabled: false } } } }");
        assertThat(new MemorySearchTool().isOffered(context())).isFalse();
        home.config("{ agents: { defaults: { memorySearch: { sources: [\"memory\", \"sessions\"], query: { maxResults: 2 } } } } }");
        Path file = folder.resolve(".openclaw/agents/main/sessions/s1.jsonl");
        Files.createDirectories(file.getParent());
        Transcript transcript = Transcript.open(file, new Transcript.Header(new SessionId("s1"), folder, Optional.of(SessionKey.main("main"))),
                new Transcript.World(ToolContexts.world(home).clock(), new Random(1), words -> words));
        transcript.add(Message.User.of("first"), MessageCost.UNKNOWN);
        transcript.add(Message.User.of("咖啡机放在厨房"), MessageCost.UNKNOWN);

        JsonNode results = search("{\"query\":\"咖啡\"}").get("results");
        assertThat(results).hasSize(2);
        assertThat(Json.text(results.get(1), "source")).isEqualTo("sessions");
        assertThat(Json.text(results.get(1), "path")).isEqualTo("sessions/s1.jsonl");
        assertThat(results.get(1).get("startLine").asInt()).isEqualTo(3);
    }

    @Test
    void anAgentsOwnSettingsCountFirst() throws IOException {
        home.write("w/MEMORY.md", "x");
        home.config("{ agents: { defaults: { memorySearch: { enabled: true } }, list: [ { id: \"main\", memorySearch: { enabled: false } } ] } }");
        assertThat(new MemorySearchTool().isOffered(context())).isFalse();
    }
}
