package cn.openclaw.gateway.compat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the request bodies of the dialects have in common. */
final class Bodies {
    /** Decoded bytes of one picture: as much as the socket takes. */
    private static final int LARGEST_PICTURE = 5_000_000;

    private Bodies() {}

    static Optional<String> text(JsonNode tree, String key) {
        return Optional.ofNullable(Json.text(tree, key)).filter(value -> !value.isBlank());
    }

    /** The words in content: a text, or parts whose {@code text} stands beside one of the types. */
    static String words(@Nullable JsonNode content, String... types) {
        if (content == null || content.isNull()) {
            return "";
        }
        if (content.isString()) {
            return content.stringValue();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode part : content.isArray() ? content.values() : List.<JsonNode>of()) {
            String type = Json.text(part, "type");
            String text = Json.text(part, "text");
            if (text != null && type != null && List.of(types).contains(type)) {
                words.add(text);
            }
        }
        return String.join("\n", words);
    }

    /** A picture as a data URL; other addresses are not fetched: an agent has a tool for that, with its guards. */
    static Part.Media picture(@Nullable String url) {
        if (url == null || !url.startsWith("data:") || !url.contains(";base64,")) {
            throw Bad.request("images must be data URLs (data:image/png;base64,…)");
        }
        int comma = url.indexOf(";base64,");
        return picture(url.substring("data:".length(), comma), url.substring(comma + ";base64,".length()));
    }

    /** A picture as its bytes. */
    static Part.Media picture(@Nullable String mimeType, @Nullable String base64) {
        if (mimeType == null || base64 == null || !mimeType.startsWith("image/")) {
            throw Bad.request("only images can be attached");
        }
        try {
            if (Base64.getMimeDecoder().decode(base64).length > LARGEST_PICTURE) {
                throw Bad.request("the image is larger than " + LARGEST_PICTURE + " bytes");
            }
        } catch (IllegalArgumentException e) {
            throw Bad.request("the image is not valid base64");
        }
        return new Part.Media(mimeType, base64);
    }

    /** One of the program's tools. */
    static ClientTool.Offer tool(JsonNode from, String schemaKey) {
        String name = text(from, "name").orElseThrow(() -> Bad.request("tools: every function needs a name"));
        ObjectNode schema = from.get(schemaKey) instanceof ObjectNode object
                ? object
                : Json.object().put("type", "object").set("properties", Json.object());
        return new ClientTool.Offer(name, text(from, "description").orElse(""), schema);
    }

    static List<JsonNode> list(JsonNode tree, String key) {
        JsonNode list = tree.get(key);
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw Bad.request(key + ": must be an array");
        }
        return List.copyOf(list.values());
    }
}
