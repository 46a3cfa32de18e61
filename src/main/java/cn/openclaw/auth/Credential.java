package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import java.time.Instant;
import java.util.Optional;

/** What lets a person in with a provider. The names in {@code auth-profiles.json} are those of {@link #type()}. */
public sealed interface Credential {

    /** As the file spells it: {@code api_key}, {@code token} or {@code oauth}. */
    default String type() {
        return switch (this) {
            case ApiKey _ -> "api_key";
            case Token _ -> "token";
            case OAuth _ -> "oauth";
        };
    }

    /** What goes onto the wire. */
    default Secret secret() {
        return switch (this) {
            case ApiKey(Secret key) -> key;
            case Token(Secret token, _) -> token;
            case OAuth oauth -> oauth.access();
        };
    }

    /** When it stops being valid, where it says so. */
    default Optional<Instant> expiry() {
        return switch (this) {
            case ApiKey _ -> Optional.empty();
            case Token(_, Optional<Instant> expires) -> expires;
            case OAuth oauth -> Optional.of(oauth.expires());
        };
    }

    /** A key from a provider's console. It does not expire by itself. */
    record ApiKey(Secret key) implements Credential {}

    /** A pasted token: it is never refreshed. */
    record Token(Secret token, Optional<Instant> expires) implements Credential {}

    /**
     * What a browser login of another program left here. We use its access token while it lasts and never refresh it.
     *
     * @param access the token for the wire; may be blank
     * @param refresh kept for the program that made it; may be blank
     * @param expires when {@code access} ends; the epoch itself if the file does not say
     */
    record OAuth(
            Secret access,
            Secret refresh,
            Instant expires,
            Optional<String> enterpriseUrl,
            Optional<String> projectId,
            Optional<String> accountId,
            Optional<String> clientId)
            implements Credential {}
}
