package cn.openclaw.tool.file;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Approver.Answer;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.Toolbox;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class WritingToolsTest {
    @TempDir
    Path folder;

    private Path workspace;
    private Answer answer = Answer.DENY;
    private final List<ApprovalRequest> asked = new ArrayList<>();

    @BeforeEach
    void makeWorkspace() throws IOException {
        folder = folder.toRealPath();
        workspace = Files.createDirectory(folder.resolve("workspace"));
    }

    private Message.ToolResult run(Tool tool, ObjectNode arguments) throws InterruptedException {
        Approver approver = request -> {
            asked.add(request);
            return answer;
        };
        return new Toolbox(List.of(tool), ToolContexts.of(workspace, approver))
                .run(new Part.ToolCall("x:0", tool.name(), Json.write(arguments)));
    }

    private String write(String path, String content) throws InterruptedException {
        return words(run(new WriteTool(), Json.object().put("path", path).put("content", content)));
    }

    private String edit(String path, String before, String after) throws InterruptedException {
        return words(run(new EditTool(), Json.object().put("path", path).put("oldText", before).put("newText", after)));
    }

    private String patch(String... lines) throws InterruptedException {
        return words(run(
                new ApplyPatchTool(),
                Json.object().put("input", "*** Begin Patch\n" + String.join("\n", lines) + "\n*** End Patch")));
    }

    private static String words(Message.ToolResult result) {
        return ((Part.Text) result.parts().getFirst()).text();
    }

    private String content(String path) throws IOException {
        return Files.readString(workspace.resolve(path));
    }

    @Test
    void writesAFileWithItsFoldersAndKeepsItsRights() throws Exception {
        assertThat(write("a/b/中文.txt", "你好\n")).isEqualTo("wrote 7 bytes to a/b/中文.txt");
        assertThat(content("a/b/中文.txt")).isEqualTo("你好\n");
        Path script = Files.writeString(workspace.resolve("run.sh"), "old");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));

        write("run.sh", "new");

        assertThat(Files.getPosixFilePermissions(script)).isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(asked).isEmpty();
        try (var files = Files.list(workspace)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a", "run.sh");
        }
    }

    @Test
    @DisplayName("W25 the other names that models give to arguments work")
    void otherNamesWork() throws Exception {
        words(run(new WriteTool(), Json.object().put("file_path", "x.txt").put("content", "one two\n")));
        words(run(
                new EditTool(),
                Json.object().put("file_path", "x.txt").put("old_string", "two").put("new_string", "three")));
        assertThat(content("x.txt")).isEqualTo("one three\n");
        assertThat(words(run(new ReadTool(), Json.object().put("file_path", "x.txt")))).isEqualTo("one three\n");
    }

    @Test
    void anEditKeepsLineEndsMarkAndCharset() throws Exception {
        Path crlf = workspace.resolve("crlf.txt");
        Files.write(crlf, "\uFEFFone\r\ntwo\r\nthree\r\n".getBytes(StandardCharsets.UTF_8));
        edit("crlf.txt", "one\ntwo\n", "1\n2\n2b\n");
        assertThat(Files.readString(crlf)).isEqualTo("\uFEFF1\r\n2\r\n2b\r\nthree\r\n");

        Charset gbk = Charset.forName("GB18030");
        Path old = Files.write(workspace.resolve("gbk.txt"), "第一行\n第二行\n".getBytes(gbk));
        edit("gbk.txt", "第二行", "第贰行");
        assertThat(Files.readAllBytes(old)).isEqualTo("第一行\n第贰行\n".getBytes(gbk));

        Path wide = Files.write(workspace.resolve("wide.txt"), "\uFEFFab\n".getBytes(StandardCharsets.UTF_16LE));
        edit("wide.txt", "b", "中");
        assertThat(Files.readAllBytes(wide)).isEqualTo("\uFEFFa中\n".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void anEditOfMixedLineEndsChangesNoOtherByte() throws Exception {
        Files.writeString(workspace.resolve("mixed.txt"), "a\r\nb\nc\r\nd\n");
        edit("mixed.txt", "b\nc", "B\nC");
        assertThat(content("mixed.txt")).isEqualTo("a\r\nB\nC\r\nd\n");
    }

    @Test
    void anEditThatFitsNowhereIsToldTheNearestLines() throws Exception {
        Files.writeString(workspace.resolve("a.java"), "class A {\n    int count = 1;\n    int other = 2;\n}\n");

        assertThat(edit("a.java", "\tint count = 1;", "x")).contains("differ only in white space", "2:     int count = 1;");
        assertThat(edit("a.java", "int counts = 1;", "x")).contains("nearest lines", "2:     int count = 1;");
        assertThat(edit("a.java", "nothing like it whatsoever", "x")).contains("Nothing in it is similar");
        assertThat(edit("a.java", "int ", "x")).contains("occurs 2 times", "lines 2, 3");
        assertThat(edit("a.java", "", "x")).contains("oldText is empty");
        assertThat(edit("none", "a", "x")).contains("no such file");
        assertThat(content("a.java")).contains("count = 1");
    }

    @Test
    void everyEditOfAnyFileChangesExactlyWhatItNames() throws Exception {
        Random random = new Random(5);
        String letters = "ab中\n\r\t é";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < 30; at++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            int from = random.nextInt(25);
            String old = text.substring(from, from + 4);
            TextFile file = new TextFile(text.toString(), StandardCharsets.UTF_8, new byte[0]);
            try {
                String after = new Replacement(file, old, "f").with("Z", false);
                int at = after.indexOf('Z');
                assertThat(text.toString()).startsWith(after.substring(0, at)).endsWith(after.substring(at + 1));
                String taken = text.substring(at, text.length() - (after.length() - at - 1));
                assertThat(taken.replace("\r\n", "\n")).isEqualTo(old.replace("\r\n", "\n"));
            } catch (Workspace.Refused e) {
                assertThat(e.getMessage()).contains("oldText");
            }
        }
    }

    @Test
    void aPatchAddsChangesMovesAndDeletes() throws Exception {
        Files.writeString(workspace.resolve("keep.py"), "class A:\n    def f(self):\n        return 1\n\nclass B:\n    def f(self):\n        return 1\n");
        Files.writeString(workspace.resolve("old.txt"), "x\ny\n");
        Files.writeString(workspace.resolve("gone.txt"), "bye\n");

        String said = patch(
                "*** Add File: new/hello.txt", "+hello", "+世界",
                "*** Update File: keep.py", "@@ class B:", "     def f(self):", "-        return 1", "+        return 2",
                "*** Update File: old.txt", "*** Move to: moved/new.txt", "@@", " x", "-y", "+z", "*** End of File",
                "*** Delete File: gone.txt");

        assertThat(said).contains("A new/hello.txt", "M keep.py", "R old.txt -> moved/new.txt", "D gone.txt");
        assertThat(content("new/hello.txt")).isEqualTo("hello\n世界\n");
        assertThat(content("keep.py")).contains("class A:\n    def f(self):\n        return 1").endsWith("return 2\n");
        assertThat(content("moved/new.txt")).isEqualTo("x\nz\n");
        assertThat(workspace.resolve("old.txt")).doesNotExist();
        assertThat(workspace.resolve("gone.txt")).doesNotExist();
    }

    @Test
    void aPatchIsDoneAsAWholeOrNotAtAll() throws Exception {
        Files.writeString(workspace.resolve("a.txt"), "a\n");

        assertThat(patch("*** Add File: b.txt", "+b", "*** Update File: a.txt", "@@", "-nope", "+x"))
                .contains("does not hold these lines", "Nothing was changed");
        assertThat(workspace.resolve("b.txt")).doesNotExist();
        assertThat(patch("*** Update File: none.txt", "@@", "-a", "+b")).contains("no such file");
        assertThat(patch("*** Add File: a.txt", "+b")).contains("exists already");
        assertThat(patch("*** Frobnicate: a.txt")).contains("not a patch", "line 2");
        assertThat(content("a.txt")).isEqualTo("a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.txt", "link/out.txt", "a/../../out.txt", ".git/hooks/pre-commit", "sub/.GIT/config", ".bashrc", ".ssh/config", "linked.txt"})
    void writingElsewhereAsksAndANoIsKept(String path) throws Exception {
        Files.writeString(folder.resolve("there.txt"), "untouched");
        Files.createSymbolicLink(workspace.resolve("link"), folder);
        Files.createSymbolicLink(workspace.resolve("linked.txt"), folder.resolve("there.txt"));

        assertThat(write(path, "x")).contains("the user was asked and said no");

        assertThat(asked).hasSize(1);
        assertThat(folder.resolve("out.txt")).doesNotExist();
        assertThat(folder.resolve("there.txt")).hasContent("untouched");
        assertThat(workspace.resolve(".git")).doesNotExist();
    }

    @Test
    void whatWasApprovedIsWrittenAndNothingElse() throws Exception {
        answer = Answer.ONCE;
        assertThat(write("../out.txt", "x")).contains("wrote 1 bytes");
        assertThat(folder.resolve("out.txt")).hasContent("x");
        assertThat(asked.getFirst().what()).isEqualTo(folder.resolve("out.txt").toString());
    }

    @Test
    void alinkPutInAfterTheAnswerIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.createDirectory(folder.resolve("approved"));
        Approver slow = request -> {
            try {
                Files.delete(target);
                Files.createSymbolicLink(target, elsewhere);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return Answer.ONCE;
        };
        var result = new Toolbox(List.of(new WriteTool()), ToolContexts.of(workspace, slow))
                .run(new Part.ToolCall("x:0", "write", "{\"path\":\"../approved/a.txt\",\"content\":\"x\"}"));

        assertThat(result.isError()).isTrue();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openclaw.json", "agents/main/agent/auth-profiles.json", ".env", "credentials/oauth.json", "exec-approvals.json", "none"})
    @DisplayName("W03 no tool reads or writes this program's own files, whatever is approved")
    void ownFilesAreClosed(String name) throws Exception {
        answer = Answer.ONCE;
        Path file = folder.resolve("home/.openclaw").resolve(name);
        Files.createDirectories(file.getParent());
        if (!name.equals("none")) {
            Files.writeString(file, "sk-secret");
        }
        String path = "../home/.openclaw/" + name;

        assertThat(words(run(new ReadTool(), Json.object().put("path", path)))).contains("closed to tools").doesNotContain("sk-");
        assertThat(words(run(new GrepTool(), Json.object().put("pattern", "sk-").put("path", path)))).contains("closed to tools");
        assertThat(words(run(new LsTool(), Json.object().put("path", "../home/.openclaw")))).contains("closed to tools");
        assertThat(write(path, "{}")).contains("closed to tools");
        assertThat(edit(path, "sk-secret", "x")).contains("closed to tools");
        assertThat(patch("*** Add File: " + path, "+x")).contains("closed to tools");
        assertThat(asked).isEmpty();
        Tool.Context wide = new Tool.Context(
                folder, ToolContexts.world(new TempHome(folder.resolve("home"))), ToolContexts.turn(Approver.nobody()));
        assertThat(new GrepTool().run(Json.object().put("pattern", "sk-"), wide).text()).isEqualTo("(no lines match)");
    }

    @Test
    void readingElsewhereAsks() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "hello");
        assertThat(words(run(new ReadTool(), Json.object().put("path", "../notes.txt")))).contains("said no");
        answer = Answer.ONCE;
        assertThat(words(run(new ReadTool(), Json.object().put("path", "../notes.txt")))).isEqualTo("hello");
        assertThat(words(run(new GrepTool(), Json.object().put("pattern", "hel").put("path", "..")))).contains("notes.txt:1");
        answer = Answer.NOBODY;
        assertThat(words(run(new ReadTool(), Json.object().put("path", "../notes.txt")))).contains("nobody is there", "openclaw-cn");
    }

    @Test
    void theDifferenceIsForScreens() {
        assertThat(UnifiedDiff.of("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nE\nf\ng\nh\n", "x"))
                .isEqualTo("--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
        assertThat(UnifiedDiff.of("", "a\n", "x")).isEqualTo("--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n");
        assertThat(UnifiedDiff.of("a\n", "a\n", "x")).isEmpty();
    }
}
