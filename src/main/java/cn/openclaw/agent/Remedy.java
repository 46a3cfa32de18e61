package cn.openclaw.agent;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.llm.LlmFailure;
import java.time.Duration;
import java.util.Optional;

/** What to do about a failure. */
sealed interface Remedy {
    /** This key is of no use now: note it, and take the next key, or the next model. */
    record NextKey(AuthFailure blame, Optional<Duration> rest) implements Remedy {}

    /** No key can change it: take the next model, noting the model's trouble if there is some. */
    record NextModel(Optional<AuthFailure> blame, Optional<Duration> rest) implements Remedy {}

    /** Only the person can change it. */
    record TellThePerson() implements Remedy {}

    static Remedy of(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.Unauthorized _ -> new NextKey(AuthFailure.AUTH, Optional.empty());
            case LlmFailure.OutOfCredit _ -> new NextKey(AuthFailure.BILLING, Optional.empty());
            case LlmFailure.RateLimited(var after, _) -> new NextKey(AuthFailure.RATE_LIMIT, after);
            case LlmFailure.Overloaded(var after) -> new NextModel(Optional.of(AuthFailure.OVERLOADED), after);
            case LlmFailure.Unavailable _ -> new NextModel(Optional.of(AuthFailure.TIMEOUT), Optional.empty());
            case LlmFailure.NoSuchModel _ -> new NextModel(Optional.empty(), Optional.empty());
            case LlmFailure.ClientRefused _ -> new NextModel(Optional.empty(), Optional.empty());
            case LlmFailure.ContextOverflow _ -> new TellThePerson();
            case LlmFailure.ContentFiltered _ -> new TellThePerson();
            case LlmFailure.Refused _ -> new TellThePerson();
        };
    }
}
