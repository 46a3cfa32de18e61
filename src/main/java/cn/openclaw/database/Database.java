package cn.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file. Many threads may use it: one statement or transaction runs at a time; other processes may use the same file
 * meanwhile, and a writer waits up to ten seconds for another. What a transaction wrote is on the disk when it returns
 * (write-ahead log, synchronous FULL). The file is readable by its owner only.
 */
public final class Database implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final boolean POSIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the file, made if it is not there, and brings it to the newest form.
     *
     * @param file the file; its folder is made
     * @param migrations SQL scripts (statements separated by semicolons at line ends), the first for an empty file, each next
     *     one for a file that the one before made; {@code user_version} counts them. Never change one that was published
     * @throws DatabaseException if that is impossible; {@link DatabaseException#isBroken} tells a damaged file
     */
    public static Database open(Path file, List<String> migrations) {
        try {
            prepare(file);
            NativeLibrary.prepare();
            SQLiteConfig config = new SQLiteConfig();
            config.setBusyTimeout(PATIENCE_MILLIS);
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.enforceForeignKeys(true);
            Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            Database database = new Database(file, connection);
            try {
                database.migrate(migrations);
            } catch (DatabaseException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            throw new DatabaseException(file, e);
        } catch (IOException e) {
            throw new DatabaseException(file, new SQLException(e.getMessage(), e));
        }
    }

    private static void prepare(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            if (POSIX) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        if (POSIX) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void migrate(List<String> migrations) {
        long version = version();
        if (version >= migrations.size()) {
            return;
        }
        transaction(() -> {
            for (long at = version(); at < migrations.size(); at++) {
                for (String statement : migrations.get((int) at).split(";\\s*\\n", -1)) {
                    if (!statement.isBlank()) {
                        update(statement);
                    }
                }
            }
            update("PRAGMA user_version = " + migrations.size());
            return true;
        });
    }

    private long version() {
        return query("PRAGMA user_version", row -> row.number("user_version")).getFirst();
    }

    /**
     * Runs a statement.
     *
     * @param sql with {@code ?} for the arguments
     * @param arguments strings, numbers, byte arrays or null
     * @return how many rows it changed
     */
    public int update(String sql, @Nullable Object... arguments) {
        lock.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** Runs a statement once for each row of arguments, prepared only once. Inside a transaction it is some ten times as quick. */
    public void each(String sql, List<@Nullable Object[]> rows) {
        lock.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new DatabaseException(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** Asks, and maps every row. */
    public <T> List<T> query(String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        lock.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            List<T> all = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results);
                while (results.next()) {
                    all.add(mapper.apply(row));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new DatabaseException(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** All or nothing: what is done inside is kept if it returns, and undone if it throws. Not to be nested. */
    public <T> T transaction(Supplier<T> work) {
        lock.lock();
        try {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.get();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseException(file, e);
        } finally {
            lock.unlock();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int at = 0; at < arguments.length; at++) {
            statement.setObject(at + 1, arguments[at]);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseException(file, e);
        } finally {
            lock.unlock();
        }
    }
}
