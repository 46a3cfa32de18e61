package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import java.time.Instant;
import java.util.Optional;

/** What lets a person in with a provider. The names in {@code auth-profiles.json} are those of {@link #type()}. */
public sealed interface Credential {

    /** As the file spells it: {@code api_key}, {@code token} or {@code oauth}. */
    String type();

    /** What goes onto the wire. */
    Secret secret();

    /** When it stops being valid, where it says so. */
    default Optional<Instant> expiry() {
        return Optional.empty();
    }

    /** A key from a provider's console. It does not expire by itself. */
    record ApiKey(Secret key) implements Credential {
        @Override
        public String type() {
            return "api_key";
        }

        @Override
        public Secret secret() {
            return key;
        }
    }

    /** A pasted token: it is never refreshed. */
    record Token(Secret token, Optional<Instant> expires) implements Credential {
        @Override
        public String type() {
            return "token";
        }

        @Override
        public Secret secret() {
            return token;
        }

        @Override
        public Optional<Instant> expiry() {
            return expires;
        }
    }

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
            implements Credential {
        @Override
        public String type() {
            return "oauth";
        }

        @Override
        public Secret secret() {
            return access;
        }

        @Override
        public Optional<Instant> expiry() {
            return Optional.of(expires);
        }
    }
}
