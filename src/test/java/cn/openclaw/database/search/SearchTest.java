package cn.openclaw.database.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final String SCHEMA =
            """
            CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
            """;

    @TempDir
    Path folder;

    private IndexFile index;

    @BeforeEach
    void open() {
        index = new IndexFile(folder.resolve("i.sqlite"), "1", SCHEMA);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void add(String... texts) {
        index.use(database -> {
            for (String text : texts) {
                database.update("INSERT INTO words(text) VALUES(?)", Words.indexed(text));
            }
            return true;
        });
    }

    private List<Long> find(String query) {
        return ask(Question.of(query).all());
    }

    private List<Long> ask(String match) {
        return index.use(database -> database.query(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid", row -> row.number("rowid"), match));
    }

    @Test
    void textIsCutIntoWordsAndPairs() {
        assertThat(Words.indexed("会话压缩 Kimi-K2.5，ＡＢＣ Café ①")).isEqualTo("会话 话压 压缩 缩 kimi k2 5 abc cafe ");
        assertThat(Words.indexed("使用Java写")).isEqualTo("使用 用 java 写 ");
        assertThat(Words.indexed("食べる 한국어 ﾃｽ")).isEqualTo("食べ べる る 한국 국어 어 テス ス ");
        assertThat(Words.indexed("𠮷野家")).isEqualTo("𠮷野 野家 家 ");
        assertThat(Words.indexed("")).isEmpty();
    }

    @Test
    @DisplayName("W16 a Chinese query of one, two or more characters finds, also with punctuation and Latin words in it")
    void findsChinese() {
        add("今天讨论会话压缩的阈值。", "部署失败：端口 8080 被占用", "用户喜欢美式咖啡，不加糖", "Deploy with docker compose");

        assertThat(find("压")).containsExactly(1L);
        assertThat(find("值")).containsExactly(1L);
        assertThat(find("压缩")).containsExactly(1L);
        assertThat(find("会话压缩")).containsExactly(1L);
        assertThat(find("压缩会话")).isEmpty();
        assertThat(find("“部署失败”，端口8080！")).containsExactly(2L);
        assertThat(find("咖啡？")).containsExactly(3L);
        assertThat(find("深咖")).isEmpty();
        assertThat(find("DOCKER")).containsExactly(4L);
        assertThat(find("dock")).containsExactly(4L);
        assertThat(find("ｄｏｃｋｅｒ compose")).containsExactly(4L);
        assertThat(find("\"with docker\"")).containsExactly(4L);
        assertThat(find("\"with compose\"")).isEmpty();
        assertThat(Question.of("！？… --").isEmpty()).isTrue();
        assertThat(ask(Question.of("用户喜欢什么咖啡").any())).containsExactly(3L);
    }

    @Test
    @DisplayName("W16 bm25 is negative, the best hit the most negative: the better text comes first")
    void ranksByBm25() {
        for (int at = 0; at < 20; at++) {
            add("无关的内容第" + at + "条");
        }
        add("缓存 这里只提到一次，其余都是别的话，别的话，别的话，别的话，别的话", "缓存命中：缓存，缓存，缓存");

        assertThat(find("缓存")).containsExactly(22L, 21L);
    }

    /** The oracle is a plain search for the characters. */
    @Test
    void everyPieceOfARunIsFoundWhereItStandsAndNowhereElse() {
        String letters = "的一是不了人我在有他会话";
        Random random = new Random(11);
        String[] texts = new String[60];
        for (int at = 0; at < texts.length; at++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(9); n > 0; n--) {
                text.append(random.nextInt(6) == 0 ? "，" : letters.charAt(random.nextInt(letters.length())));
            }
            texts[at] = text.toString();
        }
        add(texts);
        for (int seed = 0; seed < 300; seed++) {
            String from = texts[random.nextInt(texts.length)];
            int start = random.nextInt(from.length());
            String query = from.substring(start, start + 1 + random.nextInt(from.length() - start)).replace("，", "");
            if (!query.isEmpty()) {
                for (int at = 0; at < texts.length; at++) {
                    assertThat(find(query).contains((long) at + 1)).as(query + " in " + texts[at]).isEqualTo(texts[at].contains(query));
                    assertThat(Question.places(Question.of(query).terms(), texts[at]).isEmpty()).isEqualTo(!texts[at].contains(query));
                }
            }
        }
    }

    @Test
    void theHitIsMarked() {
        var question = Question.of("压 docker");
        assertThat(Snippet.of("会话压缩用 Docker。", question.terms(), 100).marked("[", "]")).isEqualTo("会话[压]缩用 [Docker]。");
        assertThat(Snippet.of("会话压缩", Question.of("话压缩").terms(), 100).marked("[", "]")).isEqualTo("会[话压缩]");
        String text = "x ".repeat(500) + "针\n\n在这里\u001b[31m" + " y".repeat(500);
        Snippet snippet = Snippet.of(text, Question.of("针").terms(), 40);
        assertThat(snippet.marked("[", "]")).contains("[针] 在这里[31m").startsWith("…").endsWith("…").doesNotContain("\u001b");
        assertThat(snippet.text().length()).isLessThan(45);
    }

    @Test
    void aDamagedIndexAndOneOfAnotherVersionAreMadeAnew() throws IOException {
        add("会话");
        index.close();
        Files.write(folder.resolve("i.sqlite"), "this is no database at all, not even nearly so".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(find("会话")).isEmpty();
        add("会话");
        assertThat(find("会话")).hasSize(1);
        index.close();

        index = new IndexFile(folder.resolve("i.sqlite"), "2", SCHEMA);
        assertThat(find("会话")).isEmpty();
        index.close();
        Database.open(folder.resolve("other.sqlite"), List.of("CREATE TABLE x(y)")).close();
        index = new IndexFile(folder.resolve("other.sqlite"), "2", SCHEMA);
        assertThat(find("会话")).isEmpty();
    }
}
