package cn.openclaw.agent;

import cn.openclaw.base.ClawException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.session.MessageCost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

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

    /** What a running tool prints, piece by piece, for the person. */
    record ToolProgress(Part.ToolCall call, String words) implements AgentEvent {}

    /**
     * A call was done, refused or left out; its result is in the transcript.
     *
     * @param details for screens: {@code diff}, {@code exitCode}, {@code path} …
     */
    record ToolEnded(Part.ToolCall call, Message.ToolResult result, Optional<ObjectNode> details) implements AgentEvent {}

    /**
     * What the person said meanwhile was taken into the running turn; it is in the transcript.
     *
     * @param id what it is known by outside, if it is
     */
    record Steered(List<Part> parts, Optional<String> id) implements AgentEvent {}

    /**
     * The conversation has grown too long and is being summarised.
     *
     * @param tokens about how many it has
     * @param window how many the model can hold
     */
    record Compacting(int tokens, int window) implements AgentEvent {}

    /**
     * The conversation was shortened; all of it stays in the transcript.
     *
     * @param before about how many tokens it had
     * @param after about how many the model is told from now on
     * @param summarised whether a model wrote the summary; if not, it was put together from what was said
     */
    record Compacted(int before, int after, boolean summarised) implements AgentEvent {}

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
