package cn.openclaw.cli;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.RunReport;
import cn.openclaw.base.ClawException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Money;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Currency;
import cn.openclaw.session.MessageCost;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Draws a turn. On a terminal: thinking dimmed, words as they come, one line for each tool call, and a last dim line with
 * model, tokens, money and time. Elsewhere: the words alone, one payload after the other, when the turn is over. What a model
 * says may hold control characters that steer a terminal; those are left out.
 */
final class AgentScreen implements Consumer<AgentEvent> {
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Cli cli;
    private final boolean live;
    private final boolean quiet;
    private String verbose = "off";
    private Mode mode = Mode.START;

    /** Where the cursor is. */
    private enum Mode {
        /** At the start of a line. */
        START,
        THINKING,
        WORDS
    }

    /** @param quiet whether nothing but JSON may appear on standard output */
    AgentScreen(Cli cli, boolean quiet) {
        this.cli = cli;
        this.quiet = quiet;
        this.live = !quiet && cli.screen().out();
    }

    @Override
    public void accept(AgentEvent event) {
        switch (event) {
            case AgentEvent.Began began -> verbose = began.verbose();
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> say(Mode.WORDS, words);
            case AgentEvent.Heard(ChatEvent.ThinkingDelta(String words)) -> think(words);
            case AgentEvent.Heard(ChatEvent.ToolCallReady _) -> {}
            case AgentEvent.Answered _ -> newLine();
            case AgentEvent.ToolStarted(Part.ToolCall call) -> started(call);
            case AgentEvent.ToolProgress progress -> progress(progress.words());
            case AgentEvent.ToolEnded(_, Message.ToolResult result, _) -> ended(result);
            case AgentEvent.Steered _ -> {}
            case AgentEvent.Compacting(int tokens, int window) ->
                aside(AgentCommandText.COMPACTING.in(cli.language(), tokens, window));
            case AgentEvent.Compacted(int before, int after, boolean summarised) ->
                aside((summarised ? AgentCommandText.COMPACTED : AgentCommandText.COMPACTED_BY_RULE)
                        .in(cli.language(), before, after));
            case AgentEvent.Switched switched -> switched(switched);
            case AgentEvent.Noticed(var notice) -> aside(notice.in(cli.language()));
        }
    }

    private void think(String words) {
        if (cli.screen().colour()) {
            say(Mode.THINKING, words);
        } else if (live && mode != Mode.THINKING && !words.isBlank()) {
            newLine();
            cli.print(AgentCommandText.THINKING_HERE);
            mode = Mode.THINKING;
        }
    }

    private void say(Mode wanted, String words) {
        if (!live || words.isEmpty()) {
            return;
        }
        if (mode != wanted) {
            newLine();
            cli.out().print(wanted == Mode.THINKING ? DIM : "");
            mode = wanted;
        }
        cli.out().print(safe(words));
        cli.out().flush();
    }

    private void newLine() {
        if (mode == Mode.THINKING && cli.screen().colour()) {
            cli.out().println(PLAIN);
        } else if (mode == Mode.WORDS) {
            cli.out().println();
        }
        mode = Mode.START;
    }

    private void started(Part.ToolCall call) {
        String line = "→ " + call.name() + " " + safe(call.arguments()).replace('\n', ' ');
        if (live) {
            newLine();
            cli.out().print(dim(cut(line, cli.screen().width() - 4)));
            cli.out().flush();
        } else if (!verbose.equals("off")) {
            cli.err().println(line);
        }
    }

    /** What a tool prints while it runs; who wants to see all of it said so. */
    private void progress(String words) {
        if (verbose.equals("full")) {
            PrintStream to = live ? cli.out() : cli.err();
            safe(words).lines().forEach(line -> to.println(live ? dim("  " + line) : "  " + line));
        }
    }

    private void ended(Message.ToolResult result) {
        String words = result.parts().getFirst() instanceof Part.Text(String text) ? safe(text).strip() : "";
        if (live) {
            cli.out().println(dim(result.isError() ? " ✗" : " ✓"));
        }
        if (result.isError() && verbose.equals("off") && live) {
            cli.out().println(dim("  " + cut(words.lines().findFirst().orElse(""), cli.screen().width() - 2)));
        }
        if (verbose.equals("full")) {
            PrintStream to = live ? cli.out() : cli.err();
            words.lines().forEach(line -> to.println(live ? dim("  " + line) : "  " + line));
        }
    }

    /** Said on standard error whatever the output is: a person must know when somebody else answers. */
    private void switched(AgentEvent.Switched event) {
        String why = event.why().map(failure -> failure.in(cli.language())).orElse("");
        Instant until = event.restsUntil().orElse(Instant.EPOCH);
        aside(
                event.why().isPresent()
                        ? AgentCommandText.SWITCHED.in(cli.language(), event.from(), event.to(), why)
                        : until.equals(Instant.MAX)
                                ? AgentCommandText.SWITCHED_REFUSED.in(cli.language(), event.from(), event.to())
                                : AgentCommandText.SWITCHED_RESTING.in(cli.language(), event.from(), event.to(), until));
    }

    private void aside(String sentence) {
        if (live) {
            newLine();
        }
        cli.err().println(cli.screen().err() && cli.screen().colour() ? dim(sentence) : sentence);
    }

