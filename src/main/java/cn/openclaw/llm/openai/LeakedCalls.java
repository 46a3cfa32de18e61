package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the two native spellings of tool calls. K2: {@code functions.name:0} and JSON arguments between marks. K3: a call with
 * its name as an attribute, and one element an argument with its type, or the whole as JSON. Loaded only when markup leaked.
 */
final class LeakedCalls {
    private static final Pattern K2 = Pattern.compile(
            "<\\|tool_call_begin\\|>\\s*(.+?)\\s*<\\|tool_call_argument_begin\\|>(.*?)<\\|tool_call_end\\|>", Pattern.DOTALL);
    private static final Pattern K3 = Pattern.compile(
            "<\\|open\\|>call tool=\"([^\"]*)\"[^<]*<\\|sep\\|>(.*?)<\\|close\\|>call<\\|sep\\|>", Pattern.DOTALL);
    private static final Pattern K3_JSON =
            Pattern.compile("<\\|open\\|>json[^<]*<\\|sep\\|>(.*?)<\\|close\\|>json<\\|sep\\|>", Pattern.DOTALL);
    private static final Pattern K3_ARGUMENT = Pattern.compile(
            "<\\|open\\|>argument key=\"([^\"]*)\"(?: type=\"([^\"]*)\")?[^<]*<\\|sep\\|>(.*?)<\\|close\\|>argument<\\|sep\\|>",
            Pattern.DOTALL);

    private LeakedCalls() {}

    /**
     * The complete calls in a section; broken ones are left out, never half run.
     *
     * @param before how many calls there were already, for numbering
     */
    static List<Part.ToolCall> in(String section, int before) {
        List<Part.ToolCall> calls = new ArrayList<>();
        Matcher k2 = K2.matcher(section);
        while (k2.find()) {
            addIfWhole(calls, k2.group(1), name(k2.group(1)), k2.group(2).strip());
        }
        Matcher k3 = K3.matcher(section);
        while (k3.find()) {
            String name = unescaped(k3.group(1));
            addIfWhole(calls, name + ":" + (before + calls.size()), name, k3Arguments(k3.group(2)));
        }
        return calls;
    }

    private static void addIfWhole(List<Part.ToolCall> calls, String id, String name, String arguments) {
        try {
            if (!name.isEmpty() && (arguments.isEmpty() || Json.parse(arguments).isObject())) {
                calls.add(new Part.ToolCall(id, name, arguments));
            }
        } catch (JsonException _) {
            // Cut or garbled: not a call that could be run.
        }
    }

    /** {@code functions.exec:12} → {@code exec}. */
    private static String name(String id) {
        String bare = id.startsWith("functions.") ? id.substring("functions.".length()) : id;
        int colon = bare.lastIndexOf(':');
        boolean numbered = colon > 0 && bare.substring(colon + 1).chars().allMatch(Character::isDigit);
        return numbered ? bare.substring(0, colon) : bare;
    }

    private static String k3Arguments(String body) {
        Matcher json = K3_JSON.matcher(body);
        if (json.find()) {
            return json.group(1).strip();
        }
        ObjectNode all = Json.object();
        Matcher argument = K3_ARGUMENT.matcher(body);
        while (argument.find()) {
            String type = argument.group(2);
            String key = unescaped(argument.group(1));
            if (type == null || type.equals("string")) {
                all.put(key, argument.group(3));
            } else {
                all.set(key, literal(argument.group(3)));
            }
        }
        return Json.write(all);
    }

    private static JsonNode literal(String text) {
        try {
            return Json.parse(text.strip());
        } catch (JsonException _) {
            return tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static String unescaped(String attribute) {
        return attribute.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
}
