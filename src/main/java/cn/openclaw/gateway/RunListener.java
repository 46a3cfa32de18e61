package cn.openclaw.gateway;

import cn.openclaw.agent.AgentEvent;
import java.time.Duration;

/**
 * Somebody who listens to one run beside those who follow its conversation: the request over HTTP that asked for it. All but
 * {@link #ended} comes on the run's thread; that comes on the thread of whoever ended it, once, after everybody was told.
 */
public interface RunListener {
    /** Listens to nothing. */
    RunListener NONE = new RunListener() {};

    default void heard(AgentEvent event) {}

    /** A call waits for a person's word. */
    default void asked(Approvals.Pending pending) {}

    /** It was decided about, or nobody said anything in time. */
    default void decided(Approvals.Decided decided) {}

    default void ended(RunEnding ending) {}

    /** How long a call of this run may wait for a person's word; nothing if nobody is there who could say it. */
    default Duration patience(boolean somebodyThere) {
        return Approvals.PATIENCE;
    }
}
