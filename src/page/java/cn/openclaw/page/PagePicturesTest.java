package cn.openclaw.page;

import cn.openclaw.page.PageBrowser.Look;
import cn.openclaw.page.PageBrowser.Visit;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pictures in the documents: {@code -Dpage.pictures=docs/screens} paints them there; else they are in {@code target}. */
@Tag("page")
class PagePicturesTest {
    private static final Path FOLDER = Path.of(System.getProperty("page.pictures", "target/pictures"));
    private static final Map<String, Look> LOOKS =
            Map.of("", Look.ZH, ".en", Look.EN, ".dark", Look.DARK, ".phone", Look.PHONE, ".phone.dark", Look.PHONE_DARK);

    @Test
    void paints() throws IOException {
        try (var gateway = new MockGateway(0);
                var browser = new PageBrowser()) {
            for (var look : LOOKS.entrySet()) {
                paint(browser, gateway, look.getKey(), look.getValue());
            }
        }
    }

    private static void paint(PageBrowser browser, MockGateway gateway, String suffix, Look look) {
        try (Visit visit = browser.visit(gateway.address(), "", look)) {
            visit.page.waitForSelector("#token");
            shoot(visit, "page-login" + suffix);
        }
        try (Visit visit = browser.signedIn(gateway.address(), "", look)) {
            visit.page.waitForSelector(".turn.assistant .md");
            shoot(visit, "page-chat" + suffix);
            visit.page.locator(".messages").evaluate("box => box.scrollTop = 0");
            visit.page.waitForTimeout(100);
            shoot(visit, "page-chat-tools" + suffix);
            for (String name : new String[] {"sessions", "models", "usage", "requests", "cron", "channels", "devices", "skills", "config", "logs"}) {
                visit.page.evaluate("name => { history.pushState(null, '', name); dispatchEvent(new PopStateEvent('popstate')); }", name);
                visit.page.waitForTimeout(350);
                shoot(visit, "page-" + name + suffix);
            }
            visit.page.evaluate("where => { history.pushState(null, '', where); dispatchEvent(new PopStateEvent('popstate')); }", "chat?session=agent:main:web-new" + suffix);
            visit.page.waitForSelector(".welcome");
            shoot(visit, "page-welcome" + suffix);
            visit.say("rm");
            visit.page.waitForSelector(".approval");
            shoot(visit, "page-approval" + suffix);
            visit.page.locator(".approval .button.danger").click();
            visit.page.waitForSelector(".turn-foot");
        }
    }

    private static void shoot(Visit visit, String name) {
        visit.page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
