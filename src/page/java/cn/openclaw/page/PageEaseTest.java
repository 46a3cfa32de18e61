package cn.openclaw.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import cn.openclaw.json.Json;
import cn.openclaw.page.PageBrowser.Look;
import cn.openclaw.page.PageBrowser.Visit;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What nobody notices when it is right: words that stay where they are, nothing that gets lost, keys that do what they did elsewhere. */
@Tag("page")
class PageEaseTest {
    /** Which turn stands at the top of the conversation, and how far below its edge. */
    private static final String AT_THE_TOP = """
            () => {
              const edge = document.querySelector('.messages').getBoundingClientRect().top;
              const turn = [...document.querySelectorAll('.turn')].find(one => one.getBoundingClientRect().bottom > edge + 5);
              return turn.innerText.split('\\n')[0] + ' ' + Math.round(turn.getBoundingClientRect().top - edge);
            }""";
    private static PageBrowser browser;
    private MockGateway gateway;

    @BeforeAll
    static void open() {
        browser = new PageBrowser();
        PlaywrightAssertions.setDefaultAssertionTimeout(10_000);
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

    private Visit signedIn(String where, Look look) {
        return browser.signedIn(gateway.address(), where, look);
    }

    private static ObjectNode message(String role, String text) {
        ObjectNode message = Json.object().put("role", role).put("timestamp", 1_700_000_000_000L);
        message.putArray("content").addObject().put("type", "text").put("text", text);
        return message;
    }

    /** A conversation of so many messages, of which the newest are told. */
    private void longConversation(int length) {
        gateway.answers().answer("chat.history", params -> {
            int limit = params.get("limit").asInt();
            ObjectNode history = Json.object().put("sessionKey", params.get("sessionKey").stringValue());
            ArrayNode messages = history.putArray("messages");
            IntStream.range(Math.max(0, length - limit), length)
                    .forEach(i -> messages.add(message(i % 2 == 0 ? "user" : "assistant", (i % 2 == 0 ? "question " : "answer ") + i)));
            return history;
        });
    }

    private static Object top(Visit visit) {
        return visit.page.evaluate(AT_THE_TOP);
    }

    private static void scrollTo(Visit visit, String box, int place) {
        visit.page.evaluate("([box, place]) => (document.querySelector(box).scrollTop = place)", List.of(box, place));
        visit.page.waitForTimeout(150);
    }

    @Test
    void earlierMessagesComeAsOneScrollsUpAndTheWordsStayWhereTheyAre() {
        longConversation(900);
        try (Visit visit = signedIn("chat?session=agent:main:long", Look.ZH)) {
            assertThat(visit.page.locator(".turn")).hasCount(200);
            scrollTo(visit, ".messages", 350);
            Object before = top(visit);
            visit.page.evaluate("() => (document.querySelector('.messages').scrollTop -= 90)");
            assertThat(visit.page.locator(".turn")).hasCount(600);
            String[] was = String.valueOf(before).split(" (?=\\S+$)");
            visit.page.evaluate("() => (document.querySelector('.messages').scrollTop += 90)");
            visit.page.waitForTimeout(150);
            String[] now = String.valueOf(top(visit)).split(" (?=\\S+$)");
            assertThat(now[0]).isEqualTo(was[0]);
            assertThat(Integer.parseInt(now[1])).isCloseTo(Integer.parseInt(was[1]), offset(3));
            scrollTo(visit, ".messages", 350);
            scrollTo(visit, ".messages", 200);
            assertThat(visit.page.locator(".turn")).hasCount(900);
            assertThat(visit.page.locator(".earlier")).hasCount(0);
        }
    }

    @Test
    void backFromAnotherPageOneReadsOnWhereOneWas() {
        longConversation(150);
        try (Visit visit = signedIn("chat?session=agent:main:long", Look.EN)) {
            assertThat(visit.page.locator(".turn")).hasCount(150);
            scrollTo(visit, ".messages", 1500);
            Object before = top(visit);
            visit.link("Usage").click();
            assertThat(visit.page.locator("h1")).hasText("Usage and cost");
            visit.page.goBack();
            assertThat(visit.page.locator(".turn")).hasCount(150);
            visit.page.waitForTimeout(200);
            assertThat(top(visit)).isEqualTo(before);
            assertThat(visit.page.title()).endsWith("· OpenClaw");
        }
    }

    @Test
    void whatIsSaidWhileTheLineIsCutGoesOutByItselfAndOnce() {
        try (Visit visit = signedIn("chat?session=agent:main:web-cut", Look.ZH)) {
            visit.page.waitForSelector(".welcome");
            gateway.cut();
            visit.page.waitForSelector(".waiting-bar");
            visit.say("第一句");
            assertThat(visit.page.locator(".turn.user")).containsText("连上后自动发送");
            assertThat(visit.page.locator(".turn.assistant .turn-foot")).isVisible();
            assertThat(visit.page.locator(".turn.user")).hasCount(1);
            assertThat(visit.page.locator(".turn.user .turn-foot")).hasCount(0);
            assertThat(gateway.answers().asked("chat.send")).hasSize(1);
        }
    }

    @Test
    void whatIsSaidInTheMiddleOfARunWhileTheLineIsCutIsHeardByThatRun() {
        try (Visit visit = signedIn("chat?session=agent:main:web-mid", Look.ZH)) {
            visit.page.waitForSelector(".welcome");
            visit.say("慢慢来");
            visit.page.waitForSelector(".turn.assistant .md");
            gateway.cut();
            visit.page.waitForSelector(".waiting-bar");
            visit.say("再短一点");
            assertThat(visit.page.locator(".turn.user").last()).containsText("连上后自动发送");
            assertThat(visit.page.locator(".turn.user .turn-foot")).hasCount(0);
            assertThat(visit.page.locator(".turn.user")).hasCount(2);
            assertThat(gateway.answers().asked("chat.send")).hasSize(2);
            visit.button("停止").click();
            assertThat(visit.page.locator(".tag.warn")).hasText("已停止");
            assertThat(visit.page.locator(".turn.user")).hasCount(2);
        }
    }

    @Test
    void aMessageWaitsForItsSessionAndNotForTheOneThatIsShown() {
        try (Visit visit = signedIn("chat?session=agent:main:web-one", Look.ZH)) {
            visit.page.waitForSelector(".welcome");
            gateway.cut();
            visit.page.waitForSelector(".waiting-bar");
            visit.say("说给一号");
            visit.page.evaluate("() => { history.pushState(null, '', 'chat?session=agent:main:web-two'); dispatchEvent(new PopStateEvent('popstate')); }");
            assertThat(visit.page.locator(".waiting-bar")).hasCount(0);
            visit.page.waitForTimeout(500);
            assertThat(gateway.answers().asked("chat.send")).hasSize(1);
            assertThat(gateway.answers().asked("chat.send").getFirst().get("sessionKey").stringValue()).isEqualTo("agent:main:web-one");
            assertThat(visit.page.locator(".turn.user")).hasCount(0);
        }
    }

    @Test
    void escapeIsTheInputMethodsWhileItComposesAndStopsFromAnywhereElse() {
        try (Visit visit = signedIn("chat?session=agent:main:web-ime", Look.ZH)) {
            visit.page.waitForSelector(".welcome");
            visit.say("慢慢来");
            visit.page.waitForSelector(".turn.assistant .md");
            visit.composer().evaluate("""
                    area => ['Escape', 'Enter'].forEach(key => area.dispatchEvent(
                      new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true, cancelable: true})))""");
            visit.page.waitForTimeout(200);
            assertThat(gateway.answers().asked("chat.abort")).isEmpty();
            visit.page.locator(".messages").click();
            visit.page.keyboard().press("Escape");
            assertThat(visit.page.locator(".tag.warn")).hasText("已停止");
            assertThat(gateway.answers().asked("chat.abort")).hasSize(1);
        }
    }

    @Test
    void theStopButtonShowsAtOnceThatItWasHeard() {
        try (Visit visit = signedIn("chat?session=agent:main:web-stop", Look.EN)) {
            visit.page.waitForSelector(".welcome");
            gateway.answers().answer("chat.abort", params -> Json.object().put("ok", true).put("aborted", true)); // and goes on talking
            visit.say("slow please");
            visit.page.waitForSelector(".turn.assistant .md");
            visit.button("Stop").click();
            assertThat(visit.button("Stopping…")).isDisabled();
            visit.composer().press("Escape");
            assertThat(gateway.answers().asked("chat.abort")).hasSize(1);
        }
    }

    @Test
    void whatIsDroppedPastedOrTypedAnywhereIsTheMessages() {
        try (Visit visit = signedIn("chat?session=agent:main:web-drop", Look.ZH)) {
            visit.page.waitForSelector(".welcome");
            visit.page.locator("main").evaluate("""
                    async main => {
                      const canvas = new OffscreenCanvas(4, 4);
                      canvas.getContext('2d').fillRect(0, 0, 4, 4);
                      const data = new DataTransfer();
                      data.items.add(new File([await canvas.convertToBlob()], 'dropped.png', {type: 'image/png'}));
                      const drop = new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});
                      main.dispatchEvent(drop);
                      window.taken = drop.defaultPrevented;
                    }""");
            assertThat(visit.page.evaluate("() => window.taken")).isEqualTo(true);
            assertThat(visit.page.locator(".thumbs img")).hasCount(1);
            visit.page.evaluate("() => document.activeElement.blur()");
            visit.page.keyboard().type("hello");
            assertThat(visit.composer()).hasValue("hello");
            visit.page.evaluate("() => { history.pushState(null, '', 'chat?session=agent:main:web-other'); dispatchEvent(new PopStateEvent('popstate')); }");
            assertThat(visit.page.locator(".thumbs img")).hasCount(0);
            assertThat(visit.composer()).hasValue("");
            visit.page.goBack();
            assertThat(visit.page.locator(".thumbs img")).hasCount(1);
            assertThat(visit.composer()).hasValue("hello");
        }
    }

    @Test
    void aTurnThatFailedIsAskedAgain() {
        try (Visit visit = signedIn("chat?session=agent:main:web-failed", Look.EN)) {
            gateway.answers().answer("chat.history", params -> {
                ObjectNode history = Json.object().put("sessionKey", params.get("sessionKey").stringValue());
                ObjectNode failed = message("assistant", "").put("stopReason", "error").put("errorMessage", "429 too many requests");
                history.putArray("messages").add(message("user", "what is it?")).add(failed);
                return history;
            });
            visit.page.reload();
            visit.button("Ask again").click();
            assertThat(visit.page.locator(".turn.user")).hasCount(2);
            assertThat(gateway.answers().asked("chat.send").getFirst().get("message").stringValue()).isEqualTo("what is it?");
            assertThat(visit.page.locator(".turn-foot time").first()).containsText("2023");
        }
    }

    @Test
    void aLongOutputIsCutAndTakenAlongWhole() throws IOException {
        String output = "0123456789".repeat(200_000);
        gateway.answers().answer("chat.history", params -> {
            ObjectNode call = message("assistant", "");
            ((ArrayNode) call.get("content")).addObject().put("type", "toolCall").put("id", "c1").put("name", "exec").putObject("arguments").put("command", "cat big");
            ObjectNode result = message("toolResult", output).put("toolCallId", "c1").put("toolName", "exec");
            ObjectNode history = Json.object().put("sessionKey", params.get("sessionKey").stringValue());
            history.putArray("messages").add(message("user", "read")).add(call).add(result);
            return history;
        });
        try (Visit visit = signedIn("chat?session=agent:main:web-big", Look.EN)) {
            visit.page.locator(".tool summary").click();
            assertThat(visit.page.locator(".tool-foot")).containsText("The first 20 KB of 1.9 MB");
            assertThat(visit.page.locator(".tool-output").textContent()).hasSize(20_001);
            Download whole = visit.page.waitForDownload(() -> visit.button("Download it all").click());
            assertThat(Files.readString(whole.path())).isEqualTo(output);
        }
    }

    @Test
    void aDeletedSessionLeavesNothingBehindInTheChat() {
        try (Visit visit = signedIn("chat?session=agent:main:web-a2", Look.ZH)) {
            assertThat(visit.page.locator(".welcome, .turn").first()).isVisible();
            visit.link("会话").click();
            visit.page.locator(".session-row", new Page.LocatorOptions().setHasText("agent:main:web-a2")).locator("summary").click();
            visit.page.locator("details[open] .menu button", new Page.LocatorOptions().setHasText("删除")).click();
            visit.page.locator("dialog .button.danger").click();
            assertThat(visit.page.locator(".toast")).containsText("已删除");
            visit.link("对话").click();
            visit.page.waitForSelector(".turn");
            assertThat(gateway.answers().asked("chat.history").getLast().get("sessionKey").stringValue()).isEqualTo("agent:main:main");
        }
    }

    @Test
    void whoScrolledUpInTheLogReadsInPeace() {
        AtomicInteger line = new AtomicInteger();
        IntFunction<ObjectNode> more = n -> {
            ObjectNode tail = Json.object().put("file", "gateway.log").put("cursor", line.get() + n);
            ArrayNode lines = tail.putArray("lines");
            IntStream.range(0, n).forEach(_ -> lines.add("{\"level\":\"info\",\"message\":\"line " + line.incrementAndGet() + "\"}"));
            return tail;
        };
        gateway.answers().answer("logs.tail", params -> more.apply(params.has("cursor") ? 150 : 1000));
        try (Visit visit = signedIn("logs", Look.EN)) {
            Locator log = visit.page.locator(".log");
            assertThat(log).containsText("line 1000");
            scrollTo(visit, ".log", 3000);
            Object before = log.evaluate("box => box.scrollTop + ' ' + box.children[150].textContent");
            visit.page.waitForTimeout(3500);
            assertThat(log).containsText("line 1150");
            assertThat(log.evaluate("box => box.scrollTop + ' ' + box.children[150].textContent")).isEqualTo(before);
            visit.button("To the end").click();
            visit.page.waitForTimeout(200);
            assertThat(log.evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight < 5")).isEqualTo(true);
            assertThat(visit.button("To the end")).hasCount(0);
        }
    }

    private void requested(String id) {
        gateway.send("{\"type\":\"event\",\"event\":\"request\",\"payload\":{\"id\":\"" + id
                + "\",\"at\":1,\"phase\":\"done\",\"door\":\"chat.completions\",\"asked\":\"" + id + "\",\"status\":200}}");
    }

    @Test
    void aRequestDoesNotSlipAwayFromUnderThePointer() {
        try (Visit visit = signedIn("requests", Look.EN)) {
            Locator first = visit.page.locator(".table tbody tr").first();
            assertThat(first).isVisible();
            visit.page.waitForTimeout(200);
            requested("one-more");
            assertThat(first).containsText("one-more");
            first.hover();
            IntStream.range(0, 40).forEach(i -> requested("late-" + i));
            visit.page.waitForTimeout(500);
            assertThat(first).containsText("one-more");
            visit.page.mouse().move(5, 5);
            assertThat(first).containsText("late-39");
        }
    }

    @Test
    void changesOfTwoSidesAreJoinedOrThePersonChooses() {
        var file = new Object() {
            String raw = "// top\n{\n  one: 1,\n  two: 2,\n}\n";
            int hash = 1;
        };
        gateway.answers().answer("config.get", params -> Json.object().put("raw", file.raw).put("hash", "h" + file.hash).put("path", "openclaw.json").put("valid", true));
        gateway.answers().answer("config.set", params -> {
            if (!params.get("baseHash").stringValue().equals("h" + file.hash)) {
                throw new IllegalStateException("config changed since last load; re-run config.get and retry");
            }
            file.raw = params.get("raw").stringValue();
            file.hash++;
            return Json.object().put("ok", true);
        });
        try (Visit visit = signedIn("config", Look.EN)) {
            Locator area = visit.page.locator(".editor textarea");
            area.fill(area.inputValue().replace("two: 2", "two: 22"));
            file.raw = file.raw.replace("// top", "// theirs");
            file.hash++;
            area.press("Control+s");
            assertThat(visit.page.locator(".notice")).containsText("Both changes stand here now");
            assertThat(area).hasValue("// theirs\n{\n  one: 1,\n  two: 22,\n}\n");
            area.press("Control+s");
            assertThat(visit.page.locator(".toast")).containsText("Saved");
            assertThat(file.raw).isEqualTo("// theirs\n{\n  one: 1,\n  two: 22,\n}\n");
            area.fill(area.inputValue().replace("one: 1", "one: 11"));
            file.raw = file.raw.replace("one: 1", "one: 100");
            file.hash++;
            area.press("Control+s");
            assertThat(visit.page.locator(".problem")).containsText("in the same place");
            visit.button("Keep my text").click();
            area.press("Control+s");
            assertThat(visit.page.locator(".problem")).hasCount(0);
            assertThat(visit.page.locator(".tag.warn")).hasCount(0);
            assertThat(file.raw).isEqualTo("// theirs\n{\n  one: 11,\n  two: 22,\n}\n");
        }
    }

    @Test
    void aDialogStaysWhenASelectionEndsOutsideOfIt() {
        try (Visit visit = signedIn("models?add=1", Look.EN)) {
            Locator input = visit.page.locator("dialog input[type=password]");
            input.fill("sk-half-typed");
            BoundingBox box = input.boundingBox();
            visit.page.mouse().move(box.x + 40, box.y + 10);
            visit.page.mouse().down();
            visit.page.mouse().move(5, box.y + 10);
            visit.page.mouse().up();
            assertThat(input).hasValue("sk-half-typed");
            visit.page.mouse().click(5, 5);
            assertThat(visit.page.locator("dialog")).hasCount(0);
        }
    }

    @Test
    void whereNothingWasUsedItIsSaidAndNoEmptyPlotIsDrawn() {
        gateway.answers().answer("usage.report", params -> {
            ObjectNode report = Json.object().put("by", "day");
            report.putArray("rows").addObject().put("day", "2026-01-01").put("calls", 0);
            return report;
        });
        try (Visit visit = signedIn("usage", Look.ZH)) {
            assertThat(visit.page.locator(".empty")).hasText("这段时间没有用量。");
            assertThat(visit.page.locator(".plot")).hasCount(0);
        }
    }

    @Test
    void onAWideScreenATableIsATable() {
        try (Visit visit = signedIn("requests", Look.EN)) {
            visit.page.waitForSelector(".table tbody tr");
            assertThat(visit.page.evaluate("""
                    () => [...document.querySelectorAll('.table tbody tr')].every(row => [...row.cells].every((cell, i) =>
                      Math.abs(cell.getBoundingClientRect().right - document.querySelectorAll('.table thead th')[i].getBoundingClientRect().right) < 2))"""))
                    .as("every value under its name")
                    .isEqualTo(true);
        }
    }

    @Test
    void onAPhoneTablesAreCardsAndTheirMenusOpen() {
        gateway.answers().answer("models.list", params -> {
            ObjectNode list = Json.object().put("default", "moonshot/kimi-k2.6");
            ArrayNode models = list.putArray("models");
            for (Map.Entry<String, String> one : Map.of("kimi-k2.6", "current", "kimi-k2-thinking", "retired").entrySet()) {
                ObjectNode model = models.addObject().put("provider", "moonshot").put("id", one.getKey()).put("key", "ready").put("lifecycle", one.getValue());
                if (one.getValue().equals("retired")) {
                    model.put("successor", "moonshot/kimi-k2.6");
                }
            }
            return list;
        });
        try (Visit visit = signedIn("models", Look.PHONE)) {
            Locator retired = visit.page.locator(".table tr", new Page.LocatorOptions().setHasText("已下线"));
            assertThat(retired).containsText("→ moonshot/kimi-k2.6");
            assertThat(visit.page.evaluate("() => { const card = document.querySelector('.table').parentElement; return card.scrollWidth <= card.clientWidth; }")).isEqualTo(true);
            Locator last = visit.page.locator(".table tbody tr").last();
            last.locator("summary").click();
            last.locator(".menu button").last().click();
            assertThat(visit.page.locator("dialog")).isVisible();
        }
    }
}
