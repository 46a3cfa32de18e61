package cn.openclaw.gateway;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.base.Redactor;
import cn.openclaw.llm.Message;
import cn.openclaw.session.SessionKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import tools.jackson.databind.node.ObjectNode;

/** Does runs, one by one on the caller's thread, and sees to it that each has its one end: heard, written down, remembered. */
final class RunWork implements AutoCloseable {
    /** A message whose turn ended this many processes is not tried again. */
    private static final int MOST_BEGINS = 10;
    /** One whose turn ended this many waits before the next try, so that there is time to stop it. */
    private static final int SUSPECT = 3;
    /** Characters of what came of a run that another conversation is told. */
    private static final int LONGEST_SUMMARY = 2_000;

    private final GatewayWorld world;
    private final RunJournal journal;
    private final Feed feed;
    private final Redactor redactor;
    private final ScheduledThreadPoolExecutor ticker;

    RunWork(GatewayWorld world, RunJournal journal, Redactor redactor) {
        this.world = world;
        this.journal = journal;
        this.redactor = redactor;
        this.feed = Feed.of(world);
        this.ticker = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("run-events").factory());
        ticker.setRemoveOnCancelPolicy(true);
    }

    private long now() {
        return world.agents().clock().millis();
    }

    private RunVoice voice(Run run) {
        RunVoice.Subject subject = new RunVoice.Subject(run.id(), run.key(), run.order().request().language(), now());
        return new RunVoice(subject, feed, world.agents().clock(), ticker, redactor);
    }

    /** A run's turn, and its end; answers whether it was answered. */
    boolean live(Run run) {
        RunVoice voice = voice(run);
        RunEnding ending;
        try {
            run.together().forEach(guest -> voice.joined(guest.id()));
            run.awaitGo();
            ending = run.begin(voice) ? work(run, voice) : aborted(run, Optional.empty());
        } catch (InterruptedException e) {
            ending = aborted(run, Optional.empty());
        } catch (ClawException e) {
            ending = failed(run, e.in(run.order().request().language()), Optional.of(e));
        } catch (RuntimeException | Error e) {
            // The edge of a run: our own fault ends this one alone.
            String id = Long.toHexString(world.agents().random().nextLong());
            world.log().fault("runs", "run " + run.id() + " failed, fault " + id, e);
            ending = failed(run, RunText.OUR_FAULT.in(run.order().request().language(), id), Optional.empty());
        }
        run.windUp();
        if (!run.isLeft() || ending.status() == RunEnding.Status.ANSWERED) {
            end(run, ending);
        }
        return ending.status() == RunEnding.Status.ANSWERED;
    }

    /** The end of a run that another process brought to it, or that is not to be tried again; empty if there is something to do. */
    private Optional<RunEnding> over(Run run, RunTrace trace) {
        Language language = run.order().request().language();
        boolean left = run.begunBefore() >= Runs.LEFT;
        Optional<RunEnding> over =
                switch (trace) {
                    case NONE, HALF -> Optional.empty();
                    case ENDED -> Optional.of(ended(run, RunEnding.Status.ANSWERED, Optional.empty()));
                    case FAILED -> Optional.of(failed(run, RunText.FAILED_BEFORE.in(language), Optional.empty()));
                    case BROKEN -> left ? Optional.empty() : Optional.of(ended(run, RunEnding.Status.ABORTED, Optional.of("restart")));
                };
        return over.isEmpty() && run.begunBefore() % Runs.LEFT >= MOST_BEGINS
                ? Optional.of(failed(run, RunText.ENDED_TOO_OFTEN.in(language, MOST_BEGINS), Optional.empty()))
                : over;
    }

    private RunEnding ended(Run run, RunEnding.Status status, Optional<String> words) {
        return new RunEnding(status, Optional.empty(), words, run.acceptedAt(), now());
    }

    /** Whether nothing of a run is in its transcript: more can be said with it. */
    boolean isFresh(Run run) {
        try {
            return !run.isTakenUp() || trace(run) == RunTrace.NONE;
        } catch (ClawException e) {
            // A transcript that cannot be read: its turn says so.
            return false;
        }
    }

    private RunTrace trace(Run run) {
        return RunTrace.of(run, Conversations.store(world, run.key()));
    }

    private RunEnding work(Run run, RunVoice voice) throws InterruptedException {
        RunTrace trace = run.isTakenUp() ? trace(run) : RunTrace.NONE;
        Optional<RunEnding> over = run.isTakenUp() ? over(run, trace) : Optional.empty();
        if (over.isPresent()) {
            return over.get();
        }
        int begins = run.begunBefore() % Runs.LEFT;
        if (begins >= SUSPECT) {
            Thread.sleep(Duration.ofSeconds(1L << Math.min(6, begins - SUSPECT)));
        }
        journalBegun(run);
        SystemEvents events = SystemEvents.of(world);
        SystemEvents.Taken taken = events.take(run.key());
        boolean answered = false;
        try {
            RunReport report = turn(run, voice, trace != RunTrace.NONE, taken.words());
            answered = report.outcome() == RunReport.Outcome.ANSWERED;
            return ending(run, report);
        } finally {
            events.settle(taken, answered);
        }
    }

    private RunReport turn(Run run, RunVoice voice, boolean again, List<String> events) throws InterruptedException {
        RunRequest request = run.request();
        RunListener listener = run.listener();
        RunRequest whole = request.with(SystemEvents.told(events, request.extra().of(run.id(), again)))
                .approvedBy(Approvals.of(world).approver(run.key(), listener));
        return world.runs().run(whole, event -> {
            if (event instanceof AgentEvent.Began) {
                run.started(now());
                voice.begin(again);
                if (!again) {
                    voice.said(request.parts());
                }
            }
            voice.accept(event);
            listener.heard(event);
        });
    }

    private void journalBegun(Run run) {
        if (run.order().durable()) {
            try {
                journal.begun(run, now());
            } catch (IOException e) {
                // The transcript tells it too; only the count of begins is less.
                world.log().fault("runs", "the journal of runs cannot be written", e);
            }
        }
    }

    private RunEnding ending(Run run, RunReport report) {
        String words = report.failure().map(failure -> Abroad.of(failure, run.order().request().language(), world.log(), "run " + run.id())).orElse("");
        return switch (report.outcome()) {
            case ANSWERED -> ending(RunEnding.Status.ANSWERED, report, Optional.empty(), run);
            case FAILED -> ending(RunEnding.Status.FAILED, report, Optional.of(words), run);
            case TIMED_OUT -> ending(RunEnding.Status.TIMED_OUT, report, Optional.of(words), run);
            case INTERRUPTED -> aborted(run, Optional.of(report));
        };
    }

    private RunEnding ending(RunEnding.Status status, RunReport report, Optional<String> words, Run run) {
        return new RunEnding(status, Optional.of(report), words.map(redactor::redact), run.startedAt(), now());
    }

    RunEnding aborted(Run run, Optional<RunReport> report) {
        return new RunEnding(RunEnding.Status.ABORTED, report, run.stopped().or(() -> Optional.of("rpc")), run.startedAt(), now());
    }

    private RunEnding failed(Run run, String words, Optional<ClawException> refusal) {
        return new RunEnding(
                RunEnding.Status.FAILED, Optional.empty(), Optional.of(redactor.redact(words)), run.startedAt(), now(), refusal);
    }

    /** The one terminal state; of a run that was given up while it winds up, this is not the first. */
    void end(Run run, RunEnding ending) {
        boolean begun = run.voice().isPresent();
        if (run.ending().isEmpty()) {
            if (run.startedAt() == 0 && ending.status() != RunEnding.Status.ANSWERED) {
                keep(run);
            }
            run.voice().orElseGet(() -> voice(run)).end(ending, run.startedAt() > 0);
            close(run, ending);
        }
        for (Run guest : run.guests()) {
            if (!begun && guest.ending().isEmpty()) {
                // Nobody told them that they are answered here.
                voice(guest).end(ending, false);
            }
            close(guest, ending);
            guest.shed();
        }
        run.shed();
    }

    /** Writes down that it is over, and lets everybody who waits for it know. */
    void close(Run run, RunEnding ending) {
        if (run.ending().isEmpty()) {
            run.order().told().ifPresent(told -> tell(run, told, ending));
        }
        if (run.ending().isEmpty() && run.order().durable()) {
            try {
                journal.ended(run, ending);
            } catch (IOException e) {
                // The transcript tells it too.
                world.log().fault("runs", "the journal of runs cannot be written", e);
            }
        }
        run.end(ending);
    }

    /** What came of a run elsewhere is told to the agent's main conversation: once, however often a process is killed here. */
    private void tell(Run run, RunOrder.Told told, RunEnding ending) {
        String words =
                switch (ending.status()) {
                    case ANSWERED -> answer(run, ending);
                    case FAILED, TIMED_OUT -> "failed: " + ending.failure().map(why -> why.abroad(Language.EN)).or(ending::words).orElse("");
                    case ABORTED -> "stopped (" + ending.words().orElse("") + ")";
                };
        if (words.isBlank()) {
            return;
        }
        String summary = words.length() > LONGEST_SUMMARY ? words.substring(0, LONGEST_SUMMARY) + "…" : words;
        SystemEvents.Event event = new SystemEvents.Event("run:" + run.order().name(), told.from() + ": " + summary, told.now());
        try {
            boolean fresh = SystemEvents.of(world).add(SessionKey.main(run.key().agent()), event);
            if (fresh && told.now() && !run.isStopped("shutdown") && !run.isLeft()) {
                Heartbeats.of(world).wake(Optional.of(run.key().agent()), "hook");
            }
        } catch (ClawException e) {
            world.log().fault("runs", "what came of run " + run.id() + " could not be told", e);
        }
    }

    private String answer(Run run, RunEnding ending) {
        return ending.report()
                .map(report -> String.join("\n\n", report.texts()))
                .orElseGet(() -> RunTrace.answer(run.order(), Conversations.store(world, run.key())));
    }

    /** A message whose turn could not begin stays in its conversation all the same. */
    private void keep(Run run) {
        if (!run.order().durable() || run.isSetAside()) {
            return;
        }
        try {
            if (isFresh(run)) {
                RunRequest request = run.request();
                world.runs().note(request, transcript -> transcript.add(new Message.User(request.parts()), Optional.of(run.id())));
            }
        } catch (ClawException e) {
            world.log().fault("runs", "a message could not be kept", e);
        }
    }

    /** There is no room for it any more: it ends without an answer. */
    void crowdOut(Run run, int cap) {
        var _ = setAside(run);
        run.stop("queue");
        end(run, failed(run, RunText.CROWDED_OUT.in(run.order().request().language(), cap), Optional.empty()));
    }

    /** Keeps a message in its conversation for people alone; answers whether it is there. */
    boolean setAside(Run run) {
        ObjectNode message = Injected.said(run.order().request().parts(), now());
        try {
            var _ = world.runs().note(run.order().request(), transcript -> transcript.addPlain(message, true));
            run.setAside();
            return true;
        } catch (ClawException e) {
            world.log().fault("runs", "a message could not be kept", e);
            return false;
        }
    }

    /** Answers a command. */
    void answer(Run run, Runs.Words words) {
        Language language = run.order().request().language();
        String text;
        try {
            text = words.get();
        } catch (InterruptedException e) {
            text = RunText.STOPPED.in(language);
        } catch (ClawException e) {
            text = Abroad.of(e, language, world.log(), "command " + run.id());
        } catch (RuntimeException e) {
            // The edge of a command.
            String id = Long.toHexString(world.agents().random().nextLong());
            world.log().fault("runs", "command " + run.id() + " failed, fault " + id, e);
            text = RunText.OUR_FAULT.in(language, id);
        }
        ObjectNode message = Injected.message(redactor.redact(text), now());
        try {
            world.runs().note(run.order().request(), transcript -> transcript.addPlain(message, true));
        } catch (ClawException e) {
            world.log().fault("runs", "the answer of a command could not be kept", e);
        }
        run.end(new RunEnding(RunEnding.Status.ANSWERED, Optional.empty(), Optional.empty(), run.acceptedAt(), now()));
        feed.tell(Feed.News.of("chat", run.key(), Injected.event(run.id(), run.key(), 1, message)));
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
