package cn.openclaw.gateway.relay;

import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.protocol.Scope;
import java.util.Optional;
import java.util.function.Function;

/** Who asks, by the key that came with a request. */
final class Askers {
    private Askers() {}

    /**
     * Caller keys are looked at first: to the server they would be wrong tokens.
     *
     * @throws RelayException if it has no key, or one that nobody knows
     */
    static Asker of(HttpVisit visit, Routes routes) {
        Optional<CallerKey> key = presented(visit::header).flatMap(routes.callers()::find);
        if (key.isPresent()) {
            return new Asker(key);
        }
        Optional<Caller> owner = visit.caller();
        if (owner.isEmpty()) {
            throw new RelayException(RelayException.Kind.UNAUTHORIZED, RelayText.UNAUTHORIZED);
        }
        if (!owner.get().may(Scope.WRITE)) {
            throw new RelayException(RelayException.Kind.FORBIDDEN, RelayText.UNAUTHORIZED);
        }
        return Asker.OWNER;
    }

    /** @param header a header's value by its name */
    static Optional<String> presented(Function<String, Optional<String>> header) {
        return header.apply("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .or(() -> header.apply("x-api-key").map(String::strip))
                .filter(value -> !value.isEmpty());
    }
}
