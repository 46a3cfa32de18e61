package cn.openclaw.log;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the log, in the form of the original's log files, which its {@code logs} and its page can read: the message and
 * the fields under {@code "0"} and {@code "1"}, the rest under {@code _meta}.
 *
 * @param trace the trace of a fault of ours
 */
record LogLine(
        Instant time, Log.Level level, String subsystem, String message, Map<String, ?> fields, Optional<String> trace) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter LONG_CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String RUNTIME = Runtime.version().toString();

    /** How the terminal shows it: {@code logging.consoleStyle}. */
    enum Style {
        PRETTY,
        COMPACT,
        JSON
    }

    String json(String host) {
        String at = time.toString();
        ObjectNode tree = Json.object().put("0", message);
        int next = 1;
        if (!fields.isEmpty()) {
            ObjectNode more = Json.object();
            fields.forEach((name, value) -> put(more, name, value));
            tree.set(Integer.toString(next++), more);
        }
        if (trace.isPresent()) {
            tree.put(Integer.toString(next), trace.get());
        }
        ObjectNode meta = Json.object().put("runtime", "java").put("runtimeVersion", RUNTIME).put("hostname", host);
        meta.put("name", Json.write(Json.object().put("subsystem", subsystem)));
        meta.put("date", at).put("logLevelId", number()).put("logLevelName", level.name());
        tree.set("_meta", meta);
        return Json.write(tree.put("time", at));
    }

    private static void put(ObjectNode tree, String name, Object value) {
        switch (value) {
            case Integer number -> tree.put(name, number);
            case Long number -> tree.put(name, number);
            case Double number -> tree.put(name, number);
            case Boolean flag -> tree.put(name, flag);
            case JsonNode node -> tree.set(name, node);
            default -> tree.put(name, String.valueOf(value));
        }
    }

    /** For a terminal; one line, except for a trace. */
    String console(Style style, boolean colour, ZoneId zone) {
        LocalTime clock = LocalTime.ofInstant(time, zone);
        StringBuilder line = new StringBuilder(160);
        line.append(paint(colour, "2", style == Style.PRETTY ? LONG_CLOCK.format(clock) : CLOCK.format(clock))).append(' ');
        if (style == Style.PRETTY || level.compareTo(Log.Level.WARN) >= 0 || level.compareTo(Log.Level.INFO) < 0) {
            line.append(paint(colour, levelColour(), level.name().toLowerCase(Locale.ROOT))).append(' ');
        }
        line.append(paint(colour, "36", "[" + subsystem + "]")).append(' ').append(safe(message));
        fields.forEach((name, value) -> line.append(paint(colour, "2", " " + name + "=" + safe(text(value)))));
        return line.toString();
    }

    private static String text(Object value) {
        return value instanceof JsonNode node ? Json.write(node) : String.valueOf(value);
    }

    /** The number by which the original's log library knows the level. */
    private int number() {
        return switch (level) {
            case TRACE -> 1;
            case DEBUG -> 2;
            case INFO -> 3;
            case WARN -> 4;
            case ERROR -> 5;
        };
    }

    private String levelColour() {
        return switch (level) {
            case TRACE, DEBUG -> "2";
            case INFO -> "32";
            case WARN -> "33";
            case ERROR -> "31";
        };
    }

    private static String paint(boolean colour, String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** What others said must not steer a terminal, nor begin a line that looks like ours. */
    static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        return out.toString();
    }
}
