package cn.openclaw.agent;

import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Message;
import cn.openclaw.session.Transcript;
import cn.openclaw.tool.Toolbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stop 6 of a chat request: asks the model, does what it asks for, and asks again, until it asks for nothing more and nobody has
 * said anything meanwhile. Every message is in the transcript before the next thing happens, so a run that is killed can be
 * continued; and a tool call is done at most once, because a call without a result is answered with words when the session goes
 * on, and never done again.
 */
final class AgentLoop {
    private final ChatModel model;
    private final ChatModel summariser;
    private final Toolbox tools;
    private final Inbox inbox;

    /** @param summariser who writes summaries; may be the same model, but what it says there is no part of the conversation */
    AgentLoop(ChatModel model, ChatModel summariser, Toolbox tools, Inbox inbox) {
        this.model = model;
        this.summariser = summariser;
        this.tools = tools;
        this.inbox = inbox;
    }

    /**
     * Answers the last message of the transcript.
     *
     * @return the last answer; the ones before it, with their tool calls, are in the transcript
     * @throws LlmException if no answer came; what had been heard is in the transcript with stop reason {@code error}
     * @throws InterruptedException if the run is aborted; what had been heard is in the transcript as {@code aborted}
     */
    Message.Assistant run(AgentSpec agent, Transcript transcript, Consumer<AgentEvent> events) throws InterruptedException {
        Asking asking = new Asking(model, agent, transcript, events, context(agent, transcript, events));
        ToolCalls calls = new ToolCalls(tools, transcript, events, inbox);
        for (int step = 1; step <= agent.maxSteps(); step++) {
            take(inbox.steering(), transcript, events);
            Message.Assistant answer = asking.answer();
            if (!answer.toolCalls().isEmpty()) {
                calls.run(answer);
            } else if (!take(inbox.next(), transcript, events)) {
                return answer;
            }
        }
        throw new AgentException(AgentException.Reason.TOO_MANY_STEPS, AgentText.TOO_MANY_STEPS, agent.maxSteps());
    }

    /**
     * Summarises the conversation now, because the person asked for it.
     *
     * @param instructions what the summary should look after
     */
    Optional<Compactor.Done> compact(
            AgentSpec agent, Transcript transcript, Consumer<AgentEvent> events, Optional<String> instructions)
            throws InterruptedException {
        return context(agent, transcript, events).compactNow(instructions);
    }

    private ContextKeeper context(AgentSpec agent, Transcript transcript, Consumer<AgentEvent> events) {
        return new ContextKeeper(agent, tools.definitions(), transcript, events, summariser);
    }

    private static boolean take(List<Inbox.Said> said, Transcript transcript, Consumer<AgentEvent> events) {
        for (Inbox.Said one : said) {
            one.hear(transcript);
            events.accept(new AgentEvent.Steered(one.parts(), one.id()));
        }
        return !said.isEmpty();
    }
}
