package cn.openclaw.agent;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.http.HttpException;
import cn.openclaw.llm.LlmFailure;
import java.time.Duration;
import java.util.Optional;

/** What to do about a failure. */
public sealed interface Remedy {
    /**
     * This key is of no use now: note it, and take the next key, or the next model.
     *
     * @param rest how long the provider said
     */
    record NextKey(AuthFailure blame, Optional<Duration> rest) implements Remedy {}

    /**
     * No other key can change it: take the next model.
     *
     * @param scope how much else is known to be of no use
     * @param again whether the same one may be asked once more
     * @param blame the model's trouble, if there is some
     * @param rest how long the provider said
     */
    record NextModel(Scope scope, Again again, Optional<AuthFailure> blame, Optional<Duration> rest) implements Remedy {}

    /** Only the person can change it. */
    record TellThePerson() implements Remedy {}

    /** What fails along. */
    enum Scope {
        /** Every key of this model. */
        MODEL,
        /** Every model of this provider: they live at the same address. */
        PROVIDER
    }

    /** When the same one may be asked again, which is once at most. */
    enum Again {
        NEVER,
        /** In a moment, before anybody else: most such failures last no longer. */
        SOON,
        /** Only if there is nobody else: it has cost time already. */
        LAST
    }

    /** What follows from a failure, whoever asked. */
    static Remedy of(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.Unauthorized _ -> new NextKey(AuthFailure.AUTH, Optional.empty());
            case LlmFailure.OutOfCredit _ -> new NextKey(AuthFailure.BILLING, Optional.empty());
            case LlmFailure.RateLimited(var after, _) -> new NextKey(AuthFailure.RATE_LIMIT, after);
            case LlmFailure.Overloaded(var after) ->
                new NextModel(Scope.MODEL, Again.LAST, Optional.of(AuthFailure.OVERLOADED), after);
            case LlmFailure.Unavailable(_, var limit) -> unavailable(limit);
            case LlmFailure.NoSuchModel _ -> quietly(Scope.MODEL);
            case LlmFailure.ClientRefused _ -> quietly(Scope.PROVIDER);
            case LlmFailure.ContextOverflow _, LlmFailure.ContentFiltered _, LlmFailure.Refused _ -> new TellThePerson();
        };
    }

    private static Remedy quietly(Scope scope) {
        return new NextModel(scope, Again.NEVER, Optional.empty(), Optional.empty());
    }

    private static Remedy unavailable(Optional<HttpException.Reason> limit) {
        if (limit.isEmpty()) {
            return outage(Scope.MODEL, Again.SOON);
        }
        return switch (limit.get()) {
            case BROKEN -> outage(Scope.MODEL, Again.SOON);
            case CONNECT -> outage(Scope.PROVIDER, Again.SOON);
            case CONNECT_LIMIT -> outage(Scope.PROVIDER, Again.LAST);
            case FIRST_BYTE_LIMIT, STALL_LIMIT -> outage(Scope.MODEL, Again.LAST);
            case TOTAL_LIMIT -> outage(Scope.MODEL, Again.NEVER);
            // A name that does not resolve or a certificate that does not fit will not in half a second either.
            case UNKNOWN_HOST, TLS, PROXY, REQUEST -> outage(Scope.PROVIDER, Again.NEVER);
        };
    }

    private static Remedy outage(Scope scope, Again again) {
        return new NextModel(scope, again, Optional.of(AuthFailure.TIMEOUT), Optional.empty());
    }
}
