package cn.openclaw.agent;

import cn.openclaw.journal.Act;
import cn.openclaw.journal.Requests;
import cn.openclaw.ledger.Caller;
import cn.openclaw.llm.Part;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells those who watch of a turn and its tools: what traces need besides the calls to models. Heard on the turn's thread. */
final class Acts implements Consumer<AgentEvent> {
    private final Requests requests;
    private final Caller caller;
    private final InstantSource clock;
    private final Consumer<AgentEvent> events;
    private final Instant at;
    private final long begun = System.nanoTime();
    private final Map<String, Running> tools = new HashMap<>();

    private record Running(Instant at, long begun) {}

    Acts(Requests requests, Caller caller, InstantSource clock, Consumer<AgentEvent> events) {
        this.requests = requests;
        this.caller = caller;
        this.clock = clock;
        this.events = events;
        this.at = clock.instant();
    }

    @Override
    public void accept(AgentEvent event) {
        if (event instanceof AgentEvent.ToolStarted(Part.ToolCall call)) {
            tools.put(call.id(), new Running(clock.instant(), System.nanoTime()));
        } else if (event instanceof AgentEvent.ToolEnded ended) {
            Running running = tools.remove(ended.call().id());
            if (running != null) {
                Optional<String> error = ended.result().isError() ? Optional.of("the tool reported an error") : Optional.empty();
                act(Act.Kind.TOOL, ended.call().name(), running, error);
            }
        }
        events.accept(event);
    }

    /** The turn is over. */
    void over(RunReport report) {
        Optional<String> error = report.outcome() == RunReport.Outcome.ANSWERED
                ? Optional.empty()
                : Optional.of(report.failure().map(failure -> String.valueOf(failure.getMessage())).orElse("stopped"));
        act(Act.Kind.TURN, caller.agent(), new Running(at, begun), error);
    }

    private void act(Act.Kind kind, String name, Running running, Optional<String> error) {
        long nanos = System.nanoTime() - running.begun();
        requests.acted(new Act(kind, caller.run(), name, caller.session(), running.at(), nanos, error));
    }
}
