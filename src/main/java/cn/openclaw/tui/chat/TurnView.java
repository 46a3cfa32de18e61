package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.tui.Cells;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Markdown;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import cn.openclaw.tui.Wrap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One turn as it is seen: what is final goes to the scrollback in the order in which it happened, what is still open is redrawn.
 * Thinking is one line with a counter unless it is wanted in full.
 */
final class TurnView {
    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final String ASCII_SPINNER = "|/-\\";
    private static final Duration SPINNER_STEP = Duration.ofMillis(100);
    private static final int KEPT_THOUGHTS = 100_000;

    private final Paint paint;
    private final Language language;
    private final InstantSource clock;
    private final Instant start;
    private final Markdown words;
    private final List<Line> finished = new ArrayList<>();
    private final Map<String, ToolCard> cards = new LinkedHashMap<>();
    private final List<ToolCard> all = new ArrayList<>();
    private final StringBuilder thoughts = new StringBuilder();
    private @Nullable Instant thinkingSince;
    private long thought;
    private int width;
    private String waitingFor = "";
    private String verbose = "on";
    private boolean showThinking;
    private boolean speaking;
    private boolean anything;
    private boolean afterCard;

    TurnView(Paint paint, Language language, InstantSource clock, int width) {
        this.paint = paint;
        this.language = language;
        this.clock = clock;
        this.start = clock.instant();
        this.words = new Markdown(width, paint);
        this.width = width;
    }

    void width(int cells) {
        width = cells;
        words.width(cells);
    }

    void verbose(String level) {
        verbose = level;
    }

    void showThinking(boolean shown) {
        showThinking = shown;
    }

    void accept(PartnerEvent event) {
        switch (event) {
            case PartnerEvent.Began(String who) -> waitingFor = SafeText.line(who);
            case PartnerEvent.Thought(String piece) -> think(piece);
            case PartnerEvent.Words(String piece) -> say(piece);
            case PartnerEvent.Answered() -> endSpeech();
            case PartnerEvent.ToolStarted call -> {
                endSpeech();
                ToolCard card = new ToolCard(call, clock.instant());
                cards.put(call.id(), card);
                all.add(card);
            }
            case PartnerEvent.ToolProgress(String id, String piece) -> {
                ToolCard card = cards.get(id);
                if (card != null) {
                    card.progress(piece);
                }
            }
            case PartnerEvent.ToolEnded end -> {
                ToolCard card = cards.get(end.id());
                if (card != null) {
                    card.end(end, clock.instant());
                    commitCards();
                }
            }
            case PartnerEvent.Steered(String said) -> {
                endSpeech();
                said(said);
            }
            case PartnerEvent.Compacting(long tokens, long window) ->
                aside(ChatText.COMPACTING.in(language, Counts.of(tokens), Counts.window(window)));
            case PartnerEvent.Compacted(long before, long after, boolean summarised) ->
                aside((summarised ? ChatText.COMPACTED : ChatText.TRIMMED).in(language, Counts.of(before), Counts.of(after)));
            case PartnerEvent.Notice(String sentence) -> aside(sentence);
        }
    }

    /** What the person said. */
    void said(String message) {
        finished.add(Line.EMPTY);
        List<Span> first = List.of(new Span(paint.glyph("❯ ", "> "), Style.of(Style.CYAN).bold()));
        List<Span> text = List.of(new Span(SafeText.of(message), Style.BOLD));
        finished.addAll(Wrap.lines(text, width, first, List.of(Span.plain("  "))));
        anything = true;
    }

    private void think(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (thinkingSince == null) {
            endSpeech();
            thinkingSince = clock.instant();
            thoughts.setLength(0);
            thought = 0;
        }
        thought += piece.codePointCount(0, piece.length());
        if (thoughts.length() < KEPT_THOUGHTS) {
            thoughts.append(piece);
        }
    }

    private void say(String piece) {
        endThinking();
        // Blank lines before the first word would be a hole.
        String text = speaking ? piece : piece.stripLeading();
        if (!text.isEmpty()) {
            if (!speaking) {
                gap();
            }
            speaking = true;
            finished.addAll(words.feed(text));
        }
    }

    private void endThinking() {
        Instant since = thinkingSince;
        if (since == null) {
            return;
        }
        thinkingSince = null;
        gap();
        finished.add(thinkingLine(paint.glyph("✻", "*"), ChatText.THOUGHT, since).cut(width));
        if (showThinking) {
            finished.addAll(thoughtLines());
        }
    }

