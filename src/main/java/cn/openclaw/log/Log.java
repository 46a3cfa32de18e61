package cn.openclaw.log;

import java.util.Map;

/** The log: English, structured, secrets redacted by whoever writes it down. Never waits for the disk. */
public interface Log {
    /** How much it matters. */
    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /**
     * Writes a line.
     *
     * @param subsystem {@code ws}, {@code http}, {@code config} …
     * @param fields what else a program may look for
     */
    void write(Level level, String subsystem, String message, Map<String, ?> fields);

    default void info(String subsystem, String message) {
        write(Level.INFO, subsystem, message, Map.of());
    }

    default void warn(String subsystem, String message) {
        write(Level.WARN, subsystem, message, Map.of());
    }

    /** Our own fault: the whole trace goes to the log, and only there. */
    void fault(String subsystem, String message, Throwable cause);
}
