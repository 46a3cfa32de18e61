package cn.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final String FIRST = "CREATE TABLE words(word TEXT, times INTEGER);\n";
    private static final String SECOND = "ALTER TABLE words ADD COLUMN language TEXT;\n";

    @TempDir
    Path folder;

    @Test
    void whatATransactionWroteIsThereWhenTheFileIsOpenedAgain() {
        Path file = folder.resolve("state/words.sqlite");
        try (Database database = Database.open(file, List.of(FIRST))) {
            database.transaction(() -> database.update("INSERT INTO words VALUES (?, ?)", "你好", 3));
        }
        try (Database database = Database.open(file, List.of(FIRST, SECOND))) {
            assertThat(database.query(
                            "SELECT * FROM words WHERE language IS NULL", row -> row.text("word").orElse("") + row.number("times")))
                    .containsExactly("你好3");
        }
    }

    @Test
    void whatFailsInATransactionLeavesNothing() {
        try (Database database = Database.open(folder.resolve("words.sqlite"), List.of(FIRST))) {
            assertThatThrownBy(() -> database.transaction(() -> {
                        database.update("INSERT INTO words VALUES ('a', 1)");
                        throw new IllegalStateException("on the way");
                    }))
                    .hasMessage("on the way");
            assertThat(database.query("SELECT * FROM words", row -> row.number("times"))).isEmpty();
            assertThat(database.update("INSERT INTO words VALUES ('b', 1)")).isEqualTo(1);
        }
    }

    @Test
    void aDamagedFileSaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("words.sqlite"), "this is no database, but it is long enough to be taken for one".repeat(20));
        assertThatThrownBy(() -> Database.open(file, List.of(FIRST)))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isBroken()).isTrue());
    }

    @Test
    void theFileIsReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("words.sqlite");
        try (Database _ = Database.open(file, List.of(FIRST))) {
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        }
    }
}
