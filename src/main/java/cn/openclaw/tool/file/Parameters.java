package cn.openclaw.tool.file;

import cn.openclaw.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Builds the schema of a tool's arguments: a flat object, the shape every platform takes. */
final class Parameters {
    private final ObjectNode properties = Json.object();
    private final tools.jackson.databind.node.ArrayNode required = Json.array();

    Parameters required(String name, String type, String description) {
        required.add(name);
        return optional(name, type, description);
    }

    Parameters optional(String name, String type, String description) {
        properties.set(name, Json.object().put("type", type).put("description", description));
        return this;
    }

    ObjectNode schema() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }
}
