package cn.openclaw.journal;

import cn.openclaw.ledger.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What came of a request.
 *
 * @param status the HTTP status the caller was given; 200 for an agent's call that was answered, 0 if the caller left before any
 * @param by who answered, or was asked last; empty if nobody was
 * @param outcome how it ended, its tokens and what it cost, as the ledger has it
 * @param timing how long it took
 * @param finish why the answer ended, in the platform's word: {@code stop}, {@code tool_calls} …
 * @param error a sentence without secrets, if it failed
 * @param answer the answer's body; only where {@link Requests#keepsBodies()}
 * @param tried who was asked before, in that order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RequestEnd(
        int status,
        Optional<Answerer> by,
        Outcome outcome,
        Timing timing,
        Optional<String> finish,
        Optional<String> error,
        Optional<byte[]> answer,
        List<Attempt> tried) {

    /** Where the first one that was asked answered. */
    public RequestEnd(
            int status,
            Optional<Answerer> by,
            Outcome outcome,
            Timing timing,
            Optional<String> finish,
            Optional<String> error,
            Optional<byte[]> answer) {
        this(status, by, outcome, timing, finish, error, answer, List.of());
    }

    public RequestEnd {
        tried = List.copyOf(tried);
    }

    /** The same without the answer's body. */
    RequestEnd bare() {
        return new RequestEnd(status, by, outcome, timing, finish, error, Optional.empty(), tried);
    }

    /**
     * Who was asked before, and did not answer.
     *
     * @param status what the host said; 0 if it was not reached
     * @param reason a sentence without secrets
     * @param nanos how long it took
     */
    public record Attempt(String provider, String model, Optional<String> profile, int status, String reason, long nanos) {}

    /**
     * Who answered.
     *
     * @param profile which of the keys, by the name people know it by; never the key
     * @param attempts how many were asked until one answered, at least 1
     */
    public record Answerer(String provider, String model, Optional<String> profile, int attempts) {}

    /**
     * How long it took, in nanoseconds from when the request had come in.
     *
     * @param firstByte until the first byte of the answer's body went out; -1 if none did
     * @param whole until it was over
     * @param bytes of the answer's body
     */
    public record Timing(long firstByte, long whole, long bytes) {}
}
