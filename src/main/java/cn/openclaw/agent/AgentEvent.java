package cn.openclaw.agent;

import cn.openclaw.base.ClawException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.session.MessageCost;
import java.time.Instant;
import java.util.Optional;

/** What happens in a run, as it happens; heard on the run's thread. */
public sealed interface AgentEvent {
    /**
     * The message was accepted and is on the disk.
     *
     * @param who who will be asked
     * @param session where the conversation is kept
     * @param verbose how much of the tools' doings the person wants to see here: {@code off}, {@code on} or {@code full}
     */
    record Began(String who, RunReport.Session session, String verbose) implements AgentEvent {}

    /** A piece of an answer. */
    record Heard(ChatEvent piece) implements AgentEvent {}

    /** A whole answer, already in the transcript. */
    record Answered(Message.Assistant answer, MessageCost cost) implements AgentEvent {}

    record ToolStarted(Part.ToolCall call) implements AgentEvent {}

    record ToolEnded(Part.ToolCall call, Message.ToolResult result) implements AgentEvent {}

    /** Something the person should know although the run goes on. */
    record Noticed(LlmNotice notice) implements AgentEvent {}

    /**
     * Another key or model is asked from here on, for this turn only.
     *
     * @param from who could not answer: {@code provider/model (profile)}
     * @param to who is asked instead
     * @param why the failure; empty if it was not even asked
     * @param restsUntil until when it rests, if that is why it was not asked
     */
    record Switched(String from, String to, Optional<ClawException> why, Optional<Instant> restsUntil)
            implements AgentEvent {}
}
