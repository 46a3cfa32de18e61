package cn.openclaw.testing;

import cn.openclaw.log.Log;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log that a test reads. */
public final class HeardLog implements Log {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void write(Level level, String subsystem, String message, Map<String, ?> fields) {
        lines.add(level + " [" + subsystem + "] " + message + " " + fields);
    }

    @Override
    public void fault(String subsystem, String message, Throwable cause) {
        lines.add("FAULT [" + subsystem + "] " + message + " " + cause);
    }

    /** All lines so far: level, subsystem, message, fields. */
    public List<String> lines() {
        return lines;
    }
}
