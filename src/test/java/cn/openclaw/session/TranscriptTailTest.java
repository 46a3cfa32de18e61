package cn.openclaw.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Of a big transcript only the end is read; nobody may notice but by the clock. */
class TranscriptTailTest {
    @TempDir
    Path folder;

    @Test
    void theEndAloneTellsTheModelTheSameAsTheWholeFile() throws IOException {
        int partly = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] bytes = file(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0) {
                bytes = java.util.Arrays.copyOf(bytes, bytes.length - 1 - random.nextInt(Math.min(80, bytes.length - 60)));
            }
            Path file = folder.resolve("t" + seed + ".jsonl");
            Files.write(file, bytes);
            TranscriptFile whole = TranscriptFile.parse(bytes);
            TranscriptFile tail = TranscriptFile.read(file, 64 + random.nextInt(200));

            assertThat(told(tail)).as("seed " + seed).isEqualTo(told(whole));
            assertThat(tail.end()).as("seed " + seed).isEqualTo(whole.end());
            assertThat(tail.newline()).isEqualTo(whole.newline());
            assertThat(tail.header()).isEqualTo(whole.header());
            List<TranscriptEntry> all = new ArrayList<>(TranscriptFile.before(file, tail.from()));
            all.addAll(tail.entries());
            assertThat(all).as("seed " + seed).isEqualTo(whole.entries());
            partly += tail.from() > 0 ? 1 : 0;
        }
        assertThat(partly).isGreaterThan(100);
    }

    private static List<Message> told(TranscriptFile file) {
        return ToolPairs.mend(History.messages(History.branch(file.entries()), History::message));
    }

    private static String file(Random random) {
        StringBuilder out = new StringBuilder("{\"type\":\"session\",\"version\":3,\"id\":\"s1\"}\n");
        List<String> ids = new ArrayList<>();
        int length = 5 + random.nextInt(40);
        for (int at = 0; at < length; at++) {
            String id = "%08x".formatted(at + 1);
            boolean branches = random.nextInt(15) == 0 && !ids.isEmpty();
            String parent = ids.isEmpty() ? null : branches ? ids.get(random.nextInt(ids.size())) : ids.getLast();
            ObjectNode line = Json.object();
            switch (random.nextInt(12)) {
                case 0 -> {
                    line.put("type", "compaction").put("summary", "so far " + at);
                    String kept = ids.isEmpty() || random.nextInt(10) == 0 ? "nowhere" : ids.get(Math.max(0, ids.size() - 1 - random.nextInt(4)));
                    line.put("firstKeptEntryId", kept);
                }
                case 1 -> line.put("type", "custom").put("customType", "x");
                case 2 -> line.put("type", "model_change").put("provider", "moonshot").put("modelId", "kimi-" + at);
                default -> line.put("type", "message").putObject("message").put("role", "user").put("content", "words " + at + "好".repeat(random.nextInt(60)));
            }
            line.put("id", id).put("parentId", random.nextInt(60) == 0 ? "lost" : parent);
            if (random.nextInt(300) == 0) {
                line.remove("parentId");
            }
            out.append(random.nextInt(40) == 0 ? "{\"broken\n" : "").append(Json.write(line)).append('\n');
            ids.add(id);
        }
        return out.toString();
    }

    @Test
    void aBigOneGoesOnAndIsStillWhole() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        BigTranscripts.write(file, 4_000_000, 500_000, 3);
        int lines = Files.readAllLines(file).size();
        Transcript transcript = Transcripts.open(file);

        assertThat(transcript.messages().size()).isLessThan(700);
        Transcripts.begin(transcript);
        TranscriptEntry added = transcript.add(Message.User.of("go on"), MessageCost.UNKNOWN);

        assertThat(transcript.messages().getLast()).isEqualTo(Message.User.of("go on"));
        assertThat(added.id()).hasSize(12);
        assertThat(transcript.model()).contains(Transcripts.KIMI);
        // Header aside: what was there, and model, thinking level, snapshot, message.
        assertThat(transcript.entries()).hasSize(lines - 1 + 4);
        assertThat(Transcripts.open(file).entries()).isEqualTo(transcript.entries());
    }

    @Test
    void aChoiceFarBackIsStillFound() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = Transcripts.open(file);
        Transcripts.begin(transcript);
        transcript.add(Message.User.of("first"), MessageCost.UNKNOWN);
        String last = transcript.entries().getLast().id();
        Path big = folder.resolve("big.jsonl");
        BigTranscripts.write(big, 3_000_000, 400_000, 5);
        List<String> more = Files.readAllLines(big);
        StringBuilder out = new StringBuilder(Files.readString(file));
        for (String line : more.subList(1, more.size())) {
            out.append(line.replace("\"parentId\":null", "\"parentId\":\"" + last + "\"")).append('\n');
        }
        Files.writeString(file, out);

        assertThat(Transcripts.open(file).model()).contains(Transcripts.KIMI);
        assertThat(Transcripts.open(file).thinkingLevel()).contains("low");
    }

    /** {@code INFO: open 100 MB …} tells how long, beside the way of reading all of it. */
    @Test
    @Tag("slow")
    void aHundredMegabytesOpenAtOnce() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        BigTranscripts.write(file, 100_000_000, 1_000_000, 7);
        long begun = System.nanoTime();
        List<Message> all = told(TranscriptFile.parse(Files.readAllBytes(file)));
        long before = (System.nanoTime() - begun) / 1_000_000;
        long best = Long.MAX_VALUE;
        for (int at = 0; at < 5; at++) {
            begun = System.nanoTime();
            List<Message> messages = Transcripts.open(file).messages();
            best = Math.min(best, (System.nanoTime() - begun) / 1_000_000);
            assertThat(messages).isEqualTo(all);
        }
        System.getLogger("bench").log(System.Logger.Level.INFO, "open 100 MB: {0} ms; all of it: {1} ms", best, before);
        assertThat(best).isLessThan(500);
    }
}
