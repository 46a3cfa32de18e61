package cn.openclaw.tui.chat;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.testing.Golden;
import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRoomTest {
    private static final Ask ASK = new Ask(
            "exec", "not on the list of allowed commands", "git push\u202e --force 'a b'", List.of("git", "push\u202e", "--force", "a b"), "~/work", "git push");

    @TempDir
    Path folder;

    private RoomDriver chat() {
        return new RoomDriver(folder, 80, 24, Language.EN);
    }

    /** One turn with everything in it, at three widths: what is in the scrollback and on the screen. */
    @ParameterizedTest
    @CsvSource({"40,20", "80,24", "120,40"})
    void showsAWholeTurn(int width, int rows) throws InterruptedException {
        RoomDriver chat = new RoomDriver(folder, width, rows, Language.ZH);
        chat.say("看看 src 里有什么，\\\r再说说。");
        StringBuilder film = new StringBuilder();
        chat.hear(new PartnerEvent.Began("moonshot/kimi-k3")).pass(Duration.ofMillis(700));
        film.append("--- waiting\n").append(chat.terminal.screen());
        chat.hear(new PartnerEvent.Thought("先列出目录，\n再读最大的文件。")).pass(Duration.ofSeconds(3));
        film.append("--- thinking\n").append(chat.terminal.screen());
        chat.hear(new PartnerEvent.Words("我先**看一眼**目录：\n\n- 第一步\n- 第"));
        film.append("--- words\n").append(chat.terminal.screen());
        chat.hear(new PartnerEvent.Words("二步\n")).hear(new PartnerEvent.Answered());
        chat.hear(new PartnerEvent.ToolStarted("a", "ls", "{\"path\":\"src/main/java\",\"limit\":200}"));
        chat.hear(new PartnerEvent.ToolStarted("b", "edit", "{\"path\":\"App.java\",\"oldText\":\"1\\n2\",\"newText\":\"3\"}"));
        chat.pass(Duration.ofMillis(1500)).hear(new PartnerEvent.ToolProgress("a", "读到 12 项\n读到 34 项\n"));
        film.append("--- tools\n").append(chat.terminal.screen());
        chat.hear(new PartnerEvent.ToolEnded("b", false, "edited", Optional.of("--- a/App.java\n+++ b/App.java\n@@ -1,2 +1 @@\n-旧的一行\n-2\n+新的一行，特别长特别长特别长特别长特别长特别长特别长特别长特别长特别长\n")));
        chat.hear(new PartnerEvent.ToolEnded("a", false, "A.java\nB.java\nC.java\nD.java\nE.java\nF.java\nG.java\n", Optional.empty()));
        chat.hear(new PartnerEvent.Words("好了：\n\n| 文件 | 行数 |\n|---|--:|\n| A.java | 120 |\n| 说明.md | 7 |\n"));
        chat.partner.context = 12_345;
        chat.partner.end(FakePartner.ANSWERED);
        chat.until("12.3k/256k");
        film.append("--- all\n").append(chat.terminal.all());
        Golden.check("tui/turn-" + width + ".txt", film.toString());
    }

    @Test
    @DisplayName("W19 thinking levels, commands and words that stop are understood in Chinese as well")
    void understandsChinese() throws InterruptedException {
        RoomDriver chat = chat();
        chat.type("/思考 高\r").until("Thinking: 高");
        chat.type("／模型 vendor/model-3\r").until("Model: vendor/model-3");
        chat.type("、用量\r").until("1200 in");
        chat.say("写一首长诗").type("停下\r").until(() -> !chat.room.isBusy());
        assertThat(chat.partner.said).containsExactly("写一首长诗");
        assertThat(chat.terminal.all()).contains("Stopped; what was heard is kept.");
    }

    @Test
    @DisplayName("W27 an answer that stopped at its length limit says so")
    void saysThatAnAnswerWasCut() throws InterruptedException {
        RoomDriver chat = chat();
        chat.say("hello").hear(new PartnerEvent.Words("half of it"));
        chat.partner.end(new Ending(Ending.Outcome.ANSWERED, ExitCode.OK, "", true, true, "m", Duration.ofSeconds(1)));
        chat.until("stopped at its length limit");
    }

    @Test
    @DisplayName("W06 a failure is shown as one, not as an answer")
    void showsAFailure() throws InterruptedException {
        RoomDriver chat = chat();
        chat.say("hello");
        chat.partner.end(new Ending(Ending.Outcome.FAILED, ExitCode.AUTH, "The key was refused.\nRun x.", false, false, "m", Duration.ofSeconds(1)));
        chat.until("✗ The key was refused.");
        assertThat(chat.terminal.all()).doesNotContain("(no reply)");
    }

    @Test
    @DisplayName("W22 a message of several lines reaches the model with its lines and indentation")
    void keepsTheLinesOfAMessage() throws InterruptedException {
        RoomDriver chat = chat();
        chat.type("\u001b[200~def f():\n    return 1 /think low\n\u001b[201~").say("what?");
        assertThat(chat.partner.said).containsExactly("def f():\n    return 1 /think low\nwhat?");
        chat.partner.end(FakePartner.ANSWERED);
        chat.until(() -> !chat.room.isBusy());
        chat.type("one\u001b\rtwo\\\r").say("three");
        assertThat(chat.partner.said.getLast()).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void consentIsNeverGivenByAccident() throws Exception {
        RoomDriver chat = chat();
        chat.say("push it");
        AtomicReference<Partner.Answer> answer = new AtomicReference<>();
        Thread asker = Thread.ofVirtual().start(() -> answer.set(ask(chat.partner)));
        chat.until("Allow this?");
        String screen = chat.terminal.all();
        assertThat(screen).contains("git 'push\\u202e' --force 'a b'", "~/work", "not on the list", "Always: git push", "❯ 3 No");
        chat.type("y\r1");
        assertThat(answer.get()).as("keys that were on their way").isNull();
        chat.pass(Duration.ofSeconds(1)).type("\r");
        asker.join();
        assertThat(answer.get()).isEqualTo(Partner.Answer.DENY);
        Thread again = Thread.ofVirtual().start(() -> answer.set(ask(chat.partner)));
        chat.until("Allow this?").pass(Duration.ofSeconds(1)).type("2");
        again.join();
        assertThat(answer.get()).isEqualTo(Partner.Answer.ALWAYS);
        chat.until("allowed from now on");
    }

    private static Partner.Answer ask(FakePartner partner) {
        try {
            return partner.ask(ASK);
        } catch (InterruptedException e) {
            return Partner.Answer.NOBODY;
        }
    }

    @Test
    void severalQuestionsComeOneAfterTheOther() throws Exception {
        RoomDriver chat = chat();
        chat.say("push it");
        List<Partner.Answer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread one = Thread.ofVirtual().start(() -> answers.add(ask(chat.partner)));
        Thread two = Thread.ofVirtual().start(() -> answers.add(ask(chat.partner)));
        chat.until("Allow this?").pass(Duration.ofSeconds(1)).type("1");
        chat.until(() -> answers.size() == 1).pass(Duration.ofSeconds(1));
        chat.until("Allow this?").pass(Duration.ofSeconds(1)).type("1");
        one.join();
        two.join();
        assertThat(answers).containsExactly(Partner.Answer.ONCE, Partner.Answer.ONCE);
    }

    @Test
    void wordsSaidMeanwhileSteerOrWait() throws InterruptedException {
        RoomDriver chat = chat();
        chat.say("first").type("and tests please\r");
        assertThat(chat.partner.steered).containsExactly("and tests please");
        assertThat(chat.terminal.screen()).contains("↳ waiting: and tests please");
        chat.hear(new PartnerEvent.Steered("and tests please"));
        assertThat(chat.terminal.screen()).contains("❯ and tests please").doesNotContain("↳");
        chat.partner.takesSteering = false;
        chat.type("then this\r");
        chat.partner.end(FakePartner.ANSWERED);
        chat.until(() -> chat.partner.said.size() == 2);
        assertThat(chat.partner.said).containsExactly("first", "then this");
    }

    @Test
    void stoppingGivesBackWhatWasWaiting() throws InterruptedException {
        RoomDriver chat = chat();
        chat.partner.takesSteering = false;
        chat.say("first").type("second\r").type("\u001b");
        chat.until(() -> !chat.room.isBusy());
        assertThat(chat.partner.said).containsExactly("first");
        assertThat(chat.terminal.screen()).contains("❯ second");
    }

    @Test
    void controlCStopsAndASecondOneLeaves() throws InterruptedException {
        RoomDriver chat = chat();
        chat.say("first").type("\u0003");
        chat.until(() -> !chat.room.isBusy());
        assertThat(chat.room.hasLeft()).isFalse();
        assertThat(chat.draw().terminal.screen()).doesNotContain("stopping …");
        chat.pass(Duration.ofSeconds(5)).type("draft\u0003");
        assertThat(chat.terminal.screen()).doesNotContain("draft");
        chat.pass(Duration.ofSeconds(5)).type("\u0003");
        assertThat(chat.terminal.screen()).contains("once more leaves");
        chat.type("\u0003");
        assertThat(chat.room.hasLeft()).isTrue();
    }

    @Test
    void aWordNearACommandIsAskedAboutAndOthersAreTheModels() throws InterruptedException {
        RoomDriver chat = chat();
        chat.type("/modle vendor/model-9\r");
        assertThat(chat.terminal.screen()).contains("There is no /modle. Did you mean /model?");
        chat.pass(Duration.ofSeconds(1)).type("1").until("Model: vendor/model-9");
        chat.say("/etc/hosts 里有什么");
        chat.partner.end(FakePartner.ANSWERED);
        chat.until(() -> !chat.room.isBusy());
        chat.say("/foobarbaz x");
        assertThat(chat.partner.said).containsExactly("/etc/hosts 里有什么", "/foobarbaz x");
    }

    @Test
    void commandsAreCompletedWithTheirDescriptions() {
        RoomDriver chat = chat();
        chat.type("/");
        assertThat(chat.terminal.screen()).contains("❯ /help", "commands and keys", "/status");
        chat.type("ex\t");
        assertThat(chat.terminal.screen()).contains("❯ /export");
        RoomDriver chinese = new RoomDriver(folder, 80, 24, Language.ZH);
        chinese.type("/压");
        assertThat(chinese.terminal.screen()).contains("/压缩", "压缩上下文");
    }

    @Test
    void aListOfFiveHundredIsFiltered() throws InterruptedException {
        RoomDriver chat = chat();
        chat.press(Key.Named.MODELS).until("Choose a model");
        assertThat(chat.terminal.screen()).contains("8/500", "❯ vendor/model-7");
        chat.type("model 49");
        assertThat(chat.terminal.screen()).contains("1/15");
        chat.type("9\r").until("Model: vendor/model-499");
    }

    @Test
    void theHistoryIsKeptPrivatelyAndWithoutSecrets() throws IOException, InterruptedException {
        RoomDriver chat = chat();
        chat.say("my key is sk-canary-0123456789abcdef");
        chat.partner.end(FakePartner.ANSWERED);
        chat.until(() -> !chat.room.isBusy());
        chat.say("second\\\rline");
        Path file = folder.resolve("state/chat-history");
        assertThat(Files.readString(file)).doesNotContain("canary").contains("second\\nline");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        RoomDriver later = chat();
        later.press(Key.Named.UP);
        assertThat(later.terminal.screen()).contains("❯ second", "  line");
        later.press(Key.Named.UP).press(Key.Named.UP);
        assertThat(later.terminal.screen()).contains("my key is ***");
    }

    @Test
    void aCommandOfThePersonsRunsAfterAQuestion() throws InterruptedException {
        RoomDriver chat = chat();
        chat.type("!echo 你好; exit 3\r");
        assertThat(chat.terminal.screen()).contains("echo 你好; exit 3").contains("❯ 2 Do not");
        chat.pass(Duration.ofSeconds(1)).type("y").until("exit code 3");
        chat.until(() -> !chat.room.isBusy());
        assertThat(chat.terminal.all()).contains("│ 你好");
        chat.type("!echo no > made\r").pass(Duration.ofSeconds(1)).type("\r");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void theConversationCanBeSaved() throws InterruptedException, IOException {
        RoomDriver chat = chat();
        chat.partner.past = List.of(new Partner.Past(true, "问"), new Partner.Past(false, "**答**"));
        chat.type("/export out.md\r").until("Saved to");
        assertThat(Files.readString(folder.resolve("out.md"))).contains("## Me\n\n问", "**答**");
        chat.type("/export out.md\r").until("was not overwritten");
    }

    @Test
    @DisplayName("nothing that a model or tool says can steer the terminal")
    void nothingSteersTheTerminal() throws InterruptedException {
        RoomDriver chat = chat();
        String evil = "a\u001b]0;title\u0007b\u001b[2Jc\u009b31md\u0000e\u202ef\rg\bh";
        chat.say("hello");
        chat.hear(new PartnerEvent.Thought(evil)).hear(new PartnerEvent.Words(evil + "\n```x" + evil + "\n" + evil + "\n```\n"));
        chat.hear(new PartnerEvent.ToolStarted("1", evil, "{\"path\":\"\\u001b[2Jx\"}")).hear(new PartnerEvent.ToolProgress("1", evil));
        chat.hear(new PartnerEvent.ToolEnded("1", true, evil, Optional.of(evil))).hear(new PartnerEvent.Notice(evil));
        chat.partner.end(new Ending(Ending.Outcome.FAILED, ExitCode.FAILED, evil, true, false, evil, Duration.ofSeconds(1)));
        chat.until(() -> !chat.room.isBusy());
        assertThat(chat.terminal.all()).contains("abcdef");
    }

    @Test
    void aResizeWhileItStreamsLeavesOneScreen() throws InterruptedException {
        RoomDriver chat = new RoomDriver(folder, 80, 24, Language.ZH);
        chat.say("你好").hear(new PartnerEvent.Words("一段还没有写完的话，长到在窄的窗口里要折行，折行，折行，再折行。"));
        for (int[] size : new int[][] {{40, 20}, {120, 40}, {60, 12}, {80, 24}}) {
            chat.terminal.resize(size[0], size[1]);
            chat.draw();
            assertThat(count(chat.terminal.all(), "一段还没有写完的话")).as(size[0] + "\n" + chat.terminal.all()).isEqualTo(1);
            assertThat(count(chat.terminal.screen(), "kimi-k3 · ▱")).isEqualTo(1);
        }
    }

    @Test
    void withoutColoursAndOrnamentsThereAreNone() throws InterruptedException {
        RoomDriver chat = new RoomDriver(folder, 60, 20, Language.EN, new Paint(false, true, false));
        chat.say("hello").hear(new PartnerEvent.Words("- a\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"));
        chat.partner.end(FakePartner.ANSWERED);
        chat.until(() -> !chat.room.isBusy());
        assertThat(chat.terminal.all()).contains("> hello", "* a", "| 1 | 2 |", "+---+").doesNotContain("│", "❯", "─");
    }

    private static int count(String text, String words) {
        return text.split(java.util.regex.Pattern.quote(words), -1).length - 1;
    }
}
