package cn.openclaw.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.page.PageBrowser.Look;
import cn.openclaw.page.PageBrowser.Visit;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Walks through the page in a real Chromium, against a gateway of paste and paper. */
@Tag("page")
class PageWalkTest {
    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    /** What sticks out on the right, but for what lies in a box that scrolls. */
    private static final String SIDEWAYS = """
            () => document.scrollingElement.scrollWidth <= innerWidth && document.querySelector('main').scrollWidth <= innerWidth ? ''
              : [...document.querySelectorAll('.content *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll-x'))
                .map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)).slice(0, 6).join(', ') || 'something'""";
    private static PageBrowser browser;
    private MockGateway gateway;

    /** Remembers whatever of an answer stood there for a moment with its signs instead of their meaning. */
    private static final String HALF_SAID = """
            () => {
              window.halfSaid = [];
              new MutationObserver(() => document.querySelectorAll('.turn.assistant .md').forEach(answer => {
                const words = [...answer.querySelectorAll('p, li')].map(one => one.textContent).join('\\n');
                if (/\\*\\*|`/.test(words)) {
                  window.halfSaid.push(words);
                }
              })).observe(document.body, {subtree: true, childList: true, characterData: true});
            }""";

    @BeforeAll
    static void open() {
        browser = new PageBrowser();
        PlaywrightAssertions.setDefaultAssertionTimeout(10_000); // a machine that builds something else meanwhile
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void start() throws IOException {
        gateway = new MockGateway();
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
    }

    private Visit signedIn(Look look) {
        return browser.signedIn(gateway.address(), "", look);
    }

    private void go(Visit visit, String where) {
        visit.page.evaluate("where => { history.pushState(null, '', where); dispatchEvent(new PopStateEvent('popstate')); }", where);
    }

    @Test
    void aWrongTokenIsRefusedInWordsAndTheRightOneOpens() {
        try (Visit visit = browser.visit(gateway.address(), "", Look.ZH)) {
            visit.page.locator("#token").fill("wrong");
            visit.page.locator("#token").press("Enter");
            assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("网关不接受这个令牌");
            visit.page.locator("#token").fill(MockAnswers.TOKEN);
            visit.button("登录").click();
            visit.page.waitForSelector("main#main");
        }
    }

    @Test
    void theTokenLeavesTheAddressAndIsNowhereInTheLocalStorage() {
        try (Visit visit = signedIn(Look.ZH)) {
            assertThat(visit.page.url()).doesNotContain(MockAnswers.TOKEN);
            String kept = String.valueOf(visit.page.evaluate("() => JSON.stringify({...localStorage}) + document.cookie"));
            assertThat(kept).doesNotContain(MockAnswers.TOKEN).doesNotContain("device-token-of-tests");
            JsonNode connect = gateway.answers().asked("connect").getFirst();
            assertThat(connect.get("device").get("nonce").stringValue()).isEqualTo("n-1");
            assertThat(connect.get("device").get("id").stringValue()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void whoStaysSignedInNeedsNoTokenTheNextTimeAndThenSignsOut() {
        try (Visit visit = signedIn(Look.EN)) {
            visit.page.waitForTimeout(200);
            visit.page.evaluate("() => sessionStorage.clear()");
            visit.page.reload();
            visit.page.waitForSelector("main#main");
            assertThat(gateway.answers().asked("connect").getLast().get("auth").get("token").stringValue()).isEqualTo("device-token-of-tests");
            visit.button("Sign out").click();
            visit.page.waitForSelector("#token");
            visit.page.reload();
            visit.page.waitForSelector("#token");
        }
    }

    @Test
    void anAnswerStreamsWithThoughtsAndTools() {
        try (Visit visit = signedIn(Look.ZH)) {
            go(visit, "chat?session=agent:main:web-1");
            visit.page.waitForSelector(".welcome");
            visit.page.evaluate(HALF_SAID);
            visit.say("你好，看看目录");
            assertThat(visit.page.locator(".bubble")).hasText("你好，看看目录");
            assertThat(visit.page.locator(".thinking summary")).containsText("思考");
            assertThat(visit.page.locator(".tool")).containsText("ls -1 ~/work");
            assertThat(visit.page.locator(".turn-foot .facts-line")).containsText("¥0.012");
            assertThat(visit.page.locator(".md strong")).hasText("三样东西");
            assertThat((List<?>) visit.page.evaluate("() => window.halfSaid")).as("signs that had not met their partner yet").isEmpty();
            visit.page.locator(".tool summary").click();
            assertThat(visit.page.locator(".tool-output")).containsText("README.md");
            JsonNode sent = gateway.answers().asked("chat.send").getFirst();
            assertThat(sent.get("sessionKey").stringValue()).isEqualTo("agent:main:web-1");
            assertThat(sent.get("idempotencyKey").stringValue()).isNotBlank();
        }
    }

    @Test
    void whileItRunsOneSteersAndThenStopsIt() {
        try (Visit visit = signedIn(Look.ZH)) {
            go(visit, "chat?session=agent:main:web-2");
            visit.page.waitForSelector(".welcome");
            visit.say("慢慢来");
            visit.page.waitForSelector(".turn.assistant .md");
            visit.say("再快一点");
            assertThat(visit.page.locator(".turn.user").last()).containsText("再快一点");
            assertThat(visit.page.locator(".turn.user .turn-foot")).containsText("下一步就会看到");
            assertThat(visit.page.locator(".turn.user .turn-foot")).hasCount(0);
            visit.composer().press("Escape");
            assertThat(visit.page.locator(".tag.warn")).hasText("已停止");
            assertThat(gateway.answers().asked("chat.abort")).hasSize(1);
        }
    }

    @Test
    void anApprovalIsAskedForInTheConversationAndAnswered() {
        try (Visit visit = signedIn(Look.EN)) {
            go(visit, "chat?session=agent:main:web-3");
            visit.page.waitForSelector(".welcome");
            visit.say("rm the old build");
            Locator card = visit.page.locator(".approval");
            assertThat(card).containsText("rm -rf target/old");
            assertThat(visit.page.locator(".side .badge")).hasText("1");
            card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Allow once")).click();
            assertThat(card).hasCount(0);
            assertThat(visit.page.locator(".turn-foot .facts-line")).isVisible();
            assertThat(gateway.answers().asked("exec.approval.resolve").getFirst().get("decision").stringValue()).isEqualTo("allow-once");
        }
    }

    @Test
    void aPictureIsAttachedShownAndSent() {
        try (Visit visit = signedIn(Look.ZH)) {
            go(visit, "chat?session=agent:main:web-4");
            visit.page.waitForSelector(".welcome");
            visit.page.locator(".composer input[type=file]").setInputFiles(new FilePayload("dot.png", "image/png", DOT));
            assertThat(visit.page.locator(".thumbs img")).hasCount(1);
            visit.page.locator(".composer textarea").evaluate("""
                    area => {
                      const data = new DataTransfer();
                      data.items.add(new File([Uint8Array.from(atob('%s'), c => c.charCodeAt(0))], 'pasted.png', {type: 'image/png'}));
                      area.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
                    }""".formatted(Base64.getEncoder().encodeToString(DOT)));
            assertThat(visit.page.locator(".thumbs img")).hasCount(2);
            visit.say("这是什么");
            assertThat(visit.page.locator(".turn.user img.shot")).hasCount(2);
            JsonNode sent = gateway.answers().asked("chat.send").getFirst().get("attachments");
            assertThat(sent).hasSize(2);
            assertThat(sent.get(0).get("content").stringValue()).isEqualTo(Base64.getEncoder().encodeToString(DOT));
        }
    }

    @Test
    void whatModelsWriteDoesNotRunAndFetchesNothing() {
        try (Visit visit = signedIn(Look.ZH)) {
            go(visit, "chat?session=agent:main:evil");
            visit.page.waitForSelector(".md");
            assertThat(visit.page.locator(".md").first()).containsText("<script>window.caught=1");
            assertThat(visit.page.locator(".md script, .md iframe, .md [onerror], .md [style], .md form")).hasCount(0);
            assertThat(visit.page.locator(".md img")).hasCount(0);
            assertThat(visit.page.locator(".md a[href^='javascript']")).hasCount(0);
            assertThat(visit.page.locator(".md a").first()).hasAttribute("rel", "noopener noreferrer nofollow");
            assertThat(visit.page.evaluate("() => window.caught ?? null")).isNull();
        }
    }

    @Test
    void afterACutLineItComesBackAndShowsWhatWasMissed() {
        try (Visit visit = signedIn(Look.ZH)) {
            go(visit, "chat?session=agent:main:web-5");
            visit.page.waitForSelector(".welcome");
            visit.say("看看目录");
            visit.page.waitForSelector(".thinking");
            gateway.cut();
            assertThat(visit.page.locator(".waiting-bar")).isVisible();
            assertThat(visit.page.locator(".waiting-bar")).hasCount(0);
            assertThat(visit.page.locator(".md strong")).hasText("三样东西");
            assertThat(gateway.answers().asked("chat.send")).hasSize(1);
        }
    }

    @Test
    void codeIsCopied() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.page.locator(".code .copy").first().click();
            assertThat(visit.page.locator(".code .copy").first()).hasText("已复制");
            assertThat(String.valueOf(visit.page.evaluate("() => navigator.clipboard.readText()"))).startsWith("/** 空名字也要有礼貌。 */");
        }
    }

    @Test
    void modelAndThinkingAreChosenForTheSession() {
        try (Visit visit = signedIn(Look.EN)) {
            visit.page.locator(".bar summary[title='Model']").click();
            visit.page.locator(".bar .menu button", new Page.LocatorOptions().setHasText("moonshot/kimi-k2.6")).click();
            visit.page.locator(".bar summary[title='Thinking']").click();
            visit.page.locator(".bar .menu button", new Page.LocatorOptions().setHasText("High")).click();
            visit.page.waitForTimeout(150);
            List<JsonNode> patches = gateway.answers().asked("sessions.patch");
            assertThat(patches.get(0).get("model").stringValue()).isEqualTo("moonshot/kimi-k2.6");
            assertThat(patches.get(1).get("thinkingLevel").stringValue()).isEqualTo("high");
        }
    }

    @Test
    void sessionsAreFoundNamedTakenAlongAndDeleted() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.link("会话").click();
            assertThat(visit.heading("会话")).isVisible();
            visit.page.getByPlaceholder("搜索标题与内容").fill("build");
            assertThat(visit.page.locator(".session-row mark")).hasText("build");
            visit.page.locator(".session-row", new Page.LocatorOptions().setHasText("agent:main:web-a2")).locator("summary").click();
            visit.page.locator(".menu button", new Page.LocatorOptions().setHasText("导出 Markdown")).locator("visible=true").click();
            assertThat(visit.page.waitForDownload(() -> {
                visit.page.locator(".session-row summary").first().click();
                visit.page.locator("details[open] .menu button", new Page.LocatorOptions().setHasText("Markdown")).click();
            }).suggestedFilename()).isEqualTo("greeting.md");
            visit.page.locator(".session-row summary").first().click();
            visit.page.locator("details[open] .menu button", new Page.LocatorOptions().setHasText("重命名")).click();
            visit.page.locator("dialog input").fill("慢构建");
            visit.page.locator("dialog").getByText("保存").click();
            visit.page.locator(".session-row summary").first().click();
            visit.page.locator("details[open] .menu button", new Page.LocatorOptions().setHasText("删除")).click();
            visit.page.locator("dialog .button.danger").click();
            assertThat(visit.page.locator(".toast")).containsText("已删除");
            assertThat(gateway.answers().asked("sessions.patch").getFirst().get("label").stringValue()).isEqualTo("慢构建");
            assertThat(gateway.answers().asked("sessions.delete").getFirst().get("key").stringValue()).isEqualTo("agent:main:web-a2");
        }
    }

