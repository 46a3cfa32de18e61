package cn.openclaw.journal;

import cn.openclaw.ledger.Outcome;
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
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RequestEnd(
        int status,
        Optional<Answerer> by,
        Outcome outcome,
        Timing timing,
        Optional<String> finish,
        Optional<String> error,
        Optional<byte[]> answer) {

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
