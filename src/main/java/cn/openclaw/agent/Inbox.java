package cn.openclaw.agent;

import cn.openclaw.llm.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the person says while a turn runs. Filled by any thread and emptied by the run's; once it is closed it takes nothing more,
 * so that nothing lies in it unread.
 */
final class Inbox {
    private final Deque<List<Part>> steering = new ArrayDeque<>();
    private final Deque<List<Part>> followUps = new ArrayDeque<>();
    private boolean closed;

    /** For the next boundary of the turn; false if the turn is over. */
    synchronized boolean steer(List<Part> parts) {
        return !closed && steering.add(List.copyOf(parts));
    }

    /** For when the turn has answered; false if it is over. */
    synchronized boolean followUp(List<Part> parts) {
        return !closed && followUps.add(List.copyOf(parts));
    }

    synchronized boolean isWaited() {
        return !steering.isEmpty();
    }

    /** What was said for the next boundary, oldest first. */
    synchronized List<List<Part>> steering() {
        List<List<Part>> all = new ArrayList<>(steering);
        steering.clear();
        return all;
    }

    /** What comes next now that the turn has answered: what steers, else the oldest follow-up. With neither it closes. */
    synchronized List<List<Part>> next() {
        List<List<Part>> next = steering();
        if (next.isEmpty()) {
            Optional.ofNullable(followUps.poll()).ifPresent(next::add);
        }
        closed = next.isEmpty();
        return next;
    }

    /** Ends it; what was never taken comes out. */
    synchronized List<List<Part>> close() {
        closed = true;
        List<List<Part>> left = steering();
        left.addAll(followUps);
        followUps.clear();
        return left;
    }
}
