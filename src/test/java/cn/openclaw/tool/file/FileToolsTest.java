package cn.openclaw.tool.file;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class FileToolsTest {
    @TempDir
    Path folder;

    private Path workspace;

    @BeforeEach
    void makeFiles() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(folder.resolve("secret.txt"), "sk-secret");
        Files.writeString(workspace.resolve("a.txt"), "one\ntwo\nthree\n");
        Files.createDirectories(workspace.resolve("src/deep"));
        Files.writeString(workspace.resolve("src/deep/B.java"), "class B { /* 中文 */ }\n");
        Files.createDirectory(workspace.resolve(".git"));
        Files.writeString(workspace.resolve(".git/c.txt"), "one\n");
    }

    private ToolOutcome run(Tool tool, String arguments) throws InterruptedException {
        return tool.run((ObjectNode) Json.parse(arguments), ToolContexts.of(workspace));
    }

    private ToolOutcome read(String arguments) throws InterruptedException {
        return run(new ReadTool(), arguments);
    }

    @Test
    void readsAFileOrAPieceOfIt() throws Exception {
        assertThat(read("{\"path\":\"a.txt\"}")).isEqualTo(new ToolOutcome.Done("one\ntwo\nthree\n"));
        assertThat(read("{\"path\":\"a.txt\",\"offset\":2}")).isEqualTo(new ToolOutcome.Done("two\nthree\n"));
        assertThat(read("{\"path\":\"a.txt\",\"limit\":1}"))
                .isEqualTo(new ToolOutcome.Done("one\n\n[2 more lines in file. Use offset=2 to continue]"));
        assertThat(read("{\"path\":\"a.txt\",\"offset\":9}")).isEqualTo(new ToolOutcome.Failed("a.txt has only 3 lines"));
    }

    @Test
    void readsAtMost2000LinesAndTheHintLeadsOn() throws Exception {
        Files.writeString(workspace.resolve("long.txt"), "x\n".repeat(2500));

        assertThat(read("{\"path\":\"long.txt\"}").text()).endsWith("[500 more lines in file. Use offset=2001 to continue]");
        assertThat(read("{\"path\":\"long.txt\",\"offset\":2001}").text()).isEqualTo("x\n".repeat(500));
    }

    @Test
    void readsAtMost50KilobytesInWholeLinesAndFollowingTheHintsGivesTheWholeFile() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 1500; line++) {
            text.append(line).append(" 一二三四五六七八九十一二三四五六七八九十\n");
        }
        Files.writeString(workspace.resolve("wide.txt"), text);
        StringBuilder all = new StringBuilder();
        int offset = 1;
        while (offset > 0) {
            String piece = read("{\"path\":\"wide.txt\",\"offset\":" + offset + "}").text();
            int hint = piece.indexOf("\n[");
            assertThat(piece.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(Lines.MOST_BYTES + 100);
            all.append(hint < 0 ? piece : piece.substring(0, hint));
            offset = hint < 0 ? 0 : Integer.parseInt(piece.replaceAll("(?s).*offset=(\\d+).*", "$1"));
        }
        assertThat(all).hasToString(text.toString());
    }

    @Test
    void readsAHugeLineAsFarAsItFits() throws Exception {
        Files.writeString(workspace.resolve("line.txt"), "y".repeat(300_000));

        assertThat(read("{\"path\":\"line.txt\"}").text()).hasSizeLessThan(Lines.MOST_BYTES + 200).contains("is cut here");
    }

    @Test
    void readsOlderChineseFiles() throws Exception {
        Files.write(workspace.resolve("gbk.txt"), "你好，世界\n".getBytes(Charset.forName("GB18030")));

        assertThat(read("{\"path\":\"gbk.txt\"}").text()).isEqualTo("你好，世界\n");
    }

    @Test
    void saysWhatIsNoTextFile() throws Exception {
        Files.write(workspace.resolve("bin"), new byte[] {1, 0, 2});

        assertThat(read("{\"path\":\"bin\"}")).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(read("{\"path\":\"src\"}")).isEqualTo(new ToolOutcome.Failed("src is a folder; use ls"));
        assertThat(read("{\"path\":\"none\"}")).isEqualTo(new ToolOutcome.Failed("no such file or folder: none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.txt", "src/../../secret.txt", "/etc/passwd", "link.txt", "linked/secret.txt", "../none"})
    void neverLeavesTheWorkspace(String path) throws Exception {
        Files.createSymbolicLink(workspace.resolve("link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(workspace.resolve("linked"), folder);

        assertThat(read("{\"path\":\"" + path + "\"}").text()).contains("outside the workspace").doesNotContain("sk-secret");
        assertThat(run(new LsTool(), "{\"path\":\"linked\"}")).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(run(new GrepTool(), "{\"pattern\":\"sk-\"}").text()).isEqualTo("(no lines match)");
    }

    @Test
    void listsFindsAndSearches() throws Exception {
        assertThat(run(new LsTool(), "{}").text()).isEqualTo(".git/\na.txt\nsrc/");
        assertThat(run(new FindTool(), "{\"pattern\":\"*.java\"}").text()).isEqualTo("src/deep/B.java");
        assertThat(run(new FindTool(), "{\"pattern\":\"**/*.txt\"}").text()).isEqualTo("a.txt");
        assertThat(run(new FindTool(), "{\"pattern\":\"[\"}")).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(run(new GrepTool(), "{\"pattern\":\"t[wh]\"}").text()).isEqualTo("a.txt:2: two\na.txt:3: three");
        assertThat(run(new GrepTool(), "{\"pattern\":\"中文\",\"glob\":\"*.java\"}").text())
                .isEqualTo("src/deep/B.java:1: class B { /* 中文 */ }");
        assertThat(run(new GrepTool(), "{\"pattern\":\"ONE\",\"ignoreCase\":true,\"path\":\"a.txt\"}").text())
                .isEqualTo("a.txt:1: one");
    }

    @Test
    void aPatternThatWouldRunForEverIsGivenUp() throws Exception {
        Files.writeString(workspace.resolve("evil.txt"), "a".repeat(100) + "b\n");

        assertThat(run(new GrepTool(), "{\"pattern\":\"^(.*)(.*)(.*)(.*)(.*)(.*)(.*)z$\",\"path\":\"evil.txt\"}").text()).contains("too long");
    }
}