    /** What is left to say when the turn is over; under {@code --json} nothing. */
    void end(RunReport report) {
        if (quiet) {
            return;
        }
        if (live) {
            newLine();
        } else {
            report.texts().forEach(text -> cli.out().println(text));
        }
        if (report.outcome() == RunReport.Outcome.ANSWERED && report.texts().isEmpty()) {
            cli.print(AgentCommandText.NO_REPLY);
        }
        if (report.outcome() == RunReport.Outcome.ANSWERED && report.stopReason() == StopReason.LENGTH) {
            cli.say(AgentCommandText.CUT);
        }
        if (live) {
            cli.out().println(dim(summary(report)));
        }
        report.failure().map(failure -> failure.in(cli.language())).ifPresent(cli.err()::println);
        if (report.outcome() == RunReport.Outcome.INTERRUPTED) {
            cli.say(AgentCommandText.INTERRUPTED);
        }
    }

    /**
     * The same for a turn of a gateway.
     *
     * @param result {@code payloads} and {@code meta}, as {@code --json} prints them
     * @param failure why there is no answer; empty if there is one
     */
    void end(JsonNode result, String failure, boolean interrupted) {
        JsonNode meta = result.path("meta");
        if (live) {
            newLine();
        } else {
            for (JsonNode payload : result.path("payloads")) {
                if (!payload.path("isError").asBoolean(false)) {
                    cli.out().println(payload.path("text").asString(""));
                }
            }
        }
        if (failure.isEmpty() && !interrupted && result.path("payloads").isEmpty()) {
            cli.print(AgentCommandText.NO_REPLY);
        }
        if (meta.path("stopReason").asString("").equals("length")) {
            cli.say(AgentCommandText.CUT);
        }
        if (live && meta.has("agentMeta")) {
            BigDecimal seconds = BigDecimal.valueOf(meta.path("durationMs").asLong(0)).movePointLeft(3).setScale(1, RoundingMode.HALF_UP);
            cli.out().println(dim(facts(meta.path("agentMeta")) + " · " + AgentCommandText.SECONDS.in(cli.language(), seconds)));
        }
        if (!failure.isEmpty()) {
            cli.err().println(failure);
        }
        if (interrupted) {
            cli.say(AgentCommandText.INTERRUPTED);
        }
    }

    private String facts(JsonNode meta) {
        JsonNode usage = meta.path("usage");
        String tokens = usage.isMissingNode()
                ? AgentCommandText.NO_USAGE.in(cli.language())
                : AgentCommandText.TOKENS.in(
                        cli.language(),
                        usage.path("input").asLong(0) + usage.path("cacheWrite").asLong(0),
                        usage.path("output").asLong(0),
                        usage.path("cacheRead").asLong(0));
        JsonNode cost = meta.path("cost");
        String money = switch (cost.path("state").asString("")) {
            case "known" ->
                new Money(BigDecimal.valueOf(cost.path("total").asDouble(0)), Currency.valueOf(cost.path("currency").asString("USD"))).toString();
            case "included" -> AgentCommandText.INCLUDED.in(cli.language());
            default -> AgentCommandText.UNKNOWN.in(cli.language());
        };
        return meta.path("provider").asString("?") + "/" + meta.path("model").asString("?") + " · " + tokens + " · " + money;
    }

    void failed(ClawException failure) {
        cli.err().println(failure.in(cli.language()));
    }

    /** {@code moonshot/kimi-k3 · 1200 in · 30 out · 1000 cached · ¥0.0123 · 2.1 s}. */
    String summary(RunReport report) {
        BigDecimal seconds = BigDecimal.valueOf(report.duration().toMillis()).movePointLeft(3).setScale(1, RoundingMode.HALF_UP);
        return facts(report) + " · " + AgentCommandText.SECONDS.in(cli.language(), seconds);
    }

    /** The same without the time. */
    String facts(RunReport report) {
        Usage usage = report.spent().usage();
        String tokens = usage.reported()
                ? AgentCommandText.TOKENS.in(cli.language(), usage.input() + usage.cacheWrite(), usage.output(), usage.cacheRead())
                : AgentCommandText.NO_USAGE.in(cli.language());
        return report.model() + " · " + tokens + " · " + money(report.spent().cost());
    }

    private String money(MessageCost cost) {
        return switch (cost.state()) {
            case UNKNOWN -> AgentCommandText.UNKNOWN.in(cli.language());
            case INCLUDED -> AgentCommandText.INCLUDED.in(cli.language());
            case KNOWN -> new Money(BigDecimal.valueOf(cost.total()), Currency.valueOf(cost.currency().orElse("USD"))).toString();
        };
    }

    private String dim(String text) {
        return cli.screen().colour() ? DIM + text + PLAIN : text;
    }

    /** At most this many cells of a terminal; a Han character takes two. */
    static String cut(String text, int cells) {
        int used = 0;
        for (int at = 0; at < text.length(); at++) {
            used += Columns.cells(text.substring(at, at + 1));
            if (used > cells - 1 && at < text.length() - 1) {
                return text.substring(0, at) + "…";
            }
        }
        return text;
    }

    /** Without the characters that could steer a terminal; line breaks and tabs stay. */
    static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!Character.isISOControl(c) || c == '\n' || c == '\t') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
