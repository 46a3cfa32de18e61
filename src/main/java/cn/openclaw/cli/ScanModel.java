package cn.openclaw.cli;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A free model of OpenRouter's list, and what asking it gave.
 *
 * @param params billions of parameters, as far as its name tells
 */
record ScanModel(
        String id,
        String name,
        int contextWindow,
        boolean listsTools,
        boolean images,
        Optional<Double> params,
        Instant created,
        Check tool,
        Check image) {

    /** One question asked of it: {@code ok}, the time it took, or why not; none was asked where {@code asked} is false. */
    record Check(boolean asked, boolean ok, long millis, String error) {
        static final Check NOT_ASKED = new Check(false, false, 0, "");

        private ObjectNode node() {
            ObjectNode node = Json.object();
            node.put("ok", ok);
            if (!asked) {
                node.put("skipped", true);
                node.putNull("latencyMs");
                return node;
            }
            node.put("latencyMs", millis);
            if (!error.isEmpty()) {
                node.put("error", error);
            }
            return node;
        }
    }

    /** Reads an entry of the list; empty if it costs something. */
    static Optional<ScanModel> read(JsonNode item) {
        String id = Json.text(item, "id");
        if (id == null || !isFree(item)) {
            return Optional.empty();
        }
        String name = Json.text(item, "name");
        JsonNode window = Json.at(item, "context_length");
        JsonNode created = Json.at(item, "created");
        return Optional.of(new ScanModel(
                id,
                name == null ? id : name,
                window != null && window.isInt() ? window.intValue() : 0,
                texts(item, "supported_parameters").contains("tools"),
                texts(Json.at(item, "architecture"), "input_modalities").contains("image"),
                params(id + " " + name),
                Instant.ofEpochSecond(created != null && created.isNumber() ? created.longValue() : 0),
                Check.NOT_ASKED,
                Check.NOT_ASKED));
    }

    private static boolean isFree(JsonNode item) {
        return isZero(Json.text(item, "pricing", "prompt")) && isZero(Json.text(item, "pricing", "completion"));
    }

    private static boolean isZero(@org.jspecify.annotations.Nullable String price) {
        try {
            return price != null && Double.parseDouble(price) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        JsonNode list = node == null ? null : Json.at(node, name);
        if (list != null) {
            list.forEach(word -> texts.add(word.asString("")));
        }
        return texts;
    }

    /** The largest number before a {@code b} in a name such as {@code llama-3.3-70b-instruct}. */
    static Optional<Double> params(String text) {
        var matcher = java.util.regex.Pattern.compile("(\\d+(?:\\.\\d+)?)b\\b").matcher(text.toLowerCase(Locale.ROOT));
        Optional<Double> largest = Optional.empty();
        while (matcher.find()) {
            double found = Double.parseDouble(matcher.group(1));
            largest = Optional.of(Math.max(found, largest.orElse(0.0)));
        }
        return largest;
    }

    ScanModel with(Check toolCheck, Check imageCheck) {
        return new ScanModel(id, name, contextWindow, listsTools, images, params, created, toolCheck, imageCheck);
    }

    String ref() {
        return "openrouter/" + id;
    }

    String line(boolean probed) {
        String facts = ref() + "  " + Math.round(contextWindow / 1024.0) + "k"
                + (listsTools ? " tools" : "")
                + (images ? " images" : "");
        return probed ? facts + "  " + word("tools", tool) + word(" images", image) : facts;
    }

    private static String word(String what, Check check) {
        if (!check.asked()) {
            return "";
        }
        return what + (check.ok() ? "=ok " + check.millis() + "ms" : "=failed: " + check.error());
    }

    ObjectNode node() {
        ObjectNode node = Json.object();
        node.put("id", id);
        node.put("name", name);
        node.put("provider", "openrouter");
        node.put("modelRef", ref());
        node.put("contextLength", contextWindow);
        node.put("supportsToolsMeta", listsTools);
        params.ifPresentOrElse(value -> node.put("inferredParamB", value), () -> node.putNull("inferredParamB"));
        node.put("createdAtMs", created.toEpochMilli());
        node.put("isFree", true);
        node.set("tool", tool.node());
        node.set("image", image.node());
        return node;
    }
}
