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

    /** How it ended. */
    enum Status {
        OK,
        ERROR,
        /** There was nothing to do, or nobody to do it. */
        SKIPPED
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

        /** Nothing to do. */
        public static Result skipped(String why) {
            return new Result(Status.SKIPPED, Optional.of(why), Optional.empty());
        }
    }
}
