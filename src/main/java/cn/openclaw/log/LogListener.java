package cn.openclaw.log;

import java.time.Instant;

/** Somebody who is told of what goes into the log's file. Called on the log's own thread, and must not wait. */
@FunctionalInterface
public interface LogListener {
    /**
     * A line goes to the file.
     *
     * @param line as it stands there: JSON, with the secrets taken out
     */
    void logged(Instant time, Log.Level level, String line);
}
