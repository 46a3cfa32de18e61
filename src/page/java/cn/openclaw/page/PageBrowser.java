package cn.openclaw.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium, and what every walk does in it. The browser comes from the system: {@code CHROMIUM} names another one. */
final class PageBrowser implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    PageBrowser() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(
                new BrowserType.LaunchOptions().setExecutablePath(chromium()).setArgs(List.of("--no-sandbox", "--disable-gpu", "--lang=zh-CN")));
    }

    static Path chromium() {
        return Stream.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""), "/usr/bin/chromium", "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium: install one (apt-get install chromium), or name it in CHROMIUM"));
    }

    /**
     * A visit.
     *
     * @param language {@code zh-CN} or {@code en-US}
     */
    record Look(String language, ColorScheme light, int width, int height) {
        static final Look ZH = new Look("zh-CN", ColorScheme.LIGHT, 1280, 800);
        static final Look EN = new Look("en-US", ColorScheme.LIGHT, 1280, 800);
        static final Look DARK = new Look("zh-CN", ColorScheme.DARK, 1280, 800);
        static final Look PHONE = new Look("zh-CN", ColorScheme.LIGHT, 360, 740);
        static final Look PHONE_DARK = new Look("en-US", ColorScheme.DARK, 360, 740);
    }

    /** One visitor; what the page complains of is kept, and looked at when the visit ends. */
    final class Visit implements AutoCloseable {
        final Page page;
        private final BrowserContext context;
        private final List<String> complaints = new ArrayList<>();
        private final List<String> elsewhere = new ArrayList<>();

        private Visit(String address, Look look) {
            context = browser.newContext(new Browser.NewContextOptions().setLocale(look.language()).setColorScheme(look.light())
                    .setViewportSize(look.width(), look.height()).setTimezoneId("Asia/Shanghai").setPermissions(List.of("clipboard-read", "clipboard-write")));
            page = context.newPage();
            page.setDefaultTimeout(30_000);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(address) && !request.url().startsWith("data:") && !request.url().startsWith("blob:")) {
                    elsewhere.add(request.url());
                }
            });
        }

        Locator button(String name) {
            return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
        }

        Locator link(String name) {
            return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
        }

        Locator heading(String name) {
            return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
        }

        Locator composer() {
            return page.locator(".composer textarea");
        }

        void say(String words) {
            composer().fill(words);
            composer().press("Enter");
        }

        List<String> complaints() {
            return complaints;
        }

        @Override
        public void close() {
            context.close();
            assertThat(elsewhere).as("addresses outside the gateway").isEmpty();
            assertThat(complaints).as("what the browser complained of").isEmpty();
        }
    }

    /** Opens an address of the gateway. */
    Visit visit(String gateway, String where, Look look) {
        var visit = new Visit(gateway, look);
        visit.page.navigate(gateway + where);
        return visit;
    }

    /** Opens it with the token, and waits until the page stands. */
    Visit signedIn(String gateway, String where, Look look) {
        Visit visit = visit(gateway, where + "#token=" + MockAnswers.TOKEN, look);
        visit.page.waitForSelector("main#main");
        return visit;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
