package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.tui.Cells;
import cn.openclaw.tui.DiffLines;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One tool call: a line with its name, what it works on, how it went and how long it took; below it the ends of its output. */
final class ToolCard {
    private static final List<String> MAIN = List.of("command", "cmd", "path", "file_path", "url", "query", "pattern", "action", "name");
    /** Arguments that are texts of their own: the card's body shows what came of them. */
    private static final Set<String> BULKY =
            Set.of("content", "oldText", "newText", "old_string", "new_string", "old_text", "new_text", "patch", "input", "edits", "text");

    private static final int HEAD = 3;
    private static final int TAIL = 2;
    private static final int DIFF = 24;
    private static final int KEPT = 200_000;

    private final PartnerEvent.ToolStarted call;
    private final Instant start;
    private final String about;
    private String progress = "";
    private PartnerEvent.@Nullable ToolEnded ended;
    private Duration took = Duration.ZERO;

    ToolCard(PartnerEvent.ToolStarted call, Instant start) {
        this.call = call;
        this.start = start;
        this.about = about(call.arguments());
    }

    void progress(String words) {
        String last = SafeText.of(words).stripTrailing();
        progress = last.substring(last.lastIndexOf('\n') + 1);
    }

    void end(PartnerEvent.ToolEnded event, Instant now) {
        // A screen shows the ends only; a tool that says a book must not stay in memory as one.
        String words = event.words().length() <= KEPT ? event.words() : event.words().substring(0, KEPT);
        ended = new PartnerEvent.ToolEnded(event.id(), event.failed(), words, event.diff());
        took = Duration.between(start, now);
    }

    boolean isEnded() {
        return ended != null;
    }

    /** While it runs. */
    List<Line> live(int width, Paint paint, Instant now, String spinner) {
        List<Line> lines = new ArrayList<>();
        lines.add(head(new Span(spinner, Style.of(Style.YELLOW)), width, Duration.between(start, now)));
        if (!progress.isEmpty()) {
            lines.add(Line.of(Span.dim("  " + paint.glyph("│ ", "| ") + Cells.cut(progress, Math.max(1, width - 5)))));
        }
        return lines;
    }

    /**
     * When it is over.
     *
     * @param verbose {@code off}, {@code on} or {@code full}
     */
    List<Line> finished(int width, Paint paint, Language language, String verbose) {
        PartnerEvent.ToolEnded end = ended;
        if (end == null) {
            return List.of();
        }
        Span sign = end.failed()
                ? new Span(paint.glyph("✗", "x"), Style.of(Style.RED))
                : new Span(paint.glyph("✓", "+"), Style.of(Style.GREEN));
        List<Line> lines = new ArrayList<>();
        lines.add(head(sign, width, took));
        List<Span> bar = List.of(Span.dim("  " + paint.glyph("│ ", "| ")));
        for (Line line : body(end, verbose, language)) {
            lines.add(line.cut(Math.max(1, width - 4)).after(bar));
        }
        return lines;
    }

    private static List<Line> body(PartnerEvent.ToolEnded end, String verbose, Language language) {
        boolean full = verbose.equals("full");
        if (end.diff().isPresent() && !verbose.equals("off")) {
            List<Line> whole = DiffLines.of(end.diff().get());
            // One file's name stands in the card's first line already.
            long files = whole.stream().filter(line -> line.text().startsWith("+++ ")).count();
            List<Line> diff = files > 1 ? whole : whole.stream().filter(line -> !isName(line.text())).toList();
            return full ? diff : ends(diff, DIFF, 0, language);
        }
        if (verbose.equals("off") && !end.failed()) {
            return List.of();
        }
        Style style = end.failed() ? Style.of(Style.RED) : Style.DIM;
        List<Line> words = SafeText.of(end.words()).strip().lines().map(line -> Line.of(line, style)).toList();
        return full ? words : ends(words, end.failed() ? HEAD + TAIL : HEAD, end.failed() ? 0 : TAIL, language);
    }

    private static boolean isName(String line) {
        return line.startsWith("+++ ") || line.startsWith("--- ");
    }

    private static List<Line> ends(List<Line> lines, int head, int tail, Language language) {
        if (lines.size() <= head + tail + 1) {
            return lines;
        }
        List<Line> kept = new ArrayList<>(lines.subList(0, head));
        kept.add(Line.of(ChatText.MORE_LINES.in(language, lines.size() - head - tail), Style.DIM.italic()));
        kept.addAll(lines.subList(lines.size() - tail, lines.size()));
        return kept;
    }

    private Line head(Span sign, int width, Duration time) {
        String seconds = time.toMillis() < 100 ? "" : "  " + Elapsed.of(time);
        String name = SafeText.line(call.name());
        int room = Math.max(1, width - Cells.of(name) - Cells.of(seconds) - 4);
        return Line.of(
                sign,
                new Span(" " + name, Style.BOLD),
                Span.plain(about.isEmpty() ? "" : " " + Cells.cut(about, room)),
                Span.dim(seconds));
    }

    /** What a call works on, in a few words: the argument that says most, then the short ones. */
    static String about(String arguments) {
        Optional<ObjectNode> tree = tree(arguments);
        if (tree.isEmpty()) {
            return SafeText.line(arguments).strip();
        }
        StringBuilder about = new StringBuilder();
        for (String name : MAIN) {
            JsonNode value = tree.get().get(name);
            if (value != null && value.isString() && about.isEmpty()) {
                about.append(oneLine(value));
                tree.get().remove(name);
            }
        }
        for (Map.Entry<String, JsonNode> member : tree.get().properties()) {
            if (BULKY.contains(member.getKey())) {
                continue;
            }
            String value = oneLine(member.getValue());
            about.append(about.isEmpty() ? "" : " ").append(member.getKey()).append('=').append(Cells.cut(value, 30));
        }
        return about.toString();
    }

    private static String oneLine(JsonNode value) {
        String text = value.isString() ? value.asString() : Json.write(value);
        return SafeText.of(text).strip().replace("\n", " ⏎ ");
    }

    private static Optional<ObjectNode> tree(String arguments) {
        try {
            return Json.parse(arguments) instanceof ObjectNode tree ? Optional.of(tree) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
