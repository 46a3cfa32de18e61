package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on threads of their own. Whatever they have to say (a note before an effect, progress, the result) is said on the
 * thread that made this object, which alone touches the transcript and the listeners. Closing it stops what still runs and waits
 * for it.
 */
final class Workers implements AutoCloseable {
    /** How long a tool may take to stop. One that does not is left behind; its result counts for nothing. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Toolbox tools;
    private final Consumer<Part.ToolCall> note;
    private final Consumer<AgentEvent> events;
    private final List<Worker> workers = new ArrayList<>();
    private final LinkedBlockingQueue<Runnable> said = new LinkedBlockingQueue<>();
    private boolean stopped;

    /** @param note keeps, for good, that a call that changes something is begun */
    Workers(Toolbox tools, Consumer<Part.ToolCall> note, Consumer<AgentEvent> events) {
        this.tools = tools;
        this.note = note;
        this.events = events;
    }

    /** One call; its members belong to the owner's thread. */
    private static final class Worker {
        private final Part.ToolCall call;
        private final Thread thread;
        private boolean ended;
        private boolean begun;
        private Toolbox.@Nullable Ran ran;
        private @Nullable Throwable broke;

        Worker(Part.ToolCall call, Runnable work) {
            this.call = call;
            thread = Thread.ofVirtual().name("tool").unstarted(work);
        }
    }

    void start(Part.ToolCall call) {
        int place = workers.size();
        Worker worker = new Worker(call, () -> work(call, place));
        workers.add(worker);
        worker.thread.start();
    }

    private void work(Part.ToolCall call, int place) {
        try {
            Toolbox.Ran ran = tools.run(call, new Toolbox.Watcher() {
                @Override
                public void begins(Part.ToolCall one, Effect effect) throws InterruptedException {
                    mayBegin(one, effect, place);
                }

                @Override
                public void progress(Part.ToolCall one, String words) {
                    said.add(() -> events.accept(new AgentEvent.ToolProgress(one, words)));
                }
            });
            said.add(() -> end(place, ran, null));
        } catch (InterruptedException e) {
            // It was stopped, or stopped itself: there is no result.
            said.add(() -> end(place, null, null));
        } catch (RuntimeException | Error e) {
            // The edge of a thread: the owner throws it again.
            said.add(() -> end(place, null, e));
        }
    }

    private void end(int place, Toolbox.@Nullable Ran ran, @Nullable Throwable broke) {
        Worker worker = workers.get(place);
        worker.ended = true;
        worker.ran = ran;
        worker.broke = broke;
    }

    /** On the worker's thread: waits until the owner has noted it. */
    private void mayBegin(Part.ToolCall call, Effect effect, int place) throws InterruptedException {
        CountDownLatch noted = new CountDownLatch(1);
        said.add(() -> {
            if (!stopped) {
                if (effect != Effect.READS) {
                    note.accept(call);
                }
                workers.get(place).begun = true;
                noted.countDown();
            }
        });
        noted.await();
    }

    /** The result of the call that was started as this one, waited for. */
    Toolbox.Ran result(int place) throws InterruptedException {
        Worker worker = workers.get(place);
        while (!worker.ended) {
            said.take().run();
        }
        if (worker.broke instanceof Error error) {
            throw error;
        }
        if (worker.broke instanceof RuntimeException broken) {
            throw broken;
        }
        return Objects.requireNonNullElseGet(worker.ran, () -> new Toolbox.Ran(
                new Message.ToolResult(
                        worker.call.id(), worker.call.name(), List.of(new Part.Text("Error: the tool was stopped.")), true),
                Optional.empty()));
    }

    /** The result of a call, if it has one already. */
    Optional<Toolbox.Ran> known(int place) {
        return Optional.ofNullable(workers.get(place).ran);
    }

    boolean wasBegun(int place) {
        return workers.get(place).begun;
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops what still runs and waits for it; does nothing the second time. */
    void stop() {
        if (stopped) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        stopped = true;
        workers.forEach(worker -> worker.thread.interrupt());
        long until = System.nanoTime() + GRACE.toNanos();
        try {
            while (workers.stream().anyMatch(worker -> !worker.ended) && until > System.nanoTime()) {
                Runnable next = said.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            }
        } catch (InterruptedException e) {
            // A second Ctrl-C: whoever still runs is left behind.
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
