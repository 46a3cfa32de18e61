package cn.openclaw.auth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a key is wanted for.
 *
 * @param provider the provider's canonical id
 * @param otherIds other ids people and older files use for it; profiles and config entries under them count as well
 * @param envNames the variables a key may be in, in the order they are asked
 * @param model the model's id within the provider, for rests; may be empty where none is meant
 * @param profileId the profile a person asked for: it is tried first, whatever the order
 * @param keyOptional whether the host works without a key, as a local one does
 */
public record KeyRequest(
        String provider,
        List<String> otherIds,
        List<String> envNames,
        String model,
        Optional<String> profileId,
        boolean keyOptional) {

    public KeyRequest {
        otherIds = List.copyOf(otherIds);
        envNames = List.copyOf(envNames);
    }

    public KeyRequest(
            String provider, List<String> otherIds, List<String> envNames, String model, Optional<String> profileId) {
        this(provider, otherIds, envNames, model, profileId, false);
    }

    /** All ids of the provider as they are compared, the canonical one first. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(ProviderIds.normal(provider));
        otherIds.forEach(id -> ids.add(ProviderIds.normal(id)));
        return ids;
    }
}
