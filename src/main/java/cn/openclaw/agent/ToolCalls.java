package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.session.Transcript;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does the calls of one answer after the other: those that only read side by side, those that change something one at a time, all
 * results in the model's order. Before a call that changes something is begun, a note of it is on the disk; its result is on the
 * disk before the next thing happens. So however a run ends, no call is done twice unseen.
 */
final class ToolCalls {
    private static final String SKIPPED = "Skipped: the user said something before this call was begun. Nothing was done by it.";
    private static final String STOPPED = "Not run: the turn was stopped before this call was begun.";
    private static final String BROKEN_OFF =
            "Stopped while it ran: the turn was ended by the user or its time limit. It may have been done in part; check before"
                    + " repeating it.";
    private static final String CUT_OFF =
            "Error: not run, because your answer was cut off by the output limit in the middle of this call. Say it again, shorter,"
                    + " or in several calls.";

    private final Toolbox tools;
    private final Transcript transcript;
    private final Consumer<AgentEvent> events;
    private final Inbox inbox;
    private final Repeats repeats = new Repeats();

    ToolCalls(Toolbox tools, Transcript transcript, Consumer<AgentEvent> events, Inbox inbox) {
        this.tools = tools;
        this.transcript = transcript;
        this.events = events;
        this.inbox = inbox;
    }

    /**
     * Answers every call.
     *
     * @throws InterruptedException if the run is aborted; every call has its answer in the transcript then, too
     * @throws AgentException if the model goes round in circles
     */
    void run(Message.Assistant answer) throws InterruptedException {
        List<Part.ToolCall> open = new ArrayList<>(answer.toolCalls());
        Optional<Part.ToolCall> cut = answer.stopReason() == StopReason.LENGTH && !open.isEmpty()
                ? Optional.of(open.removeLast())
                : Optional.empty();
        try {
            while (!open.isEmpty() && !inbox.isWaited()) {
                int size = together(open);
                batch(List.copyOf(open.subList(0, size)));
                open.subList(0, size).clear();
            }
        } catch (InterruptedException e) {
            // The batch that was interrupted has its answers; the calls behind it, and one cut off, get theirs here.
            open.subList(0, together(open)).clear();
            open.forEach(call -> refuse(call, STOPPED));
            cut.ifPresent(call -> refuse(call, CUT_OFF));
            throw e;
        }
        open.forEach(call -> refuse(call, SKIPPED));
        cut.ifPresent(this::cutOff);
    }

    /** What arrived of its arguments differs each time; that it is cut off again is what repeats. */
    private void cutOff(Part.ToolCall call) {
        refuse(call, CUT_OFF);
        stopAt(repeats.note(new Part.ToolCall("", call.name(), CUT_OFF), failed(call, CUT_OFF)), call);
    }

    private static void stopAt(int rounds, Part.ToolCall call) {
        if (rounds >= Repeats.STOP) {
            throw new AgentException(AgentException.Reason.LOOPING, AgentText.LOOPING, call.name(), rounds);
        }
    }

    /** How many calls from the first one may be done side by side. */
    private int together(List<Part.ToolCall> calls) {
        int size = 0;
        while (size < calls.size() && tools.effect(calls.get(size)) == Effect.READS) {
            size++;
        }
        return Math.max(1, size);
    }

    private void refuse(Part.ToolCall call, String words) {
        events.accept(new AgentEvent.ToolStarted(call));
        keep(call, failed(call, words), Optional.empty());
    }

    private static Message.ToolResult failed(Part.ToolCall call, String words) {
        return new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text(words)), true);
    }

    private void batch(List<Part.ToolCall> calls) throws InterruptedException {
        calls.forEach(call -> events.accept(new AgentEvent.ToolStarted(call)));
        try (Workers workers = new Workers(tools, transcript::begun, events)) {
            calls.forEach(workers::start);
            for (int at = 0; at < calls.size(); at++) {
                try {
                    keep(calls.get(at), workers.result(at));
                } catch (InterruptedException e) {
                    workers.stop();
                    for (int rest = at; rest < calls.size(); rest++) {
                        abandoned(workers, calls.get(rest), rest);
                    }
                    throw e;
                }
            }
        }
    }

    /** What came of a call whose run was aborted. */
    private void abandoned(Workers workers, Part.ToolCall call, int place) {
        Optional<Toolbox.Ran> ran = workers.known(place);
        if (ran.isPresent()) {
            Message.ToolResult result = (Message.ToolResult) transcript.redact(ran.get().result());
            keep(call, result, ran.get().details().map(transcript::redact));
        } else {
            keep(call, failed(call, workers.wasBegun(place) ? BROKEN_OFF : STOPPED), Optional.empty());
        }
    }

    private void keep(Part.ToolCall call, Toolbox.Ran ran) {
        // A tool may have met a key; nobody is told of it, neither the model nor whoever watches.
        Message.ToolResult result = (Message.ToolResult) transcript.redact(ran.result());
        int rounds = repeats.note(call, result);
        if (rounds >= Repeats.WARN) {
            List<Part> parts = new ArrayList<>(result.parts());
            parts.add(new Part.Text(Repeats.warning(rounds)));
            result = new Message.ToolResult(result.callId(), result.toolName(), parts, result.isError());
        }
        keep(call, result, ran.details().map(transcript::redact));
        stopAt(rounds, call);
    }

    private void keep(Part.ToolCall call, Message.ToolResult result, Optional<ObjectNode> details) {
        transcript.add(result, details);
        events.accept(new AgentEvent.ToolEnded(call, result, details));
    }
}
