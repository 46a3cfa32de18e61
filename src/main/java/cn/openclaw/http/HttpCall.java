package cn.openclaw.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param method {@code GET}, {@code POST} …
 * @param uri where
 * @param headers sent as they stand; they may hold keys, so this record never prints them
 * @param body what is sent; empty for none
 * @param limits how long to wait for what
 * @param proxy the way out; the environment decides if empty
 */
public record HttpCall(
        String method, URI uri, Map<String, String> headers, byte[] body, HttpLimits limits, Optional<HttpProxy> proxy) {

    public HttpCall {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** One whose way out the environment decides. */
    public HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, HttpLimits limits) {
        this(method, uri, headers, body, limits, Optional.empty());
    }

    public static HttpCall get(URI uri, Map<String, String> headers, HttpLimits limits) {
        return new HttpCall("GET", uri, headers, new byte[0], limits);
    }

    public static HttpCall post(URI uri, Map<String, String> headers, byte[] body, HttpLimits limits) {
        return new HttpCall("POST", uri, headers, body, limits);
    }

    /** The same by another way. */
    public HttpCall through(Optional<HttpProxy> way) {
        return new HttpCall(method, uri, headers, body, limits, way);
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
