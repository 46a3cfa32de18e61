package cn.openclaw.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.json.Json;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.MoonshotSchema;
import cn.openclaw.llm.Part;
import cn.openclaw.testing.FakeProviderServer;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.ToolWorld;
import cn.openclaw.tool.Toolbox;
import cn.openclaw.tool.Tools;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class McpToolsTest {
    @TempDir
    Path dir;

    private final List<LlmNotice> notices = new ArrayList<>();
    private final List<ToolWorld> worlds = new ArrayList<>();
    private TempHome home;
    private JdkHttp http;

    @BeforeEach
    void open() {
        home = new TempHome(dir.resolve("home")).variable("PATH", System.getenv("PATH")).variable("MOONSHOT_API_KEY", "sk-canary-000000000000");
        http = new JdkHttp(new Environment(Map.of(), dir, dir));
        home.write("x", "");
    }

    @AfterEach
    void close() {
        worlds.forEach(ToolWorld::close);
        http.close();
    }

    /** The entry of a server that runs {@link PlainServer}. */
    private static ObjectNode plain(String... modes) {
        return java("cn.openclaw.tool.mcp.PlainServer", modes);
    }

    private static ObjectNode java(String type, String... arguments) {
        ObjectNode entry = Json.object().put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var args = entry.putArray("args").add("-Xshare:auto").add("-XX:TieredStopAtLevel=1").add("-XX:+UseSerialGC");
        args.add("-cp").add(System.getProperty("java.class.path").replace(File.pathSeparator + "target", File.pathSeparator + Path.of("target").toAbsolutePath()));
        args.add(type);
        for (String argument : arguments) {
            args.add(argument);
        }
        return entry;
    }

    private Tool.Context context(ObjectNode servers) {
        ObjectNode config = Json.object();
        config.putObject("mcp").set("servers", servers);
        return context(Json.write(config), Approver.nobody());
    }

    private Tool.Context context(String config, Approver approver) {
        home.config(config);
        ToolWorld world = ToolContexts.world(home, http);
        worlds.add(world);
        return new Tool.Context(dir, world, ToolContexts.turn(approver));
    }

    private List<Tool> tools(Tool.Context context) throws InterruptedException {
        return new McpTools().tools(context, notices::add);
    }

    private static ToolOutcome call(List<Tool> tools, String name, String arguments, Tool.Context context) throws InterruptedException {
        Tool tool = tools.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(name + " not in " + names(tools)));
        return tool.run((ObjectNode) Json.parse(arguments), context);
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(Tool::name).toList();
    }

    private String noticed() {
        return String.join("\n", notices.stream().map(notice -> notice.in(Language.EN)).toList());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("W30 a server that floods its output is ended, with one sentence, instead of keeping a processor busy")
    void aFlood() throws Exception {
        long begun = System.nanoTime();
        Tool.Context context = context(Json.object().set("loud", Json.object().put("command", "yes")));
        assertThat(tools(context)).isEmpty();
        assertThat(noticed()).contains("loud", "what is no message to its standard output");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        long ends = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (floods() && System.nanoTime() < ends) {
            Thread.sleep(20);
        }
        assertThat(floods()).isFalse();
    }

    private static boolean floods() {
        return ProcessHandle.current().children().anyMatch(child -> child.isAlive() && child.info().commandLine().orElse("").endsWith("/yes"));
    }

    @Test
    @DisplayName("W30 P10 P47 tools of a server: names and schemas every platform takes, one bad schema costs one tool, answers are marked")
    void aServerOverStandardInput() throws Exception {
        Tool.Context context = context(Json.object().set("my server", plain("chatty")));
        List<Tool> tools = tools(context);
        assertThat(names(tools)).contains("mcp__my_server__echo", "mcp__my_server__2-_____").doesNotContain("mcp__my_server__broken").hasSize(9);
        assertThat(noticed()).contains("the tool broken of the MCP server my server is left out");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.name()).matches("[A-Za-z][A-Za-z0-9_-]{0,63}");
            assertThat(MoonshotSchema.problems(tool.parameters())).isEmpty();
        });
        assertThat(context.turn().outsideSource()).isEmpty();
        ToolOutcome echo = call(tools, "mcp__my_server__echo", "{\"text\":\"你好\"}", context);
        assertThat(echo.text()).startsWith("\u27E6outside text from MCP server my server, tool echo").contains("echo: 你好");
        assertThat(context.turn().outsideSource()).isPresent();
        assertThat(call(tools, "mcp__my_server__env", "{}", context).text()).contains("PATH").doesNotContain("MOONSHOT", "API_KEY");
        assertThat(call(tools, "mcp__my_server__fail", "{}", context)).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(call(tools, "mcp__my_server__refuse", "{}", context).text()).contains("I will not", "outside text");
        assertThat(call(tools, "mcp__my_server__structured", "{}", context).text()).contains("\"answer\": 42");
        ToolOutcome.Done picture = (ToolOutcome.Done) call(tools, "mcp__my_server__picture", "{}", context);
        assertThat(picture.media()).extracting(Part.Media::mimeType).containsExactly("image/png");
        assertThat(tools(context)).as("the same again, and nothing is said twice").hasSize(9);
        assertThat(notices).hasSize(1);
    }

    @Test
    @DisplayName("W30 what is known of a server's tools is kept: the next process starts nothing until a call needs it")
    void theListIsKept() throws Exception {
        ObjectNode servers = Json.object().set("s", plain());
        List<String> first = names(tools(context(servers)));
        worlds.getFirst().close();
        long begun = System.nanoTime();
        Tool.Context later = context(servers);
        List<Tool> again = tools(later);
        assertThat(names(again)).isEqualTo(first);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(300));
        assertThat(ProcessHandle.current().children().map(child -> child.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains("PlainServer"));
        assertThat(call(again, "mcp__s__echo", "{\"text\":\"x\"}", later).text()).contains("echo: x");
    }

    @Test
    @DisplayName("W30 a broken server costs one sentence, never the turn")
    void brokenServers() throws Exception {
        ObjectNode servers = Json.object();
        ObjectNode crash = plain("crash");
        crash.putObject("env").put("SECRET_TOKEN", "hush-hush-1234");
        servers.set("crash", crash);
        servers.set("absent", Json.object().put("command", "/no/such/program"));
        servers.set("silent", plain("silent").put("timeout", 1));
        servers.set("off", Json.object().put("command", "/never").put("enabled", false));
        servers.set("empty", Json.object());
        servers.set("http", Json.object().put("url", "http://127.0.0.1:9/mcp").put("timeout", 2));
        servers.set("good", plain());
        Tool.Context context = context(servers);
        List<Tool> tools = tools(context);
        assertThat(names(tools)).allMatch(name -> name.startsWith("mcp__good__"));
        assertThat(noticed())
                .contains("MCP server crash", "exit code 3", "cannot start: SECRET_TOKEN is ***")
                .contains("MCP server absent could not be reached", "no such program")
                .contains("MCP server silent could not be reached, so its tools are missing: it did not answer within 1 s")
                .contains("MCP server empty", "neither command nor url")
                .contains("MCP server http", "cannot connect")
                .doesNotContain("hush-hush", "MCP server off", "Exception");
        int said = notices.size();
        tools(context);
        assertThat(notices).as("a reason is told once").hasSize(said);
    }

    @Test
    @DisplayName("W30 a call is interrupted at once, times out with a word, and is not sent twice to a server that died of it")
    void callsEnd() throws Exception {
        Tool.Context context = context(Json.object().set("s", plain().put("timeout", 2)));
        List<Tool> tools = tools(context);
        Thread self = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                return;
            }
            self.interrupt();
        });
        assertThatThrownBy(() -> call(tools, "mcp__s__sleep", "{}", context)).isInstanceOf(InterruptedException.class);
        assertThat(call(tools, "mcp__s__die", "{}", context).text()).containsAnyOf("did not answer within 2 s", "the server ended (exit code 5)");
    }

    @Test
    void aServerThatDiedIsStartedAnewForTheNextCall() throws Exception {
        Tool.Context context = context(Json.object().set("s", plain()));
        List<Tool> tools = tools(context);
        assertThat(call(tools, "mcp__s__die", "{}", context).text()).contains("the server ended (exit code 5)");
        assertThat(call(tools, "mcp__s__echo", "{\"text\":\"back\"}", context).text()).contains("echo: back");
    }

    @Test
    @DisplayName("W30 servers end with the process, and so do the programs they started")
    void nothingIsLeftBehind() throws Exception {
        Path pid = dir.resolve("pid");
        Tool.Context context = context(Json.object().set("s", plain("child", pid.toString())));
        tools(context);
        long child = Long.parseLong(Files.readString(pid));
        assertThat(ProcessHandle.of(child)).isPresent();
        context.world().close();
        for (int wait = 0; wait < 50 && ProcessHandle.of(child).filter(ProcessHandle::isAlive).isPresent(); wait++) {
            Thread.sleep(50);
        }
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    @DisplayName("P47 a server's tool needs approval; always writes trust into the config and leaves every other byte")
    void approval() throws Exception {
        List<ApprovalRequest> asked = new ArrayList<>();
        String entry = Json.write(plain());
        Approver approver = request -> {
            asked.add(request);
            return asked.size() == 1 ? Approver.Answer.DENY : Approver.Answer.ALWAYS;
        };
        Tool.Context context = context("// mine\n{mcp: {servers: {s: " + entry + "}}} // end", approver);
        List<Tool> tools = tools(context);
        Tool echo = tools.getFirst();
        assertThat(echo.effect(Json.object(), context)).isEqualTo(Effect.ACTS);
        Toolbox box = new Toolbox(tools, context);
        Part.ToolCall call = new Part.ToolCall("1", "mcp__s__echo", "{\"text\":\"x\"}");
        assertThat(((Part.Text) box.run(call).parts().getFirst()).text()).contains("said no");
        assertThat(((Part.Text) box.run(call).parts().getFirst()).text()).contains("echo: x");
        assertThat(asked.getFirst().what()).isEqualTo("echo {\"text\":\"x\"}");
        assertThat(Files.readString(home.config())).startsWith("// mine\n").endsWith("// end").containsPattern("trust\"?: ?true");
        Tool trusted = tools(context).getFirst();
        assertThat(trusted.consent(Json.object(), context)).isEqualTo(Consent.FREE);
        assertThat(trusted.effect(Json.object(), context)).as("it says it only reads, and is believed").isEqualTo(Effect.READS);
    }

    /** The protocol over HTTP, by the same answers. */
    private static FakeProviderServer.Answer over(List<FakeProviderServer> self, boolean stream) {
        return wire -> {
            FakeProviderServer.Recorded request = self.getFirst().requests().getLast();
            if (request.method().equals("DELETE") || !request.json().has("id")) {
                wire.write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            ObjectNode answer = Json.object().put("jsonrpc", "2.0");
            answer.set("id", request.json().get("id"));
            PlainServer.answer(request.json(), answer);
            String body = Json.write(answer);
            String text = stream ? "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"x\"}}\n\nevent: message\ndata: " + body + "\n\n" : body;
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            wire.write("HTTP/1.1 200 OK\r\nMcp-Session-Id: abc-1\r\nContent-Type: " + (stream ? "text/event-stream" : "application/json") + "\r\nContent-Length: "
                    + bytes.length + "\r\n\r\n");
            wire.write(bytes);
        };
    }

    @Test
    @DisplayName("W30 a server over streamable HTTP, with headers and its session")
    void aServerOverHttp() throws Exception {
        for (boolean stream : List.of(false, true)) {
            List<FakeProviderServer> self = new ArrayList<>();
            try (FakeProviderServer server = FakeProviderServer.start(over(self, stream))) {
                self.add(server);
                ObjectNode entry = Json.object().put("url", server.uri("/mcp").toString());
                entry.putObject("headers").put("Authorization", "Bearer hush-hush-1234");
                Tool.Context context = context(Json.object().set("web", entry));
                assertThat(call(tools(context), "mcp__web__echo", "{\"text\":\"x\"}", context).text()).contains("echo: x");
                assertThat(server.request(0).header("authorization")).isEqualTo("Bearer hush-hush-1234");
                assertThat(server.requests().getLast().header("mcp-session-id")).isEqualTo("abc-1");
                assertThat(server.requests().getLast().header("mcp-protocol-version")).isEqualTo("2025-06-18");
                context.world().close();
                assertThat(server.requests().getLast().method()).isEqualTo("DELETE");
            }
        }
    }

    @Test
    void aRemoteServerThatWantsAKeySaysSo() throws Exception {
        try (FakeProviderServer server = FakeProviderServer.start(FakeProviderServer.json(401, "{\"error\":\"bad token hush-hush-1234\"}"))) {
            ObjectNode entry = Json.object().put("url", server.uri("/mcp").toString());
            entry.putObject("headers").put("Authorization", "hush-hush-1234");
            tools(context(Json.object().set("web", entry)));
            assertThat(noticed()).contains("HTTP 401", "mcp.servers.web.headers.Authorization").doesNotContain("hush-hush");
        }
    }

    @Test
    void whatOtherProgramsCallMcpServersCanBePasted() {
        Tool.Context context = context(
                "{mcpServers: {a: {type: 'stdio', command: 'x', args: ['-y'], disabled: true}, b: {url: 'https://b.example/'}}, mcp: {servers: {b: {command: 'ours'}}}}",
                Approver.nobody());
        assertThat(context.world().snapshot().problems()).isEmpty();
        List<McpServerConfig> all = McpServerConfig.all(context.world().snapshot().config().tree());
        assertThat(all).extracting(McpServerConfig::name).containsExactly("b", "a");
        assertThat(all.get(0).target()).isEqualTo("ours");
        assertThat(all.get(1).enabled()).isFalse();
    }

    @Test
    void theToolsOfATurnAreThoseThatCanWorkAndThoseOfServers() throws Exception {
        Tool.Context context = context(Json.object().set("s", plain()));
        List<String> names = names(Tools.offered(Tools.all(), context, new cn.openclaw.model.ModelRef("moonshot", "m"), notices::add));
        assertThat(names).contains("read", "web_fetch", "mcp__s__echo").doesNotContain("image").doesNotHaveDuplicates();
    }
}
