package cn.openclaw.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/** Header maps laid over each other; names are compared without case, as on the wire. */
final class Headers {
    private Headers() {}

    static Map<String, String> overlay(Map<String, String> lower, Map<String, String> upper) {
        Map<String, String> all = new LinkedHashMap<>(lower);
        for (Map.Entry<String, String> header : upper.entrySet()) {
            all.keySet().removeIf(name -> name.equalsIgnoreCase(header.getKey()));
            all.put(header.getKey(), header.getValue());
        }
        return all;
    }
}
