package cn.openclaw.tui.chat;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Standing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * A conversation without a screen: words only, no escape sequence. For pipes, where all of standard input is one message, and
 * for terminals that can do nothing but print lines, where each line is one. The answer goes to standard output, everything
 * else to standard error.
 */
public final class PlainChat implements Room {
    private static final Paint PAINT = new Paint(false, false, false);
    private static final int MOST = 30;
    /** More than the widest window of any model holds. */
    private static final int MOST_CHARACTERS = 4_000_000;

    private static final String INTERRUPT = "INT";

    private final Partner partner;
    private final ChatWorld world;
    private final Streams streams;
    private final BufferedReader in;
    private final SlashCommands commands = new SlashCommands(this);
    private Standing standing;
    private ExitCode code = ExitCode.OK;
    private @Nullable PrintStream speaking;
    private boolean said;
    private boolean left;

    /**
     * A conversation in plain lines.
     *
     * @param people whether a person types, line by line, and can be asked
     * @param width of their lines
     */
    public record Streams(Reader in, PrintStream out, PrintStream err, boolean people, int width) {}

    public PlainChat(Partner partner, ChatWorld world, Streams streams) {
        this.partner = partner;
        this.world = world;
        this.streams = streams;
        this.in = new BufferedReader(streams.in());
        this.standing = partner.standing();
    }

