package cn.openclaw.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The protocol's own test server from npm, over both of its ways, so that our links are measured by somebody else's code. */
@Tag("interop")
class EverythingServerTest {
    private static final String PACKAGE = "@modelcontextprotocol/server-everything@2026.8.31";
    private static final Path WORK = Path.of(System.getProperty("project.dir"), "target/interop/mcp");
    private static final Path MAIN = WORK.resolve("node_modules/@modelcontextprotocol/server-everything/dist/index.js");

    @TempDir
    Path dir;

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(WORK);
        if (Files.exists(MAIN)) {
            return;
        }
        Path log = WORK.resolve("install.log");
        Process npm = new ProcessBuilder("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", WORK.toString(), PACKAGE)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = npm.waitFor(5, TimeUnit.MINUTES);
        assertThat(ended && npm.exitValue() == 0).as(Files.readString(log)).isTrue();
    }

    private void drive(ObjectNode entry) throws Exception {
        ObjectNode config = Json.object();
        config.putObject("mcp").putObject("servers").set("every", entry);
        TempHome home = new TempHome(dir.resolve("home" + entry.size())).variable("PATH", System.getenv("PATH")).config(Json.write(config));
        List<String> notices = new ArrayList<>();
        try (JdkHttp http = new JdkHttp(new Environment(Map.of(), dir, dir));
                var world = ToolContexts.world(home, http)) {
            Tool.Context context = new Tool.Context(dir, world, ToolContexts.turn(Approver.nobody()));
            List<Tool> tools = new McpTools().tools(context, notice -> notices.add(notice.toString()));
            assertThat(notices).isEmpty();
            assertThat(tools).extracting(Tool::name).contains("mcp__every__echo", "mcp__every__get-sum", "mcp__every__get-tiny-image");
            assertThat(call(tools, "echo", "{\"message\":\"你好\"}", context).text()).contains("你好");
            assertThat(call(tools, "get-sum", "{\"a\":20,\"b\":22}", context).text()).contains("42");
            assertThat(((ToolOutcome.Done) call(tools, "get-tiny-image", "{}", context)).media()).hasSize(1);
            assertThat(call(tools, "get-structured-content", "{\"location\":\"New York\"}", context)).isInstanceOf(ToolOutcome.Done.class);
            assertThat(call(tools, "get-sum", "{\"a\":\"no number\"}", context)).isInstanceOf(ToolOutcome.Failed.class);
            assertThat(call(tools, "trigger-long-running-operation", "{\"duration\":1,\"steps\":2}", context).text()).contains("ompleted");
        }
    }

    private static ToolOutcome call(List<Tool> tools, String name, String arguments, Tool.Context context) throws InterruptedException {
        Tool tool = tools.stream().filter(one -> one.name().equals("mcp__every__" + name)).findFirst().orElseThrow();
        return tool.run((ObjectNode) Json.parse(arguments), context);
    }

    @Test
    void overStandardInput() throws Exception {
        ObjectNode entry = Json.object().put("command", "node");
        entry.putArray("args").add(MAIN.toString()).add("stdio");
        drive(entry);
    }

    @Test
    void overStreamableHttp() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder("node", MAIN.toString(), "streamableHttp")
                .redirectErrorStream(true)
                .redirectOutput(WORK.resolve("http.log").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        Process server = builder.start();
        try {
            await(port);
            drive(Json.object().put("url", "http://127.0.0.1:" + port + "/mcp"));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static void await(int port) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
    }
}
