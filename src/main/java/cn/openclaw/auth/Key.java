package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that may be tried, and where it comes from.
 *
 * @param secret for the wire; blank where the host wants none
 * @param source what kind of place it comes from
 * @param detail which place, for people: the profile's id, the variable's name, or the config path
 * @param profileId the profile to report success and failure to; only profiles rest
 * @param restsUntil until when it is better not tried; {@link Instant#MAX} if the provider refused it and it has not changed
 */
public record Key(Secret secret, Source source, String detail, Optional<String> profileId, Optional<Instant> restsUntil) {

    /** What kind of place a key comes from. */
    public enum Source {
        PROFILE,
        ENV,
        CONFIG,
        /** The host asks for no key. */
        NONE_NEEDED
    }

    /** Whether it may be tried at all before it changes. */
    public boolean isRefused() {
        return restsUntil.filter(Instant.MAX::equals).isPresent();
    }
}
