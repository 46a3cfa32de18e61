package cn.openclaw.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request.
 *
 * @param method {@code GET}, {@code POST} …
 * @param uri where
 * @param headers sent as they stand; they may hold keys, so this record never prints them
 * @param body what is sent; empty for none
 * @param limits how long to wait for what
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, HttpLimits limits) {

    public HttpCall {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static HttpCall get(URI uri, Map<String, String> headers, HttpLimits limits) {
        return new HttpCall("GET", uri, headers, new byte[0], limits);
    }

    public static HttpCall post(URI uri, Map<String, String> headers, byte[] body, HttpLimits limits) {
        return new HttpCall("POST", uri, headers, body, limits);
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
