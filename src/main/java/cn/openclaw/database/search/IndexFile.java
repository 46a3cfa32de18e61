package cn.openclaw.database.search;

import cn.openclaw.database.Database;
import cn.openclaw.database.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database that can be made again from other files: one that is missing, damaged, or of another version is made anew, and whoever
 * uses it fills it again. Nothing in it may be kept only there.
 */
public final class IndexFile implements AutoCloseable {
    private static final String META = "CREATE TABLE meta(version TEXT NOT NULL);\n";

    private final Path file;
    private final String version;
    private final String schema;
    private @Nullable Database database;

    /**
     * @param file where it lies; need not exist
     * @param version of the schema and of whatever fills it; another one means that all of it is made again
     * @param schema SQL statements, each ended by a semicolon at a line's end; a table {@code meta} is added
     */
    public IndexFile(Path file, String version, String schema) {
        this.file = file;
        this.version = version;
        this.schema = schema;
    }

    public Path file() {
        return file;
    }

    /**
     * Works with the database.
     *
     * @param work may be called a second time, with an empty database, if the first one turns out to be damaged
     * @throws DatabaseException if that is impossible for another reason
     */
    public synchronized <T> T use(Function<Database, T> work) {
        try {
            return work.apply(open());
        } catch (DatabaseException e) {
            if (!e.isBroken()) {
                throw e;
            }
            remove();
            return work.apply(open());
        }
    }

    private Database open() {
        Database known = database;
        if (known != null) {
            return known;
        }
        Database opened = Database.open(file, List.of(META + schema));
        if (!isOurs(opened)) {
            opened.close();
            remove();
            opened = Database.open(file, List.of(META + schema));
            isOurs(opened);
        }
        database = opened;
        return opened;
    }

    private boolean isOurs(Database opened) {
        try {
            List<String> found = opened.query("SELECT version FROM meta", row -> row.text("version").orElse(""));
            if (found.isEmpty()) {
                opened.update("INSERT INTO meta(version) VALUES(?)", version);
            }
            return found.isEmpty() || found.equals(List.of(version));
        } catch (DatabaseException e) {
            if (e.isBroken() || String.valueOf(e.getMessage()).contains("no such table")) {
                return false;
            }
            opened.close();
            throw e;
        }
    }

    /** Deletes the database; the next use begins with an empty one. */
    public synchronized void remove() {
        close();
        try {
            for (String end : new String[] {"", "-wal", "-shm", "-journal"}) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