    /**
     * Talks until the input ends.
     *
     * @param first what to say before that; empty for nothing
     * @return how the last turn ended
     */
    public ExitCode talk(Optional<String> first) {
        try {
            if (!streams.people()) {
                String rest = rest();
                if (rest.length() > MOST_CHARACTERS) {
                    warn(ChatText.TOO_LONG.in(language(), MOST_CHARACTERS));
                    return ExitCode.USAGE;
                }
                submit(first.map(words -> rest.isBlank() ? words : words + "\n\n" + rest).orElse(rest));
                return code;
            }
            Welcome.lines(standing, world.version(), width(), language(), ChatText.PLAIN_HINT).forEach(line -> streams.err().println(line.text()));
            standing.problem().ifPresent(this::warn);
            first.ifPresent(this::submit);
            while (!left) {
                Optional<String> message = read();
                if (message.isEmpty()) {
                    break;
                }
                submit(message.get());
            }
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that comes through a pipe, or a little more than is taken: it may never end. */
    private String rest() throws IOException {
        StringBuilder all = new StringBuilder();
        char[] piece = new char[8192];
        for (int n = in.read(piece); n >= 0 && all.length() <= MOST_CHARACTERS; n = in.read(piece)) {
            all.append(piece, 0, n);
        }
        return all.toString().lines().collect(Collectors.joining("\n"));
    }

    /** One message: a line, and the next one where it ends with a backslash. */
    private Optional<String> read() throws IOException {
        StringBuilder message = new StringBuilder();
        while (true) {
            streams.err().print(message.isEmpty() ? "> " : ". ");
            streams.err().flush();
            String line = in.readLine();
            if (line == null) {
                return message.isEmpty() ? Optional.empty() : Optional.of(message.toString());
            }
            if (!line.endsWith("\\")) {
                return Optional.of(message.append(line).toString());
            }
            message.append(line, 0, line.length() - 1).append('\n');
        }
    }

    private void submit(String message) {
        String words = message.strip();
        if (words.isEmpty()) {
            return;
        }
        boolean single = words.indexOf('\n') < 0;
        Optional<SlashCommand.Line> line = single ? SlashCommand.parse(words) : Optional.empty();
        if (line.isPresent()) {
            commands.run(line.get(), words);
        } else if (streams.people() && words.startsWith("!") && words.length() > 1) {
            commands.shell(words.substring(1).strip());
        } else {
            send(words);
        }
    }

    @Override
    public void send(String words) {
        said = false;
        guarded(() -> {
            Ending ending = partner.say(words, this::heard, this::decide);
            return () -> ended(ending);
        });
    }

    private void ended(Ending ending) {
        newLine();
        code = ending.code();
        if (ending.outcome() == Ending.Outcome.ABORTED) {
            streams.err().println(ChatText.ABORTED.in(language()));
        } else if (!ending.failure().isEmpty()) {
            warn(ending.failure());
        } else if (!ending.words()) {
            streams.err().println(ChatText.SILENT.in(language()));
        }
        if (ending.cut()) {
            warn(ChatText.CUT.in(language()));
        }
        if (streams.people()) {
            streams.err().println(ending.summary() + " · " + Elapsed.of(ending.duration()));
            standing = partner.standing();
        }
    }

    /** The edge of a run: one sentence whatever happens. While it lasts Ctrl-C stops it; at other times it ends the program. */
    private void guarded(Work work) {
        Thread worker = Thread.currentThread();
        Object before = streams.people() ? Signals.register(INTERRUPT, worker::interrupt) : null;
        try {
            work.done().run();
        } catch (InterruptedException e) {
            code = ExitCode.INTERRUPTED;
            streams.err().println(ChatText.ABORTED.in(language()));
        } catch (ClawException e) {
            code = e.exitCode();
            newLine();
            warn(e.in(language()));
        } catch (RuntimeException | Error e) {
            code = ExitCode.FAILED;
            newLine();
            warn(world.fault().apply(e));
        } finally {
            if (before != null) {
                Signals.unregister(INTERRUPT, before);
            }
            // A stop that came too late must not stop the next turn.
            boolean late = Thread.interrupted();
            code = late && code == ExitCode.OK ? ExitCode.INTERRUPTED : code;
        }
    }

    @Override
    public synchronized void heard(PartnerEvent event) {
        switch (event) {
            case PartnerEvent.Words(String words) -> {
                if (!said && words.isBlank()) {
                    return;
                }
                String clean = SafeText.of(said ? words : words.stripLeading());
                said = true;
                speaking = streams.out();
                streams.out().print(clean);
                streams.out().flush();
            }
            case PartnerEvent.Answered() -> {
                newLine();
                said = false;
            }
            case PartnerEvent.ToolStarted call -> tell("-> " + SafeText.line(call.name()) + " " + ToolCard.about(call.arguments()));
            case PartnerEvent.ToolEnded end -> {
                if (end.failed()) {
                    tell("   " + SafeText.of(end.words()).strip().lines().findFirst().orElse(""));
                }
            }
            case PartnerEvent.Notice(String sentence) -> tell(SafeText.of(sentence));
            case PartnerEvent.Compacting(long tokens, long window) ->
                tell(ChatText.COMPACTING.in(language(), Counts.of(tokens), Counts.window(window)));
            case PartnerEvent.Compacted(long before, long after, boolean summarised) ->
                tell((summarised ? ChatText.COMPACTED : ChatText.TRIMMED).in(language(), Counts.of(before), Counts.of(after)));
            case PartnerEvent.Began _, PartnerEvent.Thought _, PartnerEvent.ToolProgress _, PartnerEvent.Steered _ -> {}
        }
    }

    /** Small talk for a person; a program that reads our errors wants failures only. */
    private void tell(String line) {
        if (streams.people()) {
            newLine();
            streams.err().println(line);
        }
    }

    private void newLine() {
        PrintStream open = speaking;
        if (open != null) {
            open.println();
        }
        speaking = null;
    }

    private synchronized Partner.Answer decide(Ask ask) {
        if (!streams.people()) {
            return Partner.Answer.NOBODY;
        }
        newLine();
        AskCard.lines(ask, width(), PAINT, language()).forEach(line -> streams.err().println(line.text()));
        String always = ask.always().isEmpty() ? "" : ChatText.PLAIN_ASK_ALWAYS.in(language(), ask.always());
        streams.err().print(ChatText.PLAIN_ASK.in(language(), always));
        String answer = line();
        return answer.equals("1") ? Partner.Answer.ONCE : answer.equals("2") && !ask.always().isEmpty() ? Partner.Answer.ALWAYS : Partner.Answer.DENY;
    }

    private String line() {
        try {
            streams.err().flush();
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> void ask(String title, List<Question.Answer<T>> answers, Consumer<T> chosen) {
        if (!streams.people()) {
            warn(title);
            code = ExitCode.USAGE;
            return;
        }
        streams.err().println(title);
        answers.forEach(answer -> streams.err().println("  " + answer.letters().charAt(0) + " " + answer.label()));
        streams.err().print("> ");
        String typed = line();
        Question.Answer<T> last = answers.getLast();
        chosen.accept(answers.stream()
                .filter(answer -> typed.length() == 1 && answer.letters().contains(typed))
                .findFirst()
                .orElse(last)
                .value());
    }

    @Override
    public void pick(Text title, List<Partner.Option> options, Consumer<Partner.Option> chosen) {
        PrintStream to = streams.out();
        to.println(title.in(language()));
        int number = 1;
        for (Partner.Option option : options.subList(0, streams.people() ? Math.min(MOST, options.size()) : options.size())) {
            to.println((option.current() ? "* " : "  ") + number++ + "  " + SafeText.line(option.label()) + "  " + SafeText.line(option.hint()));
        }
        if (streams.people()) {
            streams.err().print("1-" + (number - 1) + "> ");
            String typed = line();
            if (typed.matches("[1-9][0-9]{0,2}") && Integer.parseInt(typed) < number) {
                chosen.accept(options.get(Integer.parseInt(typed) - 1));
            }
        }
    }

    @Override
    public <T> void background(Supplier<T> question, Consumer<T> use) {
        guarded(() -> {
            T answer = question.get();
            return () -> use.accept(answer);
        });
    }

    @Override
    public void change(Supplier<Standing> change, Consumer<Standing> then) {
        background(change, now -> {
            standing = now;
            then.accept(now);
        });
    }

    @Override
    public void job(Work work) {
        guarded(work);
    }

    @Override
    public void print(List<Line> lines) {
        lines.forEach(line -> streams.out().println(line.text().stripTrailing()));
    }

    @Override
    public void say(Text text, Object... arguments) {
        streams.out().println(SafeText.of(text.in(language(), arguments)));
    }

    @Override
    public void warn(String sentence) {
        streams.err().println(SafeText.of(sentence));
    }

    @Override
    public void stop() {
        say(ChatText.NOTHING_RUNS);
    }

    @Override
    public void leave() {
        left = true;
    }

    @Override
    public void edit(String words) {
        streams.err().println(SafeText.of(words));
    }

    @Override
    public void showPast(int limit) {
        background(() -> partner.past(limit), past -> past.forEach(words -> print(Welcome.past(words, width(), PAINT))));
    }

    @Override
    public void clearScreen() {
        streams.err().println();
    }

    @Override
    public Partner partner() {
        return partner;
    }

    @Override
    public ChatWorld world() {
        return world;
    }

    @Override
    public Paint paint() {
        return PAINT;
    }

    @Override
    public int width() {
        return Math.max(20, streams.width() - 1);
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public boolean isShowingThinking() {
        return false;
    }

    @Override
    public void showThinking(boolean shown) {
        // Lines that were printed cannot be folded, so thinking is never printed.
    }

    @Override
    public Optional<TurnView> turn() {
        return Optional.empty();
    }
}
