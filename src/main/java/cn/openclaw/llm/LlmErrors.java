package cn.openclaw.llm;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpReply;
import cn.openclaw.model.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns what went wrong on a wire into an {@link LlmException}, once, with its sentence. The kind of failure is decided in
 * {@link ErrorKind}.
 */
public final class LlmErrors {
    private static final int LONGEST_BODY = 64 * 1024;

    private LlmErrors() {}

    /** A host that answered with an error status. Reads its body. */
    public static LlmException of(Endpoint endpoint, HttpReply reply, Message.Assistant heard) throws InterruptedException {
        byte[] body = new byte[0];
        try {
            body = reply.body(LONGEST_BODY);
        } catch (HttpException _) {
            // The status alone must do.
        }
        return of(endpoint, reply, body, heard);
    }

    /** The same with a body that was read already. */
    public static LlmException of(Endpoint endpoint, HttpReply reply, byte[] body, Message.Assistant heard) {
        ErrorReport report = ErrorReport.of(reply.status(), body);
        return of(endpoint, report, RetryAfter.of(reply, report.message()), heard);
    }

    /** A host that could not be reached, or an answer that broke off on the way. */
    public static LlmException of(Endpoint endpoint, HttpException failure, Message.Assistant heard) {
        String said = failure.in(Language.EN);
        return switch (failure.reason()) {
            case REQUEST -> new LlmException(new LlmFailure.Refused(0, said), heard, LlmText.NOT_SENT, endpoint.ref(), bilingual(failure));
            case UNKNOWN_HOST, CONNECT, TLS, PROXY, CONNECT_LIMIT, FIRST_BYTE_LIMIT, STALL_LIMIT, TOTAL_LIMIT, BROKEN ->
                new LlmException(
                        new LlmFailure.Unavailable(said, Optional.of(failure.reason())),
                        heard,
                        LlmText.UNREACHABLE,
                        endpoint.ref(),
                        bilingual(failure),
                        WireUrl.shown(endpoint));
        };
    }

    /** An error object in the middle of a stream, or an error body behind status 200. */
    public static LlmException inStream(Endpoint endpoint, JsonNode data, Message.Assistant heard) {
        ErrorReport report = ErrorReport.of(0, data);
        return of(endpoint, report, ErrorWords.wait(report.message()), heard);
    }

    /** A stream that ended before it said that it was complete, or that stopped making sense. */
    public static LlmException cutOff(Endpoint endpoint, Message.Assistant heard) {
        return unavailable(endpoint, "the answer broke off before its end", LlmText.CUT_OFF, heard);
    }

    /** A piece that is not what the wire promises. */
    public static LlmException malformed(Endpoint endpoint, Message.Assistant heard) {
        return unavailable(endpoint, "malformed answer", LlmText.MALFORMED, heard);
    }

    /** An answer that went on and on, longer than any model's. */
    public static LlmException endless(Endpoint endpoint, Message.Assistant heard) {
        return unavailable(endpoint, "endless answer", LlmText.ENDLESS, heard);
    }

    /** An answer that holds nothing at all. */
    public static LlmException empty(Endpoint endpoint, Message.Assistant heard) {
        return unavailable(endpoint, "empty answer", LlmText.EMPTY, heard);
    }

    /** An answer that the platform ended abnormally, by a finish reason that names no error of its own. */
    public static LlmException interrupted(Endpoint endpoint, String finishReason, Message.Assistant heard) {
        return new LlmException(
                new LlmFailure.Unavailable("finish_reason " + finishReason, Optional.empty()),
                heard,
                LlmText.ABNORMAL_END,
                endpoint.ref(),
                finishReason);
    }

    /** An answer that the platform's filter stopped halfway. */
    public static LlmException filtered(Endpoint endpoint, Message.Assistant heard) {
        return of(endpoint, new ErrorReport(0, List.of("content_filter"), ""), Optional.empty(), heard);
    }

