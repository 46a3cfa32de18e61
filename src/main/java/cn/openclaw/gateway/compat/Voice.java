package cn.openclaw.gateway.compat;

import cn.openclaw.base.ClawException;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.Usage;
import cn.openclaw.session.SessionKey;
import java.util.List;

/** Says an agent's answer in a dialect, in pieces or whole. */
interface Voice {
    /** What is said after a while in which there was nothing to say. */
    String ALIVE = "the agent is at work";

    /** The question was taken; its turn comes now, or after those before it. */
    void accepted(String runId, SessionKey key);

    /** The agent has begun; nothing was said before. */
    void begin(Dialogue.Began began) throws InterruptedException;

    void text(String piece) throws InterruptedException;

    void thinking(String piece) throws InterruptedException;

    /** Something that keeps the program waiting: said where the dialect has room for it beside the answer, as a comment of a stream. */
    void note(String words) throws InterruptedException;

    /** The agent does something. */
    void work() throws InterruptedException;

    /** There is nothing to say yet: programs, and what is between, must not take the answer for dead. */
    void quiet() throws InterruptedException;

    /** A call waited for an operator's word: {@code allow-once}, {@code deny} …, {@code unanswered}. */
    void decided(String word) throws InterruptedException;

    /**
     * The answer ends here: the program is to do these.
     *
     * @param usage what this request's part of the turn took
     */
    void calls(List<Part.ToolCall> calls, Usage usage) throws InterruptedException;

    /** The answer is whole. */
    void end(Dialogue.Ending ending) throws InterruptedException;

    /** There is no answer, or only the part that was said. */
    void fail(ClawException failure) throws InterruptedException;
}
