package cn.openclaw.memory;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.llm.TokenEstimate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("w").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private MemoryIndex index() {
        return new MemoryIndex(folder.resolve("cache/memory-main.sqlite"), folder.resolve("w"), MemorySettings.DEFAULT);
    }

    private List<String> find(String words) {
        try (MemoryIndex index = index()) {
            return index.search(words, 6, 0.35).stream().map(hit -> hit.path() + ":" + hit.startLine()).toList();
        }
    }

    @Test
    @DisplayName("W16 memory is searched with no key for embeddings, and Chinese is found")
    void findsChinese() throws IOException {
        write("MEMORY.md", "# 长期\n\n用户叫老王，住在杭州。\n喜欢喝美式咖啡，不加糖。\n");
        write("memory/2026-11-20.md", "讨论了会话压缩的阈值，定为 0.8。\n部署用 docker compose。\n");
        write("memory/projects/站点.md", "网站用 Hugo 生成，服务器在 hk-1。\n");
        write("notes.md", "咖啡：这不是记忆文件");

        assertThat(find("咖啡")).containsExactly("MEMORY.md:1");
        assertThat(find("用户喜欢喝什么咖啡？")).containsExactly("MEMORY.md:1");
        assertThat(find("压缩阈值")).containsExactly("memory/2026-11-20.md:1");
        assertThat(find("Docker 部署")).containsExactly("memory/2026-11-20.md:1");
        assertThat(find("站点")).containsExactly("memory/projects/站点.md:1");
        assertThat(find("糖")).containsExactly("MEMORY.md:1");
        assertThat(find("2026-11-20")).containsExactly("memory/2026-11-20.md:1");
        assertThat(find("量子力学")).isEmpty();
        assertThat(find("?!")).isEmpty();
    }

    @Test
    @DisplayName("W16 scores tell a better hit from a worse one, also in a memory of one file")
    void scores() throws IOException {
        write("MEMORY.md", "咖啡");
        try (MemoryIndex index = index()) {
            assertThat(index.search("咖啡", 6, 0.35).getFirst().score()).isGreaterThan(0.9);
        }
        write("memory/a.md", "咖啡 机 在 厨房");
        write("memory/b.md", "厨房 有 水");
        try (MemoryIndex index = index()) {
            List<MemoryHit> hits = index.search("厨房 咖啡", 6, 0);
            assertThat(hits.getFirst().path()).isEqualTo("memory/a.md");
            assertThat(hits.getFirst().score()).isGreaterThan(hits.get(1).score() + 0.2).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void changesAreSeenAtTheNextSearchAndADamagedIndexIsMadeAnew() throws IOException {
        write("MEMORY.md", "first fact");
        assertThat(find("first")).hasSize(1);
        write("MEMORY.md", "second fact now");
        assertThat(find("first")).isEmpty();
        assertThat(find("second")).hasSize(1);
        Files.delete(folder.resolve("w/MEMORY.md"));
        assertThat(find("second")).isEmpty();
        write("MEMORY.md", "third");
        Files.write(folder.resolve("cache/memory-main.sqlite"), "junk".repeat(2000).getBytes(StandardCharsets.UTF_8));
        assertThat(find("third")).hasSize(1);
    }

    @Test
    void aLinkOutOfTheWorkspaceIsNotRead() throws IOException {
        write("MEMORY.md", "inside");
        Files.writeString(folder.resolve("outside.md"), "outside secret");
        Files.createDirectories(folder.resolve("w/memory"));
        Files.createSymbolicLink(folder.resolve("w/memory/link.md"), folder.resolve("outside.md"));
        assertThat(find("secret")).isEmpty();
        assertThat(MemoryFiles.find(folder.resolve("w"), "memory/link.md")).isEmpty();
        assertThat(MemoryFiles.find(folder.resolve("w"), "memory/../../outside.md")).isEmpty();
        assertThat(MemoryFiles.find(folder.resolve("w"), "notes.md")).isEmpty();
        assertThat(MemoryFiles.find(folder.resolve("w"), "./MEMORY.md")).isPresent();
    }

    @Test
    void piecesCoverTheTextAndAreNoLongerThanWanted() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(40); line >= 0; line--) {
                text.append((random.nextBoolean() ? "会话压缩" : "some words ").repeat(random.nextInt(random.nextInt(8) == 0 ? 300 : 8))).append('\n');
            }
            List<Chunks.Chunk> chunks = Chunks.of(text.toString(), 100, 20);
            List<String> lines = text.toString().lines().toList();
            for (int at = 0; at < lines.size(); at++) {
                int number = at + 1;
                String line = lines.get(at);
                if (!line.isBlank()) {
                    assertThat(chunks).as("seed " + seed).anyMatch(chunk -> chunk.startLine() <= number && number <= chunk.endLine()
                            && (chunk.text().contains(line) || line.contains(chunk.text().lines().toList().getLast())));
                }
            }
            assertThat(chunks).allMatch(chunk -> TokenEstimate.of(chunk.text()) <= 115);
        }
    }

    @Test
    void neighboursShareALittle() {
        String text = "line of ten words or so to make up some length\n".repeat(100);
        List<Chunks.Chunk> chunks = Chunks.of(text, 400, 80);
        assertThat(chunks.size()).isBetween(2, 6);
        assertThat(chunks.get(1).startLine()).isBetween(chunks.get(0).endLine() - 8, chunks.get(0).endLine());
    }

    @Test
    void aNewWorkspaceGetsFilesInThePersonsLanguageAndNothingIsOverwritten() throws IOException {
        Path fresh = folder.resolve("fresh");
        assertThat(WorkspaceFiles.seed(fresh, Language.ZH)).hasSize(7).contains("BOOTSTRAP.md");
        assertThat(fresh.resolve("AGENTS.md")).content().contains("工作约定");
        Files.delete(fresh.resolve("BOOTSTRAP.md"));
        Files.writeString(fresh.resolve("SOUL.md"), "mine");
        Files.delete(fresh.resolve("TOOLS.md"));
        assertThat(WorkspaceFiles.seed(fresh, Language.EN)).containsExactly("TOOLS.md");
        assertThat(fresh.resolve("SOUL.md")).content().isEqualTo("mine");
        for (Language language : Language.values()) {
            Path each = folder.resolve(language.name());
            for (String name : WorkspaceFiles.seed(each, language)) {
                assertThat(Files.readString(each.resolve(name)).length()).as(name).isBetween(40, 1200);
            }
        }
    }

    @Test
    void identitiesAreReadInBothLanguages() {
        assertThat(Identity.parse("# X\n- **Name:** Kimi\n- **Creature:** fox\n- **Emoji:** 🦊\n- Avatar: `a.png`\n"))
                .isEqualTo(new Identity(Optional.of("Kimi"), Optional.of("fox"), Optional.of("🦊"), Optional.of("a.png")));
        assertThat(Identity.parse("- 名字：小月\n- 性格：安静\n- 表情：\n")).isEqualTo(
                new Identity(Optional.of("小月"), Optional.of("安静"), Optional.empty(), Optional.empty()));
        assertThat(Identity.parse("- **Name:** _(pick one)_\n").isEmpty()).isTrue();
    }
}