    /** An answer that stopped because the platform was overloaded. */
    public static LlmException overloaded(Endpoint endpoint, Message.Assistant heard) {
        return of(endpoint, new ErrorReport(0, List.of("engine_overloaded_error"), ""), Optional.empty(), heard);
    }

    /** An answer that stopped because the window was full. */
    public static LlmException overflow(Endpoint endpoint, Message.Assistant heard) {
        return of(endpoint, new ErrorReport(0, List.of("context_length_exceeded"), ""), Optional.empty(), heard);
    }

    private static LlmException unavailable(Endpoint endpoint, String detail, Text text, Message.Assistant heard) {
        return new LlmException(
                new LlmFailure.Unavailable(detail, Optional.empty()), heard, text, endpoint.ref(), WireUrl.shown(endpoint));
    }

    private static LlmException of(
            Endpoint endpoint, ErrorReport report, Optional<Duration> retryAfter, Message.Assistant heard) {
        String said = Redaction.shown(report.message(), endpoint.key());
        String status = report.status() == 0 ? "" : "HTTP " + report.status();
        String detail = said.isEmpty() ? status : status.isEmpty() ? said : status + ": " + said;
        LlmFailure failure = ErrorKind.of(endpoint, report).failure(report.status(), detail, retryAfter);
        Object quoted = detail.isEmpty() ? LlmText.NO_WORDS : detail;
        return new LlmException(
                failure, heard, text(endpoint, report, failure), endpoint.ref(), WireUrl.shown(endpoint), quoted, advice(endpoint, retryAfter));
    }

    /** Every text here has the same four holes: the model, the address, what was said, and a hint of its own. */
    private static Text text(Endpoint endpoint, ErrorReport report, LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.Unauthorized(int code) ->
                code == 403 ? LlmText.FORBIDDEN : isKimi(endpoint) ? LlmText.UNAUTHORIZED_KIMI : LlmText.UNAUTHORIZED;
            case LlmFailure.ClientRefused _ -> LlmText.CLIENT_REFUSED;
            case LlmFailure.OutOfCredit _ -> LlmText.OUT_OF_CREDIT;
            case LlmFailure.RateLimited(Optional<Duration> after, _) ->
                after.isPresent() ? LlmText.RATE_LIMITED_UNTIL : LlmText.RATE_LIMITED;
            case LlmFailure.Overloaded _ -> LlmText.OVERLOADED;
            case LlmFailure.Unavailable _ -> LlmText.SERVER_FAILED;
            case LlmFailure.NoSuchModel _ -> noSuchModel(endpoint);
            case LlmFailure.ContextOverflow _ -> LlmText.CONTEXT_OVERFLOW;
            case LlmFailure.ContentFiltered _ -> LlmText.CONTENT_FILTERED;
            case LlmFailure.Refused _ -> report.status() == 404 ? LlmText.WRONG_ADDRESS : LlmText.REFUSED;
        };
    }

    private static Text noSuchModel(Endpoint endpoint) {
        Lifecycle life = endpoint.model().lifecycle();
        return life.status() == Lifecycle.Status.RETIRED && life.successor().isPresent()
                ? LlmText.RETIRED_MODEL
                : LlmText.NO_SUCH_MODEL;
    }

    /** What fills the fourth hole: the successor of a retired model, or the seconds to wait; most sentences leave it out. */
    private static Object advice(Endpoint endpoint, Optional<Duration> retryAfter) {
        if (retryAfter.isPresent()) {
            return Math.max(1, (retryAfter.get().toMillis() + 999) / 1000);
        }
        return endpoint.model().lifecycle().successor().map(id -> endpoint.ref().provider() + "/" + id).orElse("");
    }

    private static boolean isKimi(Endpoint endpoint) {
        return HostProfile.of(endpoint.baseUrl()).kimi();
    }

    /** A sentence inside a sentence, in the reader's language. */
    private static Text bilingual(HttpException failure) {
        return new Text(
                failure.in(Language.ZH).replace('{', '(').replace('}', ')'),
                failure.in(Language.EN).replace('{', '(').replace('}', ')'));
    }
}
