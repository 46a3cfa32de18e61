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
    private final Deque<Said> steering = new ArrayDeque<>();
    private final Deque<Said> followUps = new ArrayDeque<>();
    private boolean closed;

    /**
     * What was said.
     *
     * @param id what it is known by outside
     */
    record Said(List<Part> parts, Optional<String> id) {
        Said {
            parts = List.copyOf(parts);
        }
    }

    /** For the next boundary of the turn; false if the turn is over. */
    synchronized boolean steer(Said said) {
        return !closed && steering.add(said);
    }

    /** For when the turn has answered; false if it is over. */
    synchronized boolean followUp(Said said) {
        return !closed && followUps.add(said);
    }

    synchronized boolean isWaited() {
        return !steering.isEmpty();
    }

    /** What was said for the next boundary, oldest first. */
    synchronized List<Said> steering() {
        List<Said> all = new ArrayList<>(steering);
        steering.clear();
        return all;
    }

    /** What comes next now that the turn has answered: what steers, else the oldest follow-up. With neither it closes. */
    synchronized List<Said> next() {
        List<Said> next = steering();
        if (next.isEmpty()) {
            Optional.ofNullable(followUps.poll()).ifPresent(next::add);
        }
        closed = next.isEmpty();
        return next;
    }

    /** Ends it; what was never taken comes out. */
    synchronized List<Said> close() {
        closed = true;
        List<Said> left = steering();
        left.addAll(followUps);
        followUps.clear();
        return left;
    }
}
