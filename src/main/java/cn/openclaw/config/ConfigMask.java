package cn.openclaw.config;

import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a tree fit to be seen: secrets give way to their first and last letters, or to {@code ***}. */
public final class ConfigMask {

    private ConfigMask() {}

    /**
     * A value without the secrets in it.
     *
     * @param path where the value stands in the configuration
     * @param value left as it is
     */
    public static JsonNode masked(List<String> path, JsonNode value) {
        boolean secret = false;
        for (int length = 1; length <= path.size(); length++) {
            secret |= ConfigSchema.isSecret(path.subList(0, length));
        }
        return masked(new ArrayList<>(path), value, secret);
    }

    private static JsonNode masked(List<String> path, JsonNode value, boolean secret) {
        if (value.isObject()) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                copy.set(member.getKey(), below(path, member.getKey(), member.getValue(), secret));
            }
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = Json.array();
            for (int index = 0; index < value.size(); index++) {
                copy.add(below(path, Integer.toString(index), value.get(index), secret));
            }
            return copy;
        }
        return scalar(value, secret);
    }

    private static JsonNode below(List<String> path, String step, JsonNode value, boolean secret) {
        path.add(step);
        // What lies inside a secret is one: a list of tokens, an object that names a vault.
        JsonNode masked = masked(path, value, secret || ConfigSchema.isSecret(path));
        path.removeLast();
        return masked;
    }

    private static JsonNode scalar(JsonNode value, boolean secret) {
        if (secret && value.isNumber()) {
            return JsonNodeFactory.instance.stringNode("***");
        }
        if (!value.isString()) {
            return value;
        }
        String text = value.stringValue();
        return JsonNodeFactory.instance.stringNode(secret ? secretText(text) : withoutPassword(text));
    }

    /** A reference such as {@code ${MOONSHOT_API_KEY}} is no secret itself. */
    private static String secretText(String text) {
        boolean reference = text.startsWith("${") && text.indexOf('}') == text.length() - 1;
        return reference || text.isEmpty() ? text : new Secret(text).masked();
    }

    /** {@code http://user:password@proxy} loses its password. */
    private static String withoutPassword(String text) {
        int scheme = text.indexOf("://");
        int at = scheme < 0 ? -1 : text.indexOf('@', scheme);
        int slash = scheme < 0 ? -1 : text.indexOf('/', scheme + 3);
        int colon = scheme < 0 ? -1 : text.indexOf(':', scheme + 3);
        boolean password = at > 0 && colon > 0 && colon < at && (slash < 0 || at < slash);
        return password ? text.substring(0, colon + 1) + "***" + text.substring(at) : text;
    }
}
