package cn.openclaw.gateway.compat;

import cn.openclaw.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text with holes such as <code>{{messages[0].subject}}</code>, filled from what a hook was sent. {@code payload.}, {@code headers.},
 * {@code query.} and {@code path} say where to look; anything else is looked for in the payload. What is not there leaves nothing.
 */
final class HookTemplate {
    private HookTemplate() {}

    /** @param scope an object with {@code payload}, {@code headers}, {@code query} and {@code path} */
    static String fill(String template, ObjectNode scope) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf("{{", at);
            int close = open < 0 ? -1 : template.indexOf("}}", open);
            if (close < 0) {
                return out.append(template, at, template.length()).toString();
            }
            out.append(template, at, open).append(value(template.substring(open + 2, close).strip(), scope));
            at = close + 2;
        }
        return out.toString();
    }

    private static String value(String path, ObjectNode scope) {
        String first = path.split("[.\\[]", 2)[0];
        JsonNode from = scope.has(first) ? scope : scope.path("payload");
        JsonNode node = from;
        for (String step : path.replace("[", ".[").split("\\.", -1)) {
            if (step.startsWith("[") && step.endsWith("]") && step.length() > 2) {
                node = node.path(index(step.substring(1, step.length() - 1)));
            } else if (!step.isEmpty()) {
                node = node.path(step);
            }
        }
        return node.isMissingNode() || node.isNull() ? "" : node.isValueNode() ? node.asString("") : Json.write(node);
    }

    /** No array has an element there if it is no number. */
    private static int index(String digits) {
        try {
            return Integer.parseInt(digits.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
