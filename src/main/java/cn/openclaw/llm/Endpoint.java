package cn.openclaw.llm;

import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpProxy;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where one model is asked, with one key: all decisions about provider, host, profile and compat are already taken.
 *
 * @param ref the model's full name
 * @param baseUrl as configured; the wire format appends its path
 * @param api the wire format
 * @param model its definition
 * @param key the key; empty for a host that wants none
 * @param headers provider headers overlaid by model headers, sent verbatim over the client's own
 * @param authHeader whether the key goes into {@code Authorization: Bearer} even where the format has a header of its own
 * @param limits how long to wait for what
 * @param proxy the way out that is chosen for its provider; the environment decides if empty
 */
public record Endpoint(
        ModelRef ref,
        URI baseUrl,
        ModelApi api,
        ModelDefinition model,
        Optional<Secret> key,
        Map<String, String> headers,
        boolean authHeader,
        HttpLimits limits,
        Optional<HttpProxy> proxy) {

    public Endpoint {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** One whose way out the environment decides. */
    public Endpoint(
            ModelRef ref,
            URI baseUrl,
            ModelApi api,
            ModelDefinition model,
            Optional<Secret> key,
            Map<String, String> headers,
            boolean authHeader,
            HttpLimits limits) {
        this(ref, baseUrl, api, model, key, headers, authHeader, limits, Optional.empty());
    }
}
