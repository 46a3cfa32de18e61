package cn.openclaw.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The original's own page, as it was built, in a real Chromium against our gateway: it talks, lists, edits and shows without a
 * complaint. Taken from the folder that {@code OPENCLAW_ORIGINAL} names (see docs/interop.md).
 */
@Tag("page")
class OriginalPageTest {
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html; charset=utf-8", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml", "ico", "image/x-icon");

    @TempDir
    Path folder;

    private HttpServer files;
    private TestGateway gateway;
    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<JsonNode> frames = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        String named = System.getenv("OPENCLAW_ORIGINAL");
        Path built = Path.of(named == null ? "" : named, "node_modules/openclaw-cn/dist/control-ui");
        assumeTrue(named != null && Files.exists(built.resolve("index.html")), "OPENCLAW_ORIGINAL names no installed original");
        files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/", exchange -> {
            Path file = built.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
            Path shown = file.startsWith(built) && Files.isRegularFile(file) ? file : built.resolve("index.html");
            String name = shown.getFileName().toString();
            exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"));
            byte[] bytes = Files.readAllBytes(shown);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        files.start();
        gateway = TestGateway.asExtension()
                .config("gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, controlUi: { allowedOrigins: [\"" + origin() + "\"] } }")
                .start(folder);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(PageBrowser.chromium())
                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        page.onWebSocket(socket -> {
            socket.onFrameReceived(frame -> frames.add(Json.parse(frame.text())));
            socket.onFrameSent(frame -> frames.add(Json.parse(frame.text())));
        });
    }

    private String origin() {
        return "http://127.0.0.1:" + files.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        if (page != null) {
            context.close();
            browser.close();
            playwright.close();
            gateway.close();
        }
        if (files != null) {
            files.stop(0);
        }
    }

    private void open(String route) {
        page.navigate(origin() + "/" + route + "?gatewayUrl=ws://127.0.0.1:" + gateway.port() + "&token=" + TestGateway.TOKEN);
        page.waitForTimeout(1_500);
    }

    /** Every request that was answered by a refusal. */
    private List<String> refused() {
        List<String> refused = new ArrayList<>();
        for (JsonNode frame : List.copyOf(frames)) {
            if ("res".equals(Json.text(frame, "type")) && !frame.path("ok").asBoolean(true)) {
                String id = Json.text(frame, "id");
                String method = frames.stream()
                        .filter(one -> "req".equals(Json.text(one, "type")) && String.valueOf(id).equals(Json.text(one, "id")))
                        .map(one -> String.valueOf(Json.text(one, "method")))
                        .findFirst()
                        .orElse("?");
                refused.add(method + ": " + Json.write(frame.path("error")));
            }
        }
        return refused;
    }

    private Set<String> asked() {
        Set<String> methods = new TreeSet<>();
        List.copyOf(frames).forEach(frame -> {
            if ("req".equals(Json.text(frame, "type"))) {
                methods.add(String.valueOf(Json.text(frame, "method")));
            }
        });
        return methods;
    }

    /** Its editor of the whole text: what it saves is in the file, and the secrets it was not shown are still there. */
    private void editsTheConfiguration() throws IOException {
        open("config");
        page.getByText("原始", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector("textarea");
        String text = page.locator("textarea").first().inputValue();
        assertThat(text).contains("__OPENCLAW_REDACTED__").doesNotContain(TestGateway.TOKEN);
        page.locator("textarea").first().fill(text + "\n// by hand\n");
        page.getByText("保存", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForTimeout(1_500);
        assertThat(Files.readString(gateway.home().config())).contains("// by hand", TestGateway.TOKEN).doesNotContain("REDACTED");
    }

    @Test
    void itsPagesWorkAgainstOurGateway() throws IOException {
        open("chat");
        page.locator("textarea").first().fill("Hello from the original's page");
        page.locator("textarea").first().press("Enter");
        page.waitForFunction("() => document.body.innerText.includes('simulator of openclaw-cn')");
        assertThat(asked()).contains("connect", "chat.history", "chat.send", "agents.list", "agent.identity.get", "node.list", "device.pair.list");

        try (TestClient client = gateway.client()) {
            client.call("cron.add", Json.parse("""
                    {"name":"Tea time","schedule":{"kind":"cron","expr":"0 16 * * *"},"sessionTarget":"isolated","wakeMode":"next-heartbeat",
                     "payload":{"kind":"agentTurn","message":"tea"}}"""));
        }
        for (String route : List.of("overview", "channels", "instances", "sessions", "cron", "skills", "nodes", "config", "debug", "logs")) {
            open(route);
            String text = page.locator("body").innerText();
            switch (route) {
                case "sessions" -> assertThat(text).contains("agent:main:main");
                case "cron" -> assertThat(text).contains("Tea time");
                case "config" -> assertThat(asked()).contains("config.get", "config.schema");
                case "overview" -> assertThat(asked()).contains("cron.status", "system-presence");
                default -> assertThat(text).as(route).isNotBlank();
            }
            assertThat(text).as(route).doesNotContain("unknown method", "internal error");
            if (System.getProperty("page.pictures") != null) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(System.getProperty("page.pictures"), "original-" + route + ".png")));
            }
        }
        editsTheConfiguration();
        assertThat(refused()).isEmpty();
        // A picture of the agent it asks for at its own address, which is not the gateway here; letters and a picture, of others' hosts.
        complaints.removeIf(words -> words.contains("/avatar/") || words.contains("https://"));
        assertThat(complaints).isEmpty();
    }
}
