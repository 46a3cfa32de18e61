package cn.openclaw.tool.mcp;

import cn.openclaw.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Between our trees and the maps and lists that the protocol's library speaks in. */
final class Plain {
    private Plain() {}

    static @Nullable Object of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return map(object);
        }
        if (node instanceof ArrayNode array) {
            List<@Nullable Object> list = new ArrayList<>();
            array.forEach(item -> list.add(of(item)));
            return list;
        }
        return node.isString() ? node.stringValue() : node.isNumber() ? node.numberValue() : node.isBoolean() ? (Object) node.booleanValue() : null;
    }

    static Map<String, Object> map(ObjectNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Object value = of(entry.getValue());
            if (value != null) {
                map.put(entry.getKey(), value);
            }
        }
        return map;
    }

    static ObjectNode tree(Map<?, ?> map) {
        ObjectNode object = Json.object();
        map.forEach((key, value) -> object.set(String.valueOf(key), node(value)));
        return object;
    }

    static JsonNode node(@Nullable Object value) {
        ObjectNode box = Json.object();
        switch (value) {
            case null -> box.putNull("v");
            case Map<?, ?> map -> box.set("v", tree(map));
            case Iterable<?> list -> {
                ArrayNode array = box.putArray("v");
                list.forEach(item -> array.add(node(item)));
            }
            case Boolean flag -> box.put("v", flag);
            case Integer number -> box.put("v", number);
            case Long number -> box.put("v", number);
            case BigInteger number -> box.put("v", number);
            case BigDecimal number -> box.put("v", number);
            case Number number -> box.put("v", number.doubleValue());
            default -> box.put("v", value.toString());
        }
        return box.get("v");
    }
}
