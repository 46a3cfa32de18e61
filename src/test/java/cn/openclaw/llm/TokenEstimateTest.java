package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The budget of a conversation is kept with this; a fifth too low overflows the window, a fifth too high throws words away. */
class TokenEstimateTest {
    private static final String[] PIECES = {"the ", "gateway", "camelCaseWord", "HTTP", "中文", "，", "3.14159", " 42", "\n", "    ", "{\"a\":[1,2]}", "😀", "かな", "한국", "слово", "é", "--flag", "\t"};

    @Test
    void staysWithinTenPercentOfThePlatformsOwnCounts() throws IOException {
        Path file = Path.of(System.getProperty("shared.dir"), "data/kimi-token-counts.json");
        assumeTrue(Files.exists(file), () -> "no counts at " + file + ": not run");
        Map<String, int[]> groups = new TreeMap<>();
        for (JsonNode sample : Json.parse(Files.readString(file))) {
            int[] sums = groups.computeIfAbsent(sample.path("group").stringValue(), _ -> new int[2]);
            sums[0] += TokenEstimate.of(sample.path("text").stringValue());
            sums[1] += sample.path("tokens").intValue();
        }
        assertThat(groups).hasSize(5).allSatisfy((group, sums) -> {
            System.out.printf("%-14s estimated %4d, counted %4d, %+.1f %%%n", group, sums[0], sums[1], 100.0 * sums[0] / sums[1] - 100);
            assertThat((double) sums[0] / sums[1]).as(group).isCloseTo(1, within(0.1));
        });
    }

    /** The longest text of each group alone, which no fit was made on. */
    @Test
    void staysWithinTenPercentOnWholePages() throws IOException {
        Path file = Path.of(System.getProperty("shared.dir"), "data/kimi-token-counts.json");
        assumeTrue(Files.exists(file), () -> "no counts at " + file + ": not run");
        Map<String, JsonNode> pages = new TreeMap<>();
        Json.parse(Files.readString(file)).forEach(sample -> pages.merge(
                sample.path("group").stringValue(), sample, (a, b) -> a.path("tokens").intValue() > b.path("tokens").intValue() ? a : b));
        assertThat(pages).allSatisfy((group, page) -> {
            int estimate = TokenEstimate.of(page.path("text").stringValue());
            assertThat((double) estimate / page.path("tokens").intValue()).as(group).isCloseTo(1, within(0.1));
        });
    }

    @Test
    void countsNothingForNothingAndSomethingForAnything() {
        assertThat(TokenEstimate.of("")).isZero();
        for (String text : List.of(" ", "\n", "a", "。", "\u0000", "\ud83d", "\u200b")) {
            assertThat(TokenEstimate.of(text)).as("U+%04X", (int) text.charAt(0)).isPositive();
        }
    }

    /** More text is never fewer tokens, but for the one that a boundary may save; and the whole is about the sum of its parts. */
    @Test
    void growsWithTheText() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int before = 0;
            int parts = 0;
            for (int i = 0; i < 60; i++) {
                String piece = PIECES[random.nextInt(PIECES.length)];
                text.append(piece);
                parts += TokenEstimate.of(piece);
                int now = TokenEstimate.of(text.toString());
                assertThat(now).as(text.toString()).isBetween(before - 1, before + TokenEstimate.of(piece) + 3);
                before = now;
            }
            assertThat(before).isBetween(parts / 2, parts * 3 / 2);
        }
    }

    @Test
    void weighsScriptsAsTheTokenizerDoes() {
        assertThat(TokenEstimate.of("汉".repeat(100))).isBetween(45, 60);
        assertThat(TokenEstimate.of("word ".repeat(100))).isBetween(95, 110);
        assertThat(TokenEstimate.of("123456789".repeat(10))).isEqualTo(30);
        assertThat(TokenEstimate.of("getUserName")).isEqualTo(TokenEstimate.of("get user name"));
    }

    @Test
    void countsImagesCallsAndTools() {
        Message words = Message.User.of("hello");
        Message picture = new Message.User(List.of(new Part.Text("hello"), new Part.Media("image/png", "A".repeat(100_000))));
        assertThat(TokenEstimate.of(picture) - TokenEstimate.of(words)).isEqualTo(TokenEstimate.IMAGE);

        var tool = new ChatRequest.ToolDefinition("read", "Reads a file", Json.object().put("type", "object"));
        var bare = new ChatRequest("be brief", List.of(words), List.of(), ChatRequest.Options.NONE);
        var armed = new ChatRequest("be brief", List.of(words), List.of(tool), ChatRequest.Options.NONE);
        assertThat(TokenEstimate.of(armed)).isBetween(TokenEstimate.of(bare) + 10, TokenEstimate.of(bare) + 25);
    }

    @Test
    void isQuickOnLongTexts() {
        String book = "The gateway keeps one writer。网关只有一个写者 42 {\"a\":1}\n".repeat(20_000);
        long start = System.nanoTime();
        TokenEstimate.of(book);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
