package cn.openclaw.llm;

import cn.openclaw.http.HttpException;
import java.time.Duration;
import java.util.Optional;

/** Why a model did not answer, sorted by what the caller can do about it. */
public sealed interface LlmFailure {
    /** This key or token is refused: another profile may be welcome. */
    record Unauthorized(int status) implements LlmFailure {}

    /** The key is fine but this client is not on the platform's list (Kimi Code's 403). Resting the key would not help. */
    record ClientRefused(String detail) implements LlmFailure {}

    /** The account is empty or the plan's quota is used up. */
    record OutOfCredit(String detail) implements LlmFailure {}

    /** Too fast; come back after {@code retryAfter}, if the provider said when. */
    record RateLimited(Optional<Duration> retryAfter, String detail) implements LlmFailure {}

    /** The platform is overloaded: this is nobody's key's fault. */
    record Overloaded(Optional<Duration> retryAfter) implements LlmFailure {}

    /** Unreachable, cut off, or too slow; {@code limit} names the patience that ran out, if one did. */
    record Unavailable(String detail, Optional<HttpException.Reason> limit) implements LlmFailure {}

    /** No such model there, or it was retired, or this key may not use it. */
    record NoSuchModel(String detail) implements LlmFailure {}

    /** The conversation no longer fits the model's window. */
    record ContextOverflow(String detail) implements LlmFailure {}

    /** The platform's content filter said no: final for these words. */
    record ContentFiltered(String detail) implements LlmFailure {}

    /** We asked wrongly; asking again will not help. */
    record Refused(int status, String detail) implements LlmFailure {}
}