    private Line thinkingLine(String sign, cn.openclaw.base.Text sentence, Instant since) {
        return Line.of(sign + " " + sentence.in(language, Elapsed.of(Duration.between(since, clock.instant())), thought), Style.DIM);
    }

    private List<Line> thoughtLines() {
        List<Span> bar = List.of(Span.dim("  " + paint.glyph("┆ ", ": ")));
        return Wrap.lines(List.of(new Span(SafeText.of(thoughts.toString().strip()), Style.DIM)), width, bar, bar);
    }

    private void endSpeech() {
        endThinking();
        if (speaking) {
            finished.addAll(words.finish());
            speaking = false;
            anything = true;
        }
    }

    private void aside(String sentence) {
        endSpeech();
        List<Span> sign = List.of(new Span(paint.glyph("⚠ ", "! "), Style.of(Style.YELLOW)));
        finished.addAll(Wrap.lines(List.of(Span.dim(SafeText.of(sentence))), width, sign, List.of(Span.plain("  "))));
    }

    /** Cards leave in the order in which the calls began. */
    private void commitCards() {
        while (!cards.isEmpty()) {
            Map.Entry<String, ToolCard> first = cards.entrySet().iterator().next();
            if (!first.getValue().isEnded()) {
                return;
            }
            if (!afterCard) {
                gap();
            }
            afterCard = true;
            finished.addAll(first.getValue().finished(width, paint, language, verbose));
            cards.remove(first.getKey());
        }
    }

    private void gap() {
        afterCard = false;
        if (anything) {
            finished.add(Line.EMPTY);
        }
        anything = true;
    }

    /** Lines that became final since the last call. */
    List<Line> take() {
        List<Line> taken = List.copyOf(finished);
        finished.clear();
        return taken;
    }

    /** What is open, at most so many rows: of more, the last ones. */
    List<Line> live(int rows, boolean running) {
        List<Line> lines = new ArrayList<>();
        Instant since = thinkingSince;
        boolean apart = since != null || !speaking && !afterCard;
        if (apart && anything && (running || !cards.isEmpty())) {
            lines.add(Line.EMPTY);
        }
        if (since != null) {
            lines.add(thinkingLine(spinner(), ChatText.THINKING, since));
            lines.addAll(showThinking ? tail(thoughtLines(), Math.max(1, rows / 2)) : List.of(glimpse()));
        }
        if (speaking) {
            lines.addAll(words.open());
        }
        cards.values().forEach(card -> lines.addAll(card.live(width, paint, clock.instant(), card.isEnded() ? paint.glyph("✓", "+") : spinner())));
        if (running && since == null && cards.isEmpty()) {
            lines.add(Line.of(spinner() + " " + ChatText.WAITING.in(language, waitingFor, Elapsed.of(Duration.between(start, clock.instant()))), Style.DIM));
        }
        return tail(lines, rows);
    }

    /** The last words of what is being thought. */
    private Line glimpse() {
        int from = Math.max(0, thoughts.length() - 400);
        String end = SafeText.line(thoughts.substring(from)).strip();
        return Line.of("  " + Cells.tail(end, Math.max(1, width - 3)), Style.DIM.italic());
    }

    private List<Line> tail(List<Line> lines, int rows) {
        return lines.size() <= rows ? lines : lines.subList(lines.size() - Math.max(1, rows), lines.size());
    }

    private String spinner() {
        String frames = paint.unicode() ? SPINNER : ASCII_SPINNER;
        long step = Duration.between(start, clock.instant()).dividedBy(SPINNER_STEP);
        return String.valueOf(frames.charAt((int) Math.floorMod(step, (long) frames.length())));
    }

    /** The turn is over; what was open is final. */
    void end() {
        endSpeech();
        for (ToolCard card : cards.values()) {
            if (!card.isEnded()) {
                card.end(new PartnerEvent.ToolEnded("", true, ChatText.NOT_FINISHED.in(language), java.util.Optional.empty()), clock.instant());
            }
        }
        commitCards();
    }

    /** Everything the tools of this turn said, and the last thoughts. */
    List<Line> tools() {
        return all.stream().flatMap(card -> card.finished(width, paint, language, "full").stream()).toList();
    }

    List<Line> lastThoughts() {
        return thoughts.isEmpty() ? List.of() : thoughtLines();
    }
}