    @Test
    void aKeyIsProbedThenSavedForTheRegionThatTookIt() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.link("模型与密钥").click();
            visit.button("添加密钥").first().click();
            Locator dialog = visit.page.locator("dialog");
            dialog.locator("input[type=password]").fill("sk-wrong");
            dialog.getByText("验证", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(dialog.locator(".probe")).containsText("没有区域接受这个密钥");
            assertThat(dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("保存"))).isDisabled();
            dialog.locator("input[type=password]").fill("sk-good-one");
            dialog.getByText("验证", new Locator.GetByTextOptions().setExact(true)).click();
            assertThat(dialog.locator(".probe input").first()).isChecked();
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("保存")).click();
            assertThat(visit.page.locator(".toast")).containsText("moonshot:default");
            JsonNode saved = gateway.answers().asked("models.auth.save").getFirst();
            assertThat(saved.get("region").stringValue()).isEqualTo("cn");
            assertThat(String.valueOf(visit.page.evaluate("() => document.body.innerHTML + JSON.stringify({...localStorage, ...sessionStorage})"))).doesNotContain("sk-good-one");
        }
    }

    @Test
    void itIsToldWhyAModelIsChosen() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.link("模型与密钥").click();
            visit.button("为什么是它").first().click();
            Locator dialog = visit.page.locator("dialog");
            assertThat(dialog).containsText("https://api.moonshot.cn/v1");
            assertThat(dialog).containsText("agents.defaults.model.primary");
            assertThat(dialog.locator(".plain-list li").first()).containsText("下一个使用");
            visit.page.keyboard().press("Escape");
            assertThat(dialog).hasCount(0);
        }
    }

    @Test
    void usageIsDrawnAndAlsoATable() {
        try (Visit visit = signedIn(Look.EN)) {
            visit.link("Usage").click();
            assertThat(visit.page.locator(".plot")).isVisible();
            assertThat(visit.page.locator(".plot rect.hit")).hasCount(30);
            visit.page.getByText("As a table").click();
            assertThat(visit.page.locator("figure table tbody tr")).hasCount(30);
            visit.button("Cost").click();
            assertThat(visit.page.locator("figcaption")).containsText("CNY");
            visit.button("90 days").click();
            assertThat(visit.page.locator(".plot")).isVisible();
        }
    }

    @Test
    void theConfigIsSavedByteForByteAndMistakesAreShownWhereTheyAre() {
        try (Visit visit = signedIn(Look.ZH)) {
            String before = gateway.answers().raw();
            visit.link("配置").click();
            Locator area = visit.page.locator(".editor textarea");
            assertThat(area).hasValue(before);
            area.evaluate("area => { const at = area.value.indexOf('18789') + 2; area.setSelectionRange(at, at); area.click(); }");
            assertThat(visit.page.locator(".help")).containsText("网关监听的端口");
            area.fill(before.replace("port: 18789", "port: 18790"));
            area.press("Control+s");
            assertThat(visit.page.locator(".toast")).containsText("已保存");
            assertThat(gateway.answers().raw()).isEqualTo(before.replace("port: 18789", "port: 18790"));
            assertThat(gateway.answers().asked("config.set").getFirst().get("baseHash").stringValue()).isEqualTo("h-1");
            area.fill(before.replace("bind:", "bogus: 1,\n    bind:"));
            visit.button("保存").click();
            assertThat(visit.page.locator(".issues")).containsText("12:5");
            visit.page.locator(".issues button").click();
            assertThat(visit.page.evaluate("() => { const area = document.querySelector('.editor textarea'); return area.value.slice(area.selectionStart, area.selectionStart + 5); }")).isEqualTo("bogus");
            assertThat(gateway.answers().raw()).doesNotContain("bogus");
        }
    }

    @Test
    void logsAreFiltered() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.link("日志").click();
            assertThat(visit.page.locator(".log-line")).hasCount(8);
            visit.button("警告").click();
            assertThat(visit.page.locator(".log-line")).hasCount(2);
            visit.page.getByPlaceholder("筛选日志").fill("429");
            assertThat(visit.page.locator(".log-line")).hasCount(1);
        }
    }

    @Test
    void requestsArriveAsTheyHappen() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.link("实时请求").click();
            assertThat(visit.page.locator("tbody tr")).hasCount(6);
            gateway.send("{\"type\":\"event\",\"event\":\"request\",\"payload\":{\"id\":\"r9\",\"at\":1,\"phase\":\"done\",\"status\":200,\"asked\":\"kimi\"}}");
            gateway.send("{\"type\":\"event\",\"event\":\"request\",\"payload\":{\"id\":\"r10\",\"at\":2,\"phase\":\"running\",\"asked\":\"new-one\"}}");
            assertThat(visit.page.locator("tbody tr")).hasCount(7);
            assertThat(visit.page.locator("tbody tr").first()).containsText("new-one");
            visit.page.getByText("fast").click();
            assertThat(visit.page.locator("dialog .plain-list li")).hasCount(2);
        }
    }

    @Test
    void jobsDevicesSkillsAndChannelsAreManaged() {
        try (Visit visit = signedIn(Look.EN)) {
            visit.link("Scheduled").click();
            visit.button("New task").click();
            visit.page.locator("dialog input").first().fill("look");
            visit.page.locator("dialog textarea").fill("look at the disk");
            visit.page.locator("dialog button[type=submit]").click();
            assertThat(visit.page.locator(".toast")).containsText("Saved");
            assertThat(gateway.answers().asked("cron.add").getFirst().get("schedule").get("everyMs").asLong()).isEqualTo(3_600_000);
            visit.link("Devices").click();
            visit.button("Approve").click();
            visit.page.waitForTimeout(100);
            assertThat(gateway.answers().asked("device.pair.approve").getFirst().get("requestId").stringValue()).isEqualTo("p-1");
            visit.link("Skills").click();
            visit.page.locator(".switch input").first().click();
            visit.page.waitForTimeout(100);
            assertThat(gateway.answers().asked("skills.update").getFirst().get("enabled").booleanValue()).isFalse();
            visit.link("Channels").click();
            assertThat(visit.page.locator(".grid")).containsText("Telegram");
        }
    }

    @Test
    void aSmallPhoneNeverScrollsSideways() {
        try (Visit visit = signedIn(Look.PHONE)) {
            for (String where : List.of("chat", "sessions", "models", "usage", "requests", "approvals", "cron", "channels", "devices", "skills", "config", "logs")) {
                go(visit, where);
                visit.page.waitForTimeout(200);
                assertThat(String.valueOf(visit.page.evaluate(SIDEWAYS))).as(where).isEqualTo("");
            }
            visit.button("打开菜单").click();
            visit.link("用量").click();
            assertThat(visit.page.locator(".side.open")).hasCount(0);
            assertThat(visit.heading("用量与费用")).isVisible();
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        try (Visit visit = signedIn(Look.EN)) {
            visit.page.waitForSelector(".turn");
            visit.page.keyboard().press("Tab");
            assertThat(visit.page.locator(".skip")).isFocused();
            visit.page.keyboard().press("Control+k");
            assertThat(visit.composer()).isFocused();
            visit.page.keyboard().type("/st");
            visit.page.keyboard().press("ArrowDown");
            visit.page.keyboard().press("Enter");
            assertThat(visit.composer()).hasValue("/status ");
            visit.page.locator(".bar summary").first().focus();
            visit.page.keyboard().press("ArrowDown");
            assertThat(visit.page.locator(".bar .menu button").first()).isFocused();
            visit.page.keyboard().press("Escape");
            assertThat(visit.page.locator(".bar summary").first()).isFocused();
        }
    }

    @Test
    void languageAndLightAreSwitchedAndRemembered() {
        try (Visit visit = signedIn(Look.ZH)) {
            visit.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English")).click();
            assertThat(visit.page.locator("html")).hasAttribute("lang", "en");
            visit.button("Appearance: as the system").click();
            visit.button("Appearance: light").click();
            visit.page.reload();
            visit.page.waitForSelector("main#main");
            assertThat(visit.page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(visit.link("Sessions")).isVisible();
        }
    }
}
