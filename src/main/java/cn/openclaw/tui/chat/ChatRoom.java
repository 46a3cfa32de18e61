package cn.openclaw.tui.chat;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Text;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Standing;
import cn.openclaw.tui.Style;
import cn.openclaw.tui.Wrap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as a person sees it and steers it. Belongs to one thread, the screen's; whatever takes time is an errand that
 * comes back to it. {@link #draw} shows the state, nothing else writes to the terminal.
 */
final class ChatRoom implements Room {
    private static final Duration TWICE = Duration.ofSeconds(2);

    private final Partner partner;
    private final ChatWorld world;
    private final Errands errands;
    private final Surface surface;
    private final Paint paint;
    private final LiveArea area;
    private final InputBox input;
    private final SlashCommands commands;
    private final Deque<Panel> panels = new ArrayDeque<>();
    private final Waiting waiting = new Waiting();
    private final Consents consents;
    private final List<Line> finished = new ArrayList<>();
    private Standing standing;
    private @Nullable Job job;
    private @Nullable TurnView last;
    private Optional<Text> hint = Optional.empty();
    private Instant interrupted = Instant.EPOCH;
    private boolean showThinking;
    private boolean left;

    ChatRoom(Partner partner, ChatWorld world, Errands errands, Surface surface, Paint paint) {
        this.partner = partner;
        this.world = world;
        this.errands = errands;
        this.surface = surface;
        this.paint = paint;
        this.area = new LiveArea(surface, paint);
        this.commands = new SlashCommands(this);
        this.consents = new Consents(this, errands, panels);
        this.input = new InputBox(world, paint, new PromptHistory(world.history(), world.redactor()), commands::argumentWords);
        this.standing = partner.standing();
    }

    /** The first screen; what is wrong, if something is. */
    void welcome() {
        print(Welcome.lines(standing, world.version(), width(), world.language(), ChatText.HINT));
        standing.problem().ifPresent(this::warn);
        showPast(2);
    }

    /** The last words of a conversation that goes on. */
    @Override
    public void showPast(int limit) {
        if (standing.going().isEmpty()) {
            return;
        }
        background(() -> partner.past(limit), past -> {
            if (!past.isEmpty()) {
                print(List.of(Line.EMPTY, Line.of(ChatText.EARLIER.in(language()), Style.DIM)));
                past.forEach(said -> print(Welcome.past(said, width(), paint)));
            }
        });
    }

    // --- what the person does -------------------------------------------------------------------------------------

    void press(Key key) {
        Panel panel = panels.peek();
        hint = Optional.empty();
        if (panel != null) {
            if (panel.press(key)) {
                panels.remove(panel);
            }
            return;
        }
        switch (key) {
            case Key.Named.ESCAPE -> escape();
            case Key.Named.INTERRUPT -> interrupt();
            case Key.Named.END_OF_INPUT -> {
                if (input.isEmpty()) {
                    leave();
                } else {
                    input.press(Key.Named.DELETE);
                }
            }
            case Key.Named.ENTER -> input.enter().ifPresent(this::submit);
            case Key.Named.UP -> {
                if (input.isEmpty() && !waiting.isEmpty()) {
                    input.set(waiting.last());
                } else {
                    input.press(key);
                }
            }
            case Key.Named.TOOLS -> commands.showTools();
            case Key.Named.THINKING -> commands.run(SlashCommand.REASONING, "");
            case Key.Named.MODELS -> commands.run(SlashCommand.MODELS, "");
            case Key.Named.SESSIONS -> commands.run(SlashCommand.SESSIONS, "");
            case Key.Named.AGENTS -> commands.run(SlashCommand.AGENT, "");
            case Key.Named.HISTORY -> pickHistory();
            case Key.Named _, Key.Typed _, Key.Pasted _ -> input.press(key);
        }
    }

    private void escape() {
        if (!input.closePopup() && job != null) {
            stop();
        }
    }

    /** Stops what runs, else clears what is written; a second time soon after leaves. */
    void interrupt() {
        Instant now = world.clock().instant();
        boolean again = Duration.between(interrupted, now).compareTo(TWICE) < 0;
        interrupted = now;
        if (again) {
            leave();
        } else if (job != null) {
            stop();
            hint = Optional.of(ChatText.STOPPING);
        } else if (input.isEmpty()) {
            hint = Optional.of(ChatText.AGAIN_TO_LEAVE);
        } else {
            input.clear();
        }
    }

    @Override
    public void stop() {
        Optional.ofNullable(job).ifPresentOrElse(Job::stop, () -> say(ChatText.NOTHING_RUNS));
    }

    @Override
    public void leave() {
        left = true;
        if (job != null) {
            job.stop();
        }
    }

    private void pickHistory() {
        List<Partner.Option> options =
                input.history().all().stream().map(words -> new Partner.Option(words, words.replace('\n', ' '), "", false)).toList();
        pick(ChatText.PICK_HISTORY, options, option -> input.set(option.id()));
    }

    void submit(String message) {
        String words = message.strip();
        if (words.isEmpty()) {
            return;
        }
        input.history().add(message);
        Optional<SlashCommand.Line> line = SlashCommand.parse(words);
        if ((words.startsWith("!") || words.startsWith("！")) && words.length() > 1) {
            commands.shell(words.substring(1).strip());
        } else if (line.isPresent()) {
            commands.run(line.get(), words);
        } else {
            send(words);
        }
    }

    /** Says it to the model now, or at its next step, or after it. */
    @Override
    public void send(String words) {
        Job running = job;
        if (running == null) {
            if (BareWords.leaves(words)) {
                leave();
            } else {
                turn(words);
            }
        } else if (BareWords.stops(words)) {
            stop();
        } else if (running.isTurn() && !running.isStopping() && partner.steer(words)) {
            waiting.give(words);
        } else {
            waiting.keep(words);
        }
    }

    // --- what is under way ----------------------------------------------------------------------------------------

    private void turn(String words) {
        begin(true).view().said(words);
        work(() -> {
            Ending ending = partner.say(words, this::heard, consents);
            return () -> ended(ending);
        });
    }

    /** Work of the model's or the person's that can be stopped. */
    private Job begin(boolean turn) {
        TurnView view = new TurnView(paint, language(), world.clock(), width());
        view.verbose(turn ? standing.verbose() : "full");
        view.showThinking(showThinking);
        Job begun = new Job(view, turn);
        job = begun;
        return begun;
    }

    @Override
    public void job(Work work) {
        begin(false);
        work(work);
    }

    private void work(Work work) {
        Job running = job;
        if (running != null) {
            running.runsOn(errands.start(() -> {
                Runnable then = outcome(work);
                errands.onScreen(() -> finish(then));
            }));
        }
    }

    /** The edge of a run: whatever happens, the person hears one sentence and can go on. */
    private Runnable outcome(Work work) {
        try {
            return work.done();
        } catch (InterruptedException e) {
            return () -> say(ChatText.ABORTED);
        } catch (ClawException e) {
            String sentence = e.in(language());
            return () -> warn(sentence);
        } catch (RuntimeException | Error e) {
            String sentence = world.fault().apply(e);
            return () -> warn(sentence);
        }
    }

    private void finish(Runnable then) {
        Job over = job;
        if (over == null) {
            return;
        }
        over.view().end();
        print(over.view().take());
        last = over.view();
        then.run();
        job = null;
        hint = hint.filter(said -> said != ChatText.STOPPING); // It has stopped.
        waiting.turnOver();
        boolean goesOn = !over.isStopping() && !waiting.isEmpty() && !left;
        refresh();
        if (goesOn) {
            turn(waiting.first());
        } else if (over.isStopping() && !waiting.isEmpty() && input.isEmpty()) {
            // What was waiting is not sent after a stop: the person decides again.
            input.set(waiting.all());
        }
    }

    private void ended(Ending ending) {
        if (ending.outcome() == Ending.Outcome.ABORTED) {
            say(ChatText.ABORTED);
        } else if (ending.outcome() == Ending.Outcome.ANSWERED && !ending.words()) {
            say(ChatText.SILENT);
        }
        if (!ending.failure().isEmpty()) {
            warn(ending.failure());
        }
        if (ending.cut()) {
            warn(ChatText.CUT.in(language()));
        }
        print(Wrap.lines(List.of(Span.dim(ending.summary() + " · " + Elapsed.of(ending.duration()))), width()));
    }

    /** An event of the turn, on any thread. */
    @Override
    public void heard(PartnerEvent event) {
        errands.onScreen(() -> {
            Job running = job;
            if (running != null) {
                if (event instanceof PartnerEvent.Steered) {
                    waiting.taken();
                }
                running.view().accept(event);
            }
        });
    }

    // --- for the commands -----------------------------------------------------------------------------------------

    /** Asks the partner on another thread; what it answers is used on this one. */
    @Override
    public <T> void background(Supplier<T> question, Consumer<T> use) {
        errands.start(() -> {
            Runnable then = outcome(() -> {
                T answer = question.get();
                return () -> use.accept(answer);
            });
            errands.onScreen(then);
        });
    }

    @Override
    public void change(Supplier<Standing> change, Consumer<Standing> then) {
        background(change, now -> {
            standing = now;
            then.accept(now);
        });
    }

    private void refresh() {
        change(partner::standing, _ -> {});
    }

    @Override
    public void pick(Text title, List<Partner.Option> options, Consumer<Partner.Option> chosen) {
        if (options.isEmpty()) {
            say(ChatText.NO_OTHER);
        } else {
            panels.addLast(new Picker(title.in(language()), options, chosen, language(), paint));
        }
    }

    @Override
    public <T> void ask(String title, List<Question.Answer<T>> answers, Consumer<T> chosen) {
        panels.addLast(new Question<>(title, answers, chosen, setting(), () -> {}));
    }

    private Question.Setting setting() {
        return new Question.Setting(language(), paint, world.clock());
    }

    @Override
    public void edit(String words) {
        input.set(words);
    }

    @Override
    public void print(List<Line> lines) {
        Job running = job;
        if (running != null) {
            // What is already final above stays above.
            finished.addAll(running.view().take());
        }
        finished.addAll(lines);
    }

    /** A sentence of ours. */
    @Override
    public void say(Text text, Object... arguments) {
        print(Wrap.lines(List.of(Span.dim(SafeText.of(text.in(language(), arguments)))), width()));
    }

    /** A sentence that must not be missed. */
    @Override
    public void warn(String sentence) {
        List<Span> sign = List.of(new Span(paint.glyph("✗ ", "x "), Style.of(Style.RED)));
        print(Wrap.lines(List.of(Span.plain(SafeText.of(sentence))), width(), sign, List.of(Span.plain("  "))));
    }

    @Override
    public void clearScreen() {
        surface.write("\u001b[H\u001b[2J\u001b[3J");
        area.forget();
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
        return paint;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public int width() {
        return Math.max(8, surface.width() - 1);
    }

    @Override
    public boolean isShowingThinking() {
        return showThinking;
    }

    @Override
    public void showThinking(boolean shown) {
        showThinking = shown;
        Job running = job;
        if (running != null) {
            running.view().showThinking(shown);
        }
    }

    /** The turn that is or was last on the screen. */
    @Override
    public Optional<TurnView> turn() {
        return Optional.ofNullable(job == null ? last : job.view());
    }

    @Override
    public boolean isBusy() {
        return job != null;
    }

    /** Who works on what is under way. */
    Optional<Thread> worker() {
        Job running = job;
        return running == null ? Optional.empty() : running.worker();
    }

    boolean hasLeft() {
        return left;
    }

    // --- what is seen ---------------------------------------------------------------------------------------------

    void draw() {
        Job running = job;
        int rows = Math.max(3, surface.rows() - 1);
        List<Line> lines = new ArrayList<>();
        Frame bottom = bottom(rows);
        if (running != null) {
            running.view().width(width());
            lines.addAll(running.view().live(Math.max(0, rows - bottom.lines().size() - 1), true));
            finished.addAll(running.view().take());
        }
        if (!lines.isEmpty() || rows > 8) {
            lines.add(Line.EMPTY);
        }
        int above = lines.size();
        lines.addAll(bottom.lines());
        List<Line> done = List.copyOf(finished);
        finished.clear();
        area.draw(done, new Frame(lines, above + bottom.row(), bottom.column()));
    }

    private Frame bottom(int rows) {
        Panel panel = panels.peek();
        List<Line> lines = new ArrayList<>(waiting.lines(this, Math.max(1, rows / 4)));
        int room = Math.max(2, rows - lines.size() - 2);
        Frame inner = panel != null
                ? panel.view(width(), Math.min(room, 16))
                : input.view(width(), room);
        int above = lines.size();
        lines.addAll(inner.lines());
        lines.add(hint.map(text -> Line.of(text.in(language()), Style.of(Style.YELLOW)).cut(width()))
                .orElseGet(() -> StatusLine.of(standing, width(), paint, language())));
        return new Frame(lines, above + inner.row(), inner.column());
    }

    /** The last drawing: only what is final stays. */
    void end() {
        Job running = job;
        if (running != null) {
            running.view().end();
            finished.addAll(running.view().take());
        }
        if (standing.going().isPresent()) {
            say(ChatText.BYE, standing.resume());
        }
        area.end(List.copyOf(finished));
    }
}
