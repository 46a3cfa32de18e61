package cn.openclaw.agent;

import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.Transcript;
import cn.openclaw.tool.Toolbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stop 6 of a chat request: asks the model, does what it asks for, and asks again, until it asks for nothing more. Every
 * message is in the transcript before the next thing happens, so a run that is killed can be continued; and a tool call is done
 * at most once, because a call without a result is answered with words when the session goes on, and never done again.
 */
public final class AgentLoop {
    private final ChatModel model;
    private final Toolbox tools;

    public AgentLoop(ChatModel model, Toolbox tools) {
        this.model = model;
        this.tools = tools;
    }

    /**
     * Answers the last message of the transcript.
     *
     * @return the last answer; the ones before it, with their tool calls, are in the transcript
     * @throws LlmException if no answer came; what had been heard is in the transcript with stop reason {@code error}
     * @throws InterruptedException if the run is aborted; what had been heard is in the transcript as {@code aborted}
     */
    public Message.Assistant run(AgentSpec agent, Transcript transcript, Consumer<AgentEvent> events)
            throws InterruptedException {
        for (int step = 1; step <= agent.maxSteps(); step++) {
            Message.Assistant answer = ask(agent, transcript, events);
            if (answer.toolCalls().isEmpty()) {
                return answer;
            }
            for (Part.ToolCall call : answer.toolCalls()) {
                events.accept(new AgentEvent.ToolStarted(call));
                // A tool may have met a key; nobody is told of it, neither the model nor whoever watches.
                Message.ToolResult result = (Message.ToolResult) transcript.redact(tools.run(call));
                transcript.add(result, MessageCost.UNKNOWN);
                events.accept(new AgentEvent.ToolEnded(call, result));
            }
        }
        throw new AgentException(AgentException.Reason.TOO_MANY_STEPS, AgentText.TOO_MANY_STEPS, agent.maxSteps());
    }

    private Message.Assistant ask(AgentSpec agent, Transcript transcript, Consumer<AgentEvent> events)
            throws InterruptedException {
        ChatRequest request =
                new ChatRequest(agent.system(), transcript.messages(), tools.definitions(), agent.options());
        Partial partial = new Partial(events);
        try {
            Message.Assistant answer = distinct(model.chat(request, partial));
            MessageCost cost = agent.price().apply(answer);
            transcript.add(answer, cost);
            events.accept(new AgentEvent.Answered(answer, cost));
            return answer;
        } catch (LlmException e) {
            List<Part> parts = partial.parts().isEmpty() ? e.heard().parts() : partial.parts();
            keep(agent, transcript, parts, e.heard().usage(), StopReason.ERROR, Optional.of(String.valueOf(e.getMessage())));
            throw e;
        } catch (InterruptedException e) {
            if (!partial.parts().isEmpty()) {
                keep(agent, transcript, partial.parts(), Usage.UNKNOWN, StopReason.ABORTED, Optional.empty());
            }
            throw e;
        }
    }

    private static void keep(
            AgentSpec agent, Transcript transcript, List<Part> parts, Usage usage, StopReason reason, Optional<String> error) {
        AgentSpec.Speaker speaker = agent.speaker().get();
        var broken = new Message.Assistant(parts, speaker.model(), speaker.api(), usage, reason, error);
        transcript.add(broken, usage.reported() ? agent.price().apply(broken) : MessageCost.UNKNOWN);
    }

    /** In one answer every call has its own id: the same call said twice counts once, another call gets another id. */
    private static Message.Assistant distinct(Message.Assistant answer) {
        Map<String, Part.ToolCall> seen = new HashMap<>();
        List<Part> parts = new ArrayList<>();
        for (Part part : answer.parts()) {
            if (!(part instanceof Part.ToolCall call)) {
                parts.add(part);
            } else if (!seen.containsKey(call.id())) {
                seen.put(call.id(), call);
                parts.add(call);
            } else if (!call.equals(seen.get(call.id()))) {
                Part.ToolCall other = new Part.ToolCall(free(call, seen), call.name(), call.arguments());
                seen.put(other.id(), other);
                parts.add(other);
            }
        }
        return parts.size() == answer.parts().size() && parts.equals(answer.parts())
                ? answer
                : new Message.Assistant(
                        parts, answer.model(), answer.api(), answer.usage(), answer.stopReason(), answer.error());
    }

    /** Kimi's ids are {@code name:number}; the model imitates what it sees, so a new one has that shape too. */
    private static String free(Part.ToolCall call, Map<String, Part.ToolCall> seen) {
        int number = 0;
        while (seen.containsKey(call.name() + ":" + number)) {
            number++;
        }
        return call.name() + ":" + number;
    }
}
