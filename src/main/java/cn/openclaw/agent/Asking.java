package cn.openclaw.agent;

import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gets one answer into the transcript, whole or what was heard of it. A request that turns out too long is shortened and asked
 * once more; so is one that brought no word: with more room for the answer, if reasoning had taken all of it.
 */
final class Asking {
    private final ChatModel model;
    private final AgentSpec agent;
    private final Transcript transcript;
    private final Consumer<AgentEvent> events;
    private final ContextKeeper context;

    Asking(ChatModel model, AgentSpec agent, Transcript transcript, Consumer<AgentEvent> events, ContextKeeper context) {
        this.model = model;
        this.agent = agent;
        this.transcript = transcript;
        this.events = events;
        this.context = context;
    }

    Message.Assistant answer() throws InterruptedException {
        Optional<Integer> cap = Optional.empty();
        boolean shortened = false;
        boolean again = false;
        while (true) {
            ChatRequest request = context.request(cap);
            Message.Assistant answer;
            Partial partial = new Partial(events);
            try {
                answer = ask(request, partial);
            } catch (LlmException e) {
                boolean tooLong = e.failure() instanceof LlmFailure.ContextOverflow && heard(e, partial).isEmpty();
                if (!tooLong || shortened) {
                    broken(e, partial);
                    throw e;
                }
                shortened = true;
                context.overflowed(request, (LlmFailure.ContextOverflow) e.failure());
                continue;
            }
            if (saysSomething(answer) || again) {
                lastWord(answer);
                return answer;
            }
            again = true;
            cap = larger(answer, request);
            if (answer.stopReason() == StopReason.LENGTH && cap.isEmpty()) {
                lastWord(answer);
                return answer;
            }
            notice(cap.map(most -> LlmNotice.of(AgentText.REASONED_AGAIN, most))
                    .orElseGet(() -> LlmNotice.of(AgentText.EMPTY_AGAIN)));
        }
    }

    private Message.Assistant ask(ChatRequest request, Partial partial) throws InterruptedException {
        try {
            Message.Assistant answer = distinct(model.chat(request, partial));
            MessageCost cost = agent.price().apply(answer);
            transcript.add(answer, cost);
            context.answered();
            events.accept(new AgentEvent.Answered(answer, cost));
            return answer;
        } catch (InterruptedException e) {
            if (!partial.parts().isEmpty()) {
                keep(partial.parts(), Usage.UNKNOWN, StopReason.ABORTED, Optional.empty());
            }
            throw e;
        }
    }

    private static boolean saysSomething(Message.Assistant answer) {
        return !answer.toolCalls().isEmpty() || !answer.text().isBlank();
    }

    private void lastWord(Message.Assistant answer) {
        if (!saysSomething(answer)) {
            notice(LlmNotice.of(answer.stopReason() == StopReason.LENGTH ? AgentText.REASONED : AgentText.EMPTY));
        }
    }

    private void notice(LlmNotice notice) {
        events.accept(new AgentEvent.Noticed(notice));
    }

    /** Four times the room for an answer that reasoning ate, as far as the window allows; empty if that is no more than before. */
    private Optional<Integer> larger(Message.Assistant answer, ChatRequest request) {
        if (answer.stopReason() != StopReason.LENGTH) {
            return Optional.empty();
        }
        long before = Math.max(answer.usage().output(), agent.room().get().answer());
        long allowed = Math.min(before * 4, context.left(request));
        return allowed > before ? Optional.of((int) allowed) : Optional.empty();
    }

    private static List<Part> heard(LlmException e, Partial partial) {
        return partial.parts().isEmpty() ? e.heard().parts() : partial.parts();
    }

    private void broken(LlmException e, Partial partial) {
        keep(heard(e, partial), e.heard().usage(), StopReason.ERROR, Optional.of(String.valueOf(e.getMessage())));
    }

    private void keep(List<Part> parts, Usage usage, StopReason reason, Optional<String> error) {
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
        return parts.equals(answer.parts())
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
