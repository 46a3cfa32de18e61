package cn.openclaw.timer;

import java.util.Optional;

/** Does what a job is for. */
@FunctionalInterface
public interface JobRunner {
    /**
     * Does it, on this thread.
     *
     * @param job a copy
     */
    Result run(Job job) throws InterruptedException;

    /**
     * Whether a job that a process which was killed had begun is safe to {@link #run} again: what was done is not done twice then, it
     * is gone on with.
     */
    default boolean goesOn(Job job) {
        return false;
    }

    /** How it ended. */
    enum Status {
        OK,
        ERROR,
        /** There was nothing to do, or nobody to do it. */
        SKIPPED,
        /** This process ends in the middle of it, and leaves it to the next one: it stays written down as begun. */
        LEFT
    }

    /**
     * What came of it.
     *
     * @param error what went wrong, without secrets
     * @param summary a few words on what was done
     */
    record Result(Status status, Optional<String> error, Optional<String> summary) {
        /** Done. */
        public static Result ok(String summary) {
            return new Result(Status.OK, Optional.empty(), Optional.of(summary).filter(text -> !text.isBlank()));
        }

        /** Not done. */
        public static Result failed(String error) {
            return new Result(Status.ERROR, Optional.of(error), Optional.empty());
        }

        /** Not over. */
        public static Result left() {
            return new Result(Status.LEFT, Optional.empty(), Optional.empty());
        }

        /** Nothing to do. */
        public static Result skipped(String why) {
            return new Result(Status.SKIPPED, Optional.of(why), Optional.empty());
        }
    }
}
