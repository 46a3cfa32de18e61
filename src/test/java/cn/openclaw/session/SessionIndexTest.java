package cn.openclaw.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionIndexTest {
    @TempDir
    Path folder;

    private SessionIndex index;
    private final Map<Path, String> files = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        index = new SessionIndex(folder.resolve("cache/sessions.sqlite"), text -> text.replace("sk-secret", "***"));
    }

    @AfterEach
    void close() {
        index.close();
    }

    private Transcript talk(String name, String agent, Message... messages) {
        Path file = folder.resolve(agent).resolve(name + ".jsonl");
        Transcript transcript = Transcripts.open(file);
        for (Message message : messages) {
            transcript.add(message, MessageCost.UNKNOWN);
        }
        files.put(file, agent);
        return transcript;
    }

    private List<String> find(String words) throws InterruptedException {
        return find(SessionIndex.Search.of(words));
    }

    private List<String> find(SessionIndex.Search search) throws InterruptedException {
        index.update(files, (_, _) -> {});
        return index.find(search).hits().stream()
                .map(hit -> hit.sessionId() + " " + hit.role().id() + " " + hit.snippet().marked("[", "]"))
                .toList();
    }

    @Test
    @DisplayName("W16 words are found in every transcript of every agent, in Chinese and English, with who said them")
    void findsInEverything() throws Exception {
        talk("a", "main", Message.User.of("请把会话压缩的阈值改成 0.8"), Transcripts.calls("read:0"), Transcripts.result("read:0", "threshold = 0.5"),
                Transcripts.says("已改为 0.8，压缩会更早。"));
        talk("b", "work", Message.User.of("Deploy failed: 端口 8080 被占用"));

        assertThat(find("压缩")).containsExactlyInAnyOrder(
                "a user 请把会话[压缩]的阈值改成 0.8", "a assistant 已改为 0.8，[压缩]会更早。");
        assertThat(find("阈值，压缩")).containsExactly("a user 请把会话[压缩]的[阈值]改成 0.8");
        assertThat(find("deploy 端口")).containsExactly("b user [Deploy] failed: [端口] 8080 被占用");
        assertThat(find("thresh")).containsExactly("a tool [threshold] = 0.5");
        assertThat(find("path")).containsExactly("a assistant read {\"[path]\":\"a\"}");
        assertThat(find("！？")).isEmpty();
        assertThat(find(filter("压缩", "work", null))).isEmpty();
        assertThat(find(filter("压缩", "main", Spoken.Role.ASSISTANT))).hasSize(1);
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(find(new SessionIndex.Search("压缩", Optional.empty(), Optional.empty(), Optional.of(later), Optional.empty(), 9))).isEmpty();
        assertThat(find(new SessionIndex.Search("8080", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(new SessionId("a")), 9)))
                .isEmpty();
    }

    private static SessionIndex.Search filter(String words, String agent, Spoken.Role role) {
        return new SessionIndex.Search(words, Optional.of(agent), Optional.ofNullable(role), Optional.empty(), Optional.empty(), 20);
    }

    @Test
    void whenNothingHoldsAllOfItPartsAreFound() throws Exception {
        talk("a", "main", Message.User.of("用户最爱喝的咖啡是拿铁"), Message.User.of("无关"));
        index.update(files, (_, _) -> {});

        SessionIndex.Found found = index.find(SessionIndex.Search.of("他喜欢什么咖啡"));
        assertThat(found.exact()).isFalse();
        assertThat(found.hits()).hasSize(1);
        assertThat(found.hits().getFirst().score()).isPositive();
    }

    @Test
    void onlyWhatIsNewIsRead() throws Exception {
        Transcript transcript = talk("a", "main", Message.User.of("first words"));
        assertThat(index.update(files, (_, _) -> {})).isEqualTo(Files.size(transcript.file()));
        assertThat(index.update(files, (_, _) -> {})).isZero();

        long before = Files.size(transcript.file());
        transcript.add(Message.User.of("second words"), MessageCost.UNKNOWN);
        assertThat(index.update(files, (_, _) -> {})).isEqualTo(Files.size(transcript.file()) - before);
        assertThat(find("words")).hasSize(2);

        // A line that another process has not ended yet is left for the next time.
        Files.writeString(transcript.file(), "{\"type\":\"mess", StandardOpenOption.APPEND);
        assertThat(find("words")).hasSize(2);
        String line = "{\"type\":\"message\",\"id\":\"00000001\",\"parentId\":null,\"message\":{\"role\":\"user\",\"content\":\"third words\"}}\n";
        Files.writeString(transcript.file(), line.substring(13), StandardOpenOption.APPEND);
        assertThat(find("words")).hasSize(3);
    }

    @Test
    void aFileThatWasWrittenAnewIsReadAnewAndOneThatIsGoneIsForgotten() throws Exception {
        Path file = talk("a", "main", Message.User.of("old words"), Message.User.of("more old words")).file();
        assertThat(find("old")).hasSize(2);
        Files.writeString(file, "{\"type\":\"message\",\"id\":\"1\",\"parentId\":null,\"message\":{\"role\":\"user\",\"content\":\"new\"}}\n");
        assertThat(find("old")).isEmpty();
        assertThat(find("new")).hasSize(1);
        Files.delete(file);
        files.clear();
        assertThat(find("new")).isEmpty();
    }

    @Test
    void aDamagedIndexIsMadeAgainFromTheTranscripts() throws Exception {
        talk("a", "main", Message.User.of("会话"));
        assertThat(find("会话")).hasSize(1);
        index.close();
        Path file = folder.resolve("cache/sessions.sqlite");
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 'x');
        Files.write(file, bytes);
        open();
        assertThat(find("会话")).hasSize(1);
        index.close();
        Files.delete(file);
        open();
        assertThat(find("会话")).hasSize(1);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    @DisplayName("W03 a key that another program left in a transcript is neither in the index nor shown")
    void secretsAreNotIndexed() throws Exception {
        talk("a", "main", Message.User.of("the key is sk-secret"));
        assertThat(find("key")).containsExactly("a user the [key] is ***");
        assertThat(find("secret")).isEmpty();
        index.close();
        assertThat(Files.readString(folder.resolve("cache/sessions.sqlite"), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void picturesAndThinkingAreNotIndexed() throws Exception {
        talk("a", "main", new Message.User(List.of(new Part.Text("look"), new Part.Media("image/png", "QUJDREVG"))),
                Transcripts.answer(cn.openclaw.llm.StopReason.STOP, new Part.Thinking("pondering", "reasoning_content"), new Part.Text("seen")));
        assertThat(find("QUJDREVG")).isEmpty();
        assertThat(find("pondering")).isEmpty();
        assertThat(find("look")).hasSize(1);
    }

    /** {@code INFO: …} tells the speed. */
    @Test
    @Tag("slow")
    void aHundredMegabytes() throws IOException, InterruptedException {
        for (int at = 0; at < 5; at++) {
            Path file = folder.resolve("big" + at + ".jsonl");
            BigTranscripts.write(file, 20_000_000, 1_000_000, at);
            files.put(file, "main");
        }
        long begun = System.nanoTime();
        long read = index.update(files, (_, _) -> {});
        double seconds = (System.nanoTime() - begun) / 1e9;
        begun = System.nanoTime();
        index.update(files, (_, _) -> {});
        double again = (System.nanoTime() - begun) / 1e6;
        StringBuilder times = new StringBuilder();
        for (String words : List.of("压", "压缩", "会话压缩阈值", "deploy timeout", "docker", "zzzzzz", "会话 docker 8080")) {
            begun = System.nanoTime();
            int hits = index.find(SessionIndex.Search.of(words)).hits().size();
            times.append(words).append(" ").append(hits).append(" hits ").append((System.nanoTime() - begun) / 1_000_000).append(" ms; ");
        }
        System.getLogger("bench").log(System.Logger.Level.INFO, "index: {0} MB in {1} s = {2} MB/s, index {3} MB; nothing new: {4} ms; {5}",
                read / 1_000_000, seconds, read / 1e6 / seconds, Files.size(folder.resolve("cache/sessions.sqlite")) / 1_000_000, again, times);
        assertThat(read / 1e6 / seconds).isGreaterThan(1);
    }
}
