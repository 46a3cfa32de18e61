package cn.openclaw.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.page.PageBrowser.Look;
import cn.openclaw.page.PageBrowser.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** axe-core over every view, light and dark, wide and narrow: what is serious or critical fails, the rest is told. */
@Tag("page")
class PageAccessTest {
    private static final List<String> VIEWS = List.of(
            "chat", "chat?session=agent:main:web-new", "sessions", "models", "models?explain=kimi", "models?add=1", "usage", "requests", "approvals",
            "cron", "channels", "devices", "skills", "config", "logs");
    private static final String RUN = """
            async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})).violations
              .flatMap(v => v.nodes.map(n => `${v.impact} ${v.id}: ${n.target.join(' ')} ${n.any.map(a => a.message).join(' ').slice(0, 140)}`))""";

    @Test
    void nothingSeriousIsFound() throws IOException {
        List<String> found = new ArrayList<>();
        try (var gateway = new MockGateway();
                var browser = new PageBrowser()) {
            for (Look look : List.of(Look.ZH, Look.DARK, Look.PHONE, Look.PHONE_DARK)) {
                look(browser, gateway, look, found);
            }
        }
        System.out.println("axe-core: " + VIEWS.size() + " views, the door and " + OVER.size() + " dialogs and menus, 4 looks, " + found.size() + " findings");
        found.stream().distinct().forEach(System.out::println);
        assertThat(found).noneMatch(one -> one.startsWith("serious") || one.startsWith("critical"));
    }

    private static void look(PageBrowser browser, MockGateway gateway, Look look, List<String> found) throws IOException {
        try (Visit visit = browser.visit(gateway.address(), "", look)) {
            visit.page.waitForSelector("#token");
            check(visit, "door", look, found);
        }
        try (Visit visit = browser.signedIn(gateway.address(), "", look)) {
            visit.page.waitForSelector(".turn");
            for (String view : VIEWS) {
                visit.page.evaluate("where => { history.pushState(null, '', where); dispatchEvent(new PopStateEvent('popstate')); }", view);
                visit.page.waitForTimeout(350);
                check(visit, view, look, found);
            }
            over(visit, look, found);
            String own = "chat?session=agent:main:web-" + look.width() + look.light();
            visit.page.evaluate("where => { history.pushState(null, '', where); dispatchEvent(new PopStateEvent('popstate')); }", own);
            visit.page.waitForSelector(".welcome");
            visit.say("rm");
            visit.page.waitForSelector(".approval");
            check(visit, "approval", look, found);
            visit.page.locator(".approval .danger").click();
            visit.page.waitForSelector(".turn-foot");
        }
    }

    /** What lies over the page: one opens it there with a click on this. */
    private record Over(String view, String... clicks) {}

    private static final List<Over> OVER = List.of(
            new Over("chat?session=agent:main:main", ".bar .meter"),
            new Over("chat?session=agent:main:main", ".bar-right summary"),
            new Over("chat?session=agent:main:main", ".bar-right > .menu-box:last-child summary", ".bar-right > .menu-box:last-child .menu button:nth-child(2)"),
            new Over("chat?session=agent:main:main", ".bar-right > .menu-box:last-child summary", ".bar-right > .menu-box:last-child .menu .danger"),
            new Over("chat?session=agent:main:main", ".tool:not([open]) summary"),
            new Over("sessions", ".session-row summary"),
            new Over("requests", ".table .link"),
            new Over("usage", "figure summary"),
            new Over("cron", ".page-head .primary"));

    private static void over(Visit visit, Look look, List<String> found) throws IOException {
        for (Over one : OVER) {
            visit.page.evaluate("where => { history.pushState(null, '', where); dispatchEvent(new PopStateEvent('popstate')); }", one.view());
            for (String click : one.clicks()) {
                visit.page.locator(click).first().click();
            }
            visit.page.waitForTimeout(200);
            check(visit, one.view() + " " + String.join(" ", one.clicks()), look, found);
            visit.page.keyboard().press("Escape");
            visit.page.mouse().click(look.width() / 2.0, 5);
        }
    }

    private static void check(Visit visit, String view, Look look, List<String> found) throws IOException {
        visit.page.evaluate(axe());
        Object answer = visit.page.evaluate(RUN);
        for (Object one : (List<?>) answer) {
            found.add(one + " [" + view + " " + look.light() + " " + look.width() + "]");
        }
    }

    private static String axe() throws IOException {
        try (InputStream in = PageAccessTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
