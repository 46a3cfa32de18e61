package cn.openclaw.session;

import static cn.openclaw.session.Transcripts.answer;
import static cn.openclaw.session.Transcripts.begin;
import static cn.openclaw.session.Transcripts.calls;
import static cn.openclaw.session.Transcripts.open;
import static cn.openclaw.session.Transcripts.result;
import static cn.openclaw.session.Transcripts.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TranscriptTest {
    @TempDir
    Path folder;

    @Test
    void aToolTurnHasTheShapeThatTheOriginalWrites() throws IOException {
        Transcript transcript = open(folder.resolve("s1.jsonl"));
        toolTurn(transcript);

        assertThat(shapes(Files.readAllLines(transcript.file()))).containsExactly(
                "session(type,version,id,timestamp,cwd)",
                "model_change(type,id,parentId,timestamp,provider,modelId)",
                "thinking_level_change(type,id,parentId,timestamp,thinkingLevel)",
                "custom(type,customType,data{timestamp,provider,modelApi,modelId},id,parentId,timestamp)",
                "message(type,id,parentId,timestamp,message{role,content[{type,text}],timestamp})",
                "message(type,id,parentId,timestamp,message{role,content[{type,thinking,thinkingSignature}{type,text}"
                        + "{type,id,name,arguments{path,limit}}],api,provider,model,usage{input,output,cacheRead,cacheWrite,"
                        + "totalTokens,cost{input,output,cacheRead,cacheWrite,total,currency}},stopReason,timestamp},notesCalls)",
                "message(type,id,parentId,timestamp,message{role,toolCallId,toolName,content[{type,text}],isError,timestamp})",
                "message(type,id,parentId,timestamp,message{role,content[{type,thinking,thinkingSignature}{type,text}],api,"
                        + "provider,model,usage{input,output,cacheRead,cacheWrite,totalTokens,cost{input,output,cacheRead,"
                        + "cacheWrite,total,currency}},stopReason,timestamp})");
    }

    /** The same turn beside the original's own file: every member it writes is there, in its order. */
    @Test
    void aToolTurnEqualsTheSampleOfTheOriginal() throws IOException {
        Path sample = sample("02-transcript-tool-turn.jsonl");
        Transcript transcript = open(folder.resolve("s1.jsonl"));
        toolTurn(transcript);

        List<String> theirs = shapes(Files.readAllLines(sample));
        List<String> ours = shapes(Files.readAllLines(transcript.file())).stream()
                .map(shape -> shape.replace(",currency", ""))
                .toList();
        assertThat(ours.subList(0, 5)).isEqualTo(theirs.subList(0, 5));
        assertThat(ours.get(6)).isEqualTo(theirs.get(6));
        assertThat(ours.get(7)).isEqualTo(theirs.get(9));
        JsonNode first = Json.parse(Files.readAllLines(transcript.file()).get(1));
        assertThat(first.get("parentId").isNull()).isTrue();
        assertThat(Json.text(first, "id")).matches("[0-9a-f]{8}");
        assertThat(Json.text(first, "timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void filesOfTheOriginalOpenAndGoOn() throws IOException {
        for (String name : List.of(
                "02-transcript-tool-turn.jsonl", "03-transcript-auto-compaction.jsonl", "04-transcript-retry-errors.jsonl")) {
            Path copy = folder.resolve(name);
            Files.copy(sample(name), copy);
            List<String> before = Files.readAllLines(copy);

            Transcript transcript = open(copy);
            assertThat(transcript.entries()).hasSize(before.size() - 1);
            assertThat(transcript.model()).contains(Transcripts.KIMI);
            transcript.add(Message.User.of("go on"), MessageCost.UNKNOWN);

            assertThat(Files.readAllLines(copy).subList(0, before.size())).isEqualTo(before);
            assertThat(open(copy).messages().getLast()).isEqualTo(Message.User.of("go on"));
        }
    }

    @Test
    void aCompactionOfTheOriginalCountsAsItsSummaryAndWhatItKept() throws IOException {
        List<Message> messages = open(sampleCopy("03-transcript-auto-compaction.jsonl")).messages();

        assertThat(messages).hasSize(4);
        assertThat(messages.get(0)).isInstanceOf(Message.User.class);
        assertThat(((Message.Assistant) messages.get(1)).text()).isEqualTo("turn two done");
        assertThat(messages.get(2)).isEqualTo(Message.User.of("third"));
    }

    @Test
    void failedTriesOfTheOriginalAreNotToldToTheModel() throws IOException {
        assertThat(open(sampleCopy("04-transcript-retry-errors.jsonl")).messages()).containsExactly(Message.User.of("hi"));
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        Transcript transcript = open(folder.resolve("new/sessions/s1.jsonl"));
        transcript.add(Message.User.of("hi"), MessageCost.UNKNOWN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(transcript.file()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new/sessions"))))
                .isEqualTo("rwx------");
    }

    @Test
    void cutAnywhereItStillOpensAndLosesNoWholeLine() throws IOException {
        cutEvery(41);
    }

    @Test
    @Tag("slow")
    void cutAtEveryByteItStillOpensAndLosesNoWholeLine() throws IOException {
        cutEvery(1);
    }

    private void cutEvery(int step) throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        toolTurn(open(whole));
        byte[] bytes = Files.readAllBytes(whole);
        int lines = Files.readAllLines(whole).size();
        for (int cut = 0; cut <= bytes.length; cut += cut > bytes.length - 20 ? 1 : step) {
            continueFrom(Arrays.copyOf(bytes, cut), lines);
        }
    }

    private void continueFrom(byte[] bytes, int lines) throws IOException {
        Path file = folder.resolve("cut-" + bytes.length + ".jsonl");
        Files.write(file, bytes);
        long complete = new String(bytes, StandardCharsets.UTF_8).lines().filter(TranscriptTest::parses).count();

        Transcript transcript = open(file);
        begin(transcript);
        transcript.add(Message.User.of("after the cut"), MessageCost.UNKNOWN);
        transcript.add(says("still here"), MessageCost.UNKNOWN);

        List<String> after = Files.readAllLines(file);
        String kept = new String(bytes, StandardCharsets.UTF_8).lines().limit(complete).reduce("", (a, b) -> a + b + "\n");
        assertThat(Files.readString(file)).as("cut at " + bytes.length).startsWith(kept);
        assertThat(after).allMatch(TranscriptTest::parses);
        assertThat(after.size()).isLessThanOrEqualTo(lines + 7);
        List<Message> messages = open(file).messages();
        assertThat(messages.get(messages.size() - 2)).isEqualTo(Message.User.of("after the cut"));
        assertPaired(messages);
        boolean broken = complete < new String(bytes, StandardCharsets.UTF_8).lines().count();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.anyMatch(path -> path.getFileName().toString().startsWith(file.getFileName() + ".broken")))
                    .isEqualTo(broken);
        }
    }

    @Test
    void aBrokenLineInTheMiddleIsSkippedAndStays() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        toolTurn(open(file));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(4, "{\"type\":\"mess");
        Files.write(file, lines);

        Transcript transcript = open(file);

        assertThat(transcript.messages()).hasSize(3);
        transcript.add(Message.User.of("go on"), MessageCost.UNKNOWN);
        assertThat(Files.readAllLines(file)).contains("{\"type\":\"mess");
    }

    @Test
    void aFileWithoutItsFirstLineGetsOneAndTheOldOneIsKept() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        toolTurn(open(file));
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(1, lines.size()));

        open(file).add(Message.User.of("go on"), MessageCost.UNKNOWN);

        assertThat(Files.readAllLines(file)).hasSize(lines.size() + 1).first().asString().contains("\"type\":\"session\"");
        assertThat(folder.resolve("s1.jsonl.broken-0")).exists();
    }

    @Test
    void unknownEntriesAndNotesOfOthersStay() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        toolTurn(open(file));
        String last = open(file).entries().getLast().id();
        String label = "{\"type\":\"label\",\"id\":\"0000000a\",\"parentId\":\"" + last + "\",\"timestamp\":\"x\",\"new\":[1]}";
        Files.writeString(file, Files.readString(file) + label + "\n");

        Transcript transcript = open(file);
        transcript.add(Message.User.of("go on"), MessageCost.UNKNOWN);

        assertThat(Files.readAllLines(file)).contains(label);
        assertThat(transcript.entries().getLast().parent()).contains("0000000a");
        assertThat(transcript.messages()).hasSize(5);
    }

    @Test
    void anotherBranchIsNotTold() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = open(file);
        TranscriptEntry first = transcript.add(Message.User.of("one"), MessageCost.UNKNOWN);
        transcript.add(says("left"), MessageCost.UNKNOWN);
        ObjectNode right = open(file).entries().getLast().tree().deepCopy();
        right.put("id", "000000ff").put("parentId", first.id());
        Files.writeString(file, Files.readString(file) + Json.write(right).replace("left", "right") + "\n");

        assertThat(open(file).messages()).containsExactly(Message.User.of("one"), says("right"));
    }

    @Test
    void twoWritersLoseNothing() throws Exception {
        Path file = folder.resolve("s1.jsonl");
        Transcript one = open(file);
        one.add(Message.User.of("start"), MessageCost.UNKNOWN);
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String name = "w" + writer;
            Transcript own = Transcript.open(
                    file,
                    new Transcript.Header(new SessionId("s1"), folder, Optional.empty()),
                    new Transcript.World(Transcripts.CLOCK, new java.util.Random(writer), text -> text));
            threads.add(Thread.ofVirtual().start(() -> {
                for (int at = 0; at < 25; at++) {
                    own.add(Message.User.of(name + "-" + at), MessageCost.UNKNOWN);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(open(file).messages()).hasSize(101);
        assertThat(Files.readAllLines(file)).hasSize(102).allMatch(TranscriptTest::parses);
    }

    @Test
    void anInterruptedThreadStillSavesThePartialAnswer() {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = open(file);
        Thread.currentThread().interrupt();

        transcript.add(answer(StopReason.ABORTED, new Part.Text("half an ans")), MessageCost.UNKNOWN);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(open(file).messages()).hasSize(1);
    }

    @Test
    void secretsAreGoneBeforeAnythingIsKept() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = open(file, text -> text.replace("sk-canary", "***"));
        transcript.add(Message.User.of("my key is sk-canary"), MessageCost.UNKNOWN);
        transcript.add(
                answer(StopReason.TOOL_USE, new Part.ToolCall("a:0", "read", "{\"path\": \"sk-canary\"}")), MessageCost.UNKNOWN);
        transcript.add(result("a:0", "KEY=sk-canary"), MessageCost.UNKNOWN);

        assertThat(Files.readString(file)).doesNotContain("canary");
        assertThat(transcript.messages().toString()).doesNotContain("canary");
    }

    @Test
    void argumentsKeepTheirExactText() {
        Path file = folder.resolve("s1.jsonl");
        var odd = answer(StopReason.TOOL_USE, new Part.ToolCall("a:0", "read", "{\"path\": \"x\", \"n\": 1.0}"));
        Transcript transcript = open(file);
        transcript.add(odd, MessageCost.UNKNOWN);
        transcript.add(result("a:0", "r"), MessageCost.UNKNOWN);

        assertThat(open(file).messages()).containsExactly(odd, result("a:0", "r"));
    }

    @Test
    void aTurnThatWasKilledDuringItsToolsIsAnsweredInTheFile() {
        Path file = folder.resolve("s1.jsonl");
        Transcript killed = open(file);
        begin(killed);
        killed.add(Message.User.of("do it"), MessageCost.UNKNOWN);
        killed.add(calls("a:0", "b:1"), MessageCost.UNKNOWN);
        killed.add(result("a:0", "done"), MessageCost.UNKNOWN);

        Transcript next = open(file);
        begin(next);
        next.add(Message.User.of("and now?"), MessageCost.UNKNOWN);

        List<Message> messages = open(file).messages();
        assertThat(messages).hasSize(5);
        assertThat(messages.get(3)).isEqualTo(
                new Message.ToolResult("b:1", "read", List.of(new Part.Text(ToolPairs.NOT_RUN)), true));
    }

    @Test
    @DisplayName("P20 a call that was begun when the program was killed is told as begun, the one behind it as not run")
    void aBegunCallIsToldApartFromOneThatWasNotRun() {
        Path file = folder.resolve("s1.jsonl");
        Transcript killed = open(file);
        begin(killed);
        killed.add(Message.User.of("do it"), MessageCost.UNKNOWN);
        killed.add(calls("a:0", "b:1", "c:2"), MessageCost.UNKNOWN);
        killed.begun(new Part.ToolCall("a:0", "read", "{}"));
        killed.add(result("a:0", "done"), MessageCost.UNKNOWN);
        killed.begun(new Part.ToolCall("b:1", "read", "{}"));

        Transcript next = open(file);
        begin(next);
        next.add(Message.User.of("and now?"), MessageCost.UNKNOWN);

        List<Message> messages = open(file).messages();
        assertThat(messages).hasSize(6);
        assertThat(((Message.ToolResult) messages.get(3)).parts()).containsExactly(new Part.Text(ToolPairs.BEGUN));
        assertThat(((Message.ToolResult) messages.get(4)).parts()).containsExactly(new Part.Text(ToolPairs.NOT_RUN));
        assertPaired(messages);
    }

    @Test
    void anotherProgramsOpenCallsAreToldAsUnknown() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript killed = open(file);
        begin(killed);
        killed.add(Message.User.of("do it"), MessageCost.UNKNOWN);
        killed.add(calls("a:0"), MessageCost.UNKNOWN);
        Files.writeString(file, Files.readString(file).replace(",\"notesCalls\":true", ""));

        Transcript next = open(file);
        begin(next);
        next.add(Message.User.of("and now?"), MessageCost.UNKNOWN);

        assertThat(next.messages().toString()).contains(ToolPairs.NO_RESULT);
    }

    @Test
    void aCompactionIsWrittenAsTheOriginalDoesAndHonoured() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = open(file);
        begin(transcript);
        transcript.add(Message.User.of("old"), MessageCost.UNKNOWN);
        transcript.add(says("old answer"), MessageCost.UNKNOWN);
        String kept = transcript.add(Message.User.of("new"), MessageCost.UNKNOWN).id();
        transcript.add(says("new answer"), MessageCost.UNKNOWN);
        transcript.compact("what was", kept, 1234, Json.object());
        transcript.add(Message.User.of("newest"), MessageCost.UNKNOWN);

        Transcript again = open(file);
        assertThat(again.messages()).hasSize(4);
        assertThat(again.messages().getFirst().toString()).contains("what was");
        assertThat(again.said()).extracting(Transcript.Said::fresh).containsExactly(false, false, true);
        assertThat(again.compactions()).isEqualTo(1);
        assertThat(Files.readString(file)).contains("\"old answer\"").contains("\"firstKeptEntryId\":\"" + kept + "\"");
        assertThat(shapes(Files.readAllLines(file)))
                .contains("compaction(type,id,parentId,timestamp,summary,firstKeptEntryId,tokensBefore,details{},fromHook)");
    }

    @Test
    void theModelIsNotedAgainOnlyWhenItChanges() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = open(file);
        begin(transcript);
        transcript.add(Message.User.of("1"), MessageCost.UNKNOWN);
        begin(transcript);
        transcript.add(Message.User.of("2"), MessageCost.UNKNOWN);
        transcript.begin(new ModelRef("moonshot", "kimi-k3"), ModelApi.OPENAI_COMPLETIONS, "low");
        transcript.add(Message.User.of("3"), MessageCost.UNKNOWN);

        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("\"model_change\""))).hasSize(2);
        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("model-snapshot"))).hasSize(2);
        assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("thinking_level_change"))).hasSize(1);
    }

    private static void toolTurn(Transcript transcript) {
        begin(transcript);
        transcript.add(Message.User.of("check files 检查"), MessageCost.UNKNOWN);
        var cost = new MessageCost(0.00012, 0.000075, 0.00015, 0, Optional.of("CNY"), MessageCost.State.KNOWN);
        transcript.add(
                answer(
                        StopReason.TOOL_USE,
                        new Part.Thinking("I will look.", "reasoning_content"),
                        new Part.Text("Let me check."),
                        new Part.ToolCall("read:0", "read", "{\"path\":\"SOUL.md\",\"limit\":2}")),
                cost);
        transcript.add(result("read:0", "# SOUL.md\n灵魂"), MessageCost.UNKNOWN);
        transcript.add(
                answer(StopReason.STOP, new Part.Thinking("Done.", "reasoning_content"), new Part.Text("All good.")), cost);
    }

    /** Each line as its members' names, in their order. */
    private static List<String> shapes(List<String> lines) {
        return lines.stream().map(Json::parse).map(line -> Json.text(line, "type") + shape(line).replaceFirst("\\{(.*)}$", "($1)")).toList();
    }

    private static String shape(JsonNode node) {
        StringBuilder out = new StringBuilder();
        if (node instanceof ObjectNode object) {
            List<String> members = new ArrayList<>();
            object.properties().forEach(member -> members.add(member.getKey() + shape(member.getValue())));
            out.append('{').append(String.join(",", members)).append('}');
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(item -> out.append(shape(item)));
            out.append(']');
        }
        return out.toString();
    }

    static boolean parses(String line) {
        try {
            return Json.parse(line) instanceof ObjectNode;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What a platform demands: each call has exactly one result right behind it, and each result its call. */
    static void assertPaired(List<Message> messages) {
        List<String> open = new ArrayList<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolResult result) {
                assertThat(open.remove(result.callId())).as("a result without its call: " + result).isTrue();
                continue;
            }
            assertThat(open).isEmpty();
            if (message instanceof Message.Assistant answer) {
                answer.toolCalls().forEach(call -> open.add(call.id()));
                assertThat(answer.parts()).isNotEmpty();
            }
        }
        assertThat(open).isEmpty();
    }

    private Path sampleCopy(String name) throws IOException {
        Path copy = folder.resolve(name);
        Files.copy(sample(name), copy);
        return copy;
    }

    private static Path sample(String name) {
        Path sample = Path.of(System.getProperty("shared.dir", "absent"), "spec/agent-samples", name);
        assumeTrue(Files.exists(sample), "skipped: no sample files at " + sample);
        return sample;
    }

    /** The session's lock is held for less than this, so nobody waits long: measured with a transcript of 10 MB. */
    @Test
    @Tag("slow")
    void anAppendToABigTranscriptIsQuick() throws IOException {
        Path file = folder.resolve("s1.jsonl");
        Transcript transcript = open(file);
        for (int at = 0; Files.notExists(file) || Files.size(file) < 10_000_000; at++) {
            transcript.add(Message.User.of(at + " x".repeat(20_000)), MessageCost.UNKNOWN);
        }
        List<Long> micros = new ArrayList<>();
        for (int at = 0; at < 300; at++) {
            long begun = System.nanoTime();
            transcript.add(says("short " + at), MessageCost.UNKNOWN);
            micros.add((System.nanoTime() - begun) / 1000);
        }
        micros.sort(null);
        System.getLogger("bench").log(System.Logger.Level.INFO, "append at 10 MB: median {0} us, p99 {1} us", micros.get(150), micros.get(297));
        assertThat(micros.get(150)).isLessThan(50_000);
    }

    @Test
    void usageThatNobodyCountedStaysUnknown() {
        Path file = folder.resolve("s1.jsonl");
        var unknown = new Message.Assistant(
                List.of(new Part.Text("x")), Transcripts.KIMI, ModelApi.OPENAI_COMPLETIONS, Usage.UNKNOWN, StopReason.STOP, Optional.empty());
        open(file).add(unknown, MessageCost.UNKNOWN);

        assertThat(open(file).messages()).containsExactly(unknown);
    }

    /** Of a new transcript the folder is written down as well: an abort in that very moment is no reason to say it again. */
    @Test
    void whatIsSaidIsWrittenOnceWheneverItIsInterrupted() throws Exception {
        for (int round = 0; round < 400; round++) {
            Path own = folder.resolve("interrupted").resolve(round + ".jsonl");
            Transcript fresh = Transcript.open(
                    own,
                    new Transcript.Header(new SessionId("s" + round), folder, Optional.empty()),
                    new Transcript.World(Transcripts.CLOCK, new java.util.Random(round), text -> text));
            var begun = new CountDownLatch(1);
            Thread writer = Thread.ofPlatform().start(() -> {
                begun.countDown();
                fresh.add(Message.User.of("hello"), MessageCost.UNKNOWN);
            });
            begun.await();
            LockSupport.parkNanos(round * 5_000L);
            writer.interrupt();
            writer.join();
            assertThat(Files.readAllLines(own)).filteredOn(line -> line.contains("hello")).as("round %d", round).hasSize(1);
        }
    }
}
