package cn.openclaw.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read whole.
 *
 * @param method upper case
 * @param path decoded, without the query
 * @param query the characters after {@code ?}, still encoded
 * @param headers names in lower case; repeated ones in order
 * @param body the bytes, de-chunked
 * @param keepAlive whether the client wants the connection for another request
 */
record WebRequest(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body, boolean keepAlive) {

    Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    Map<String, String> queryParameters() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                all.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return all;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
