package cn.openclaw.model;

import java.util.Optional;

/**
 * Whether the platform still serves a model.
 *
 * @param status current, legacy (still there, no longer developed) or retired (answers 404)
 * @param since when it was retired, as a date or a span of months; empty if it is not or nobody wrote it down
 * @param successor the model id to suggest instead; never chosen silently, because prices differ
 */
public record Lifecycle(Status status, Optional<String> since, Optional<String> successor) {
    public static final Lifecycle CURRENT = new Lifecycle(Status.CURRENT, Optional.empty(), Optional.empty());

    /** Where a model is in its life. */
    public enum Status {
        CURRENT,
        LEGACY,
        RETIRED
    }
}
