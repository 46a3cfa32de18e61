package cn.openclaw.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.page.PageBrowser.Look;
import cn.openclaw.page.PageBrowser.Visit;
import cn.openclaw.testing.TestGateway;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page and the gateway as they are, with the simulator behind them. */
@Tag("page")
class PageGatewayTest {
    private static PageBrowser browser;

    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    @BeforeAll
    static void open() {
        browser = new PageBrowser();
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void workspace() throws IOException {
        Files.createDirectories(gateway.home().home().resolve(".openclaw/workspace"));
    }

    private Visit signedIn(Look look) {
        Visit visit = browser.visit(gateway.http("/").toString(), "#token=" + TestGateway.TOKEN, look);
        visit.page.waitForSelector(".welcome, .turn");
        return visit;
    }

    @Test
    void aTurnWithAToolIsShownAndIsStillThereAfterAReload() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.say("[[sim:tool write {\"path\":\"hello.txt\",\"content\":\"one\\ntwo\\n\"}]][[sim:then]]写好了。");
            assertThat(visit.page.locator(".tool-name")).hasText("write");
            assertThat(visit.page.locator(".turn-foot time")).isVisible();
            assertThat(visit.page.locator(".diff-add")).hasCount(2);
            visit.page.reload();
            assertThat(visit.page.locator(".diff-add")).hasCount(2);
            assertThat(visit.page.locator(".turn.assistant")).hasCount(1);
            assertThat(visit.page.locator(".turn.user")).hasCount(1);
        }
    }

    @Test
    void aCommandIsAskedAboutAndRunsAfterTheYes() {
        try (Visit visit = signedIn(Look.EN)) {
            visit.say("[[sim:tool exec {\"command\":\"mkdir asked && rm -r asked && echo all-done\"}]][[sim:then]]Done.");
            Locator card = visit.page.locator(".approval");
            assertThat(card).containsText("rm -r asked");
            card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Allow once")).click();
            assertThat(card).hasCount(0);
            assertThat(visit.page.locator(".turn-foot time")).isVisible();
            visit.page.locator(".tool summary").click();
            assertThat(visit.page.locator(".tool-output")).containsText("all-done");
        }
    }

    @Test
    void theConfigFileKeepsEveryOtherByte() throws IOException {
        Path file = gateway.home().home().resolve(".openclaw/openclaw.json");
        String written = "// mine\r\n" + Files.readString(file).replace("\n", "\r\n");
        Files.writeString(file, written);
        try (Visit visit = signedIn(Look.EN)) {
            visit.link("Configuration").click();
            Locator area = visit.page.locator(".editor textarea");
            assertThat(area).hasValue(Pattern.compile("^// mine\n"));
            area.fill(area.inputValue().replace("kimi-k2.6", "kimi-k2.5"));
            area.press("Control+s");
            assertThat(visit.page.locator(".toast")).containsText("Saved");
        }
        assertThat(Files.readString(file)).isEqualTo(written.replace("kimi-k2.6", "kimi-k2.5"));
    }

    @Test
    void everyPageOpensWithoutAComplaint() {
        try (Visit visit = signedIn(Look.ZH)) {
            for (Object name : (List<?>) visit.page.evaluate("() => [...document.querySelectorAll('.side ul:not(.recent) a')].map(a => a.textContent.trim())")) {
                visit.link(name.toString()).click();
                assertThat(visit.page.locator("main h1").first()).containsText(name.equals("对话") ? "" : name.toString());
                visit.page.waitForTimeout(300);
                assertThat(visit.page.locator("main .problem")).hasCount(0);
            }
        }
    }
}
