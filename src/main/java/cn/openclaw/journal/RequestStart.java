package cn.openclaw.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody asks.
 *
 * @param id unique; the same that {@code x-openclaw-request-id} tells the caller
 * @param at when it came in
 * @param kind by which door
 * @param caller in whose name: a caller key's name, or {@code agent:<id>}; never a key
 * @param session the conversation's key, for an agent's call
 * @param run the agent's turn it belongs to
 * @param model as it was asked for: {@code provider/model} or an alias
 * @param streamed whether the answer is wanted piece by piece
 * @param traceparent the W3C trace context the caller sent
 * @param body what was sent, as bytes of JSON; only where {@link Requests#keepsBodies()}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RequestStart(
        String id,
        Instant at,
        RequestKind kind,
        String caller,
        Optional<String> session,
        Optional<String> run,
        String model,
        boolean streamed,
        Optional<String> traceparent,
        Optional<byte[]> body) {

    /** A raw request without trace context or body. */
    public static RequestStart raw(String id, Instant at, RequestKind kind, String caller, String model) {
        return new RequestStart(
                id, at, kind, caller, Optional.empty(), Optional.empty(), model, false, Optional.empty(), Optional.empty());
    }

    /** The same, with an answer piece by piece or not. */
    public RequestStart streamed(boolean pieces) {
        return new RequestStart(id, at, kind, caller, session, run, model, pieces, traceparent, body);
    }

    /** The same, with the W3C trace context that came with it. */
    public RequestStart traced(Optional<String> context) {
        return new RequestStart(id, at, kind, caller, session, run, model, streamed, context, body);
    }

    /** The same, with what was sent. */
    public RequestStart with(byte[] sent) {
        return new RequestStart(id, at, kind, caller, session, run, model, streamed, traceparent, Optional.of(sent));
    }
}
