package cn.openclaw.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** One line of an answer; columns by name. Valid only while its mapper runs. */
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** A number that must be there; NULL is 0. */
    public long number(String column) {
        return get(() -> results.getLong(column));
    }

    /** A number with a fraction; NULL is 0. */
    public double real(String column) {
        return get(() -> results.getDouble(column));
    }

    /** Words; empty if NULL. */
    public Optional<String> text(String column) {
        return Optional.ofNullable(get(() -> results.getString(column)));
    }

    /** Whether there is a value at all. */
    public boolean has(String column) {
        return Optional.ofNullable(get(() -> results.getObject(column))).isPresent();
    }

    private interface Getter<T> {
        T get() throws SQLException;
    }

    private static <T> T get(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
