package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.session.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the person says while a turn runs. Filled by any thread and emptied by the run's; once it is closed it takes nothing more,
 * so that nothing lies in it unread.
 */
final class Inbox {
    /** What is said for the next boundary and not heard yet; more waits for a turn of its own, where there is a limit for all. */
    private static final int MOST_STEERING = 20;

    private final Deque<Said> steering = new ArrayDeque<>();
    private final Deque<Said> followUps = new ArrayDeque<>();
    private boolean closed;

    /**
     * What was said.
     *
     * @param id what it is known by outside
     * @param note where it stands in the transcript until the turn hears it; empty if whoever said it keeps it
     */
    record Said(List<Part> parts, Optional<String> id, Optional<String> note) {
        Said {
            parts = List.copyOf(parts);
        }

        /** As the transcript's next message. */
        void hear(Transcript transcript) {
            Message.User message = new Message.User(parts);
            var _ = note.map(one -> transcript.take(message, id, one)).orElseGet(() -> transcript.add(message, id));
        }
    }

    /** For the next boundary of the turn, noted first; nothing of it if the turn is over, or too much waits there already. */
    synchronized boolean steer(Supplier<Said> said) {
        return !closed && steering.size() < MOST_STEERING && steering.add(said.get());
    }

    /** For when the turn has answered, noted first; nothing of it if it is over. */
    synchronized boolean followUp(Supplier<Said> said) {
        return !closed && followUps.add(said.get());
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
