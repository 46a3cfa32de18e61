package cn.openclaw.tool;

import cn.openclaw.session.SessionKey;
import java.time.Duration;
import java.util.Optional;

/** What tools need of the floor above them to give work to another agent. */
public interface SubAgents {
    /**
     * A piece of work.
     *
     * @param agentId which agent; the asking one if empty
     * @param words what to do
     * @param label a short name for people
     * @param model which model; the agent's if empty
     * @param thinking how hard to think; the agent's way if empty
     * @param limit after how long it is stopped
     * @param key a conversation to speak in; a new one if empty
     */
    record Task(
            Optional<String> agentId,
            String words,
            Optional<String> label,
            Optional<String> model,
            Optional<String> thinking,
            Optional<Duration> limit,
            Optional<SessionKey> key) {}

    /**
     * What came of it.
     *
     * @param key its conversation
     * @param answered whether it ended with an answer
     * @param words the answer, or why there is none, for the model
     */
    record Result(SessionKey key, boolean answered, String words) {}

    /** Does it and waits for the end; interruption stops it. */
    Result run(Task task) throws InterruptedException;

    /** Whether another one may be started from here: there is a limit to how deep they nest. */
    boolean mayNest();

    /** There are none here. */
    static SubAgents none() {
        return new SubAgents() {
            @Override
            public Result run(Task task) {
                throw new IllegalStateException("sub-agents are not offered here");
            }

            @Override
            public boolean mayNest() {
                return false;
            }
        };
    }
}
