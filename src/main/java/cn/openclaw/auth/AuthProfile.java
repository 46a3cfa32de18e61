package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One named credential with one provider. A provider may have several; {@link Keys} says in which order they are tried.
 *
 * @param id {@code <provider>:default} for a key, {@code <provider>:manual} for a pasted token, or any other name
 * @param provider the provider's id as the file spells it
 * @param credential the secret
 * @param email whose account it is, if known
 * @param metadata further names and values of the account; never a secret
 */
public record AuthProfile(
        String id, String provider, Credential credential, Optional<String> email, Map<String, String> metadata) {

    public AuthProfile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public AuthProfile(String id, String provider, Credential credential) {
        this(id, provider, credential, Optional.empty(), Map.of());
    }

    /** The profile that {@code onboard} writes: {@code <provider>:default} with an API key. */
    public static AuthProfile apiKey(String provider, Secret key) {
        return new AuthProfile(provider + ":default", provider, new Credential.ApiKey(key));
    }
}
