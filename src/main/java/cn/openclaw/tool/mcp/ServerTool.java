package cn.openclaw.tool.mcp;

import cn.openclaw.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool as its server describes it.
 *
 * @param name the server's name for it
 * @param readOnly whether the server says that it changes nothing; counts only for a server that is trusted
 */
record ServerTool(String name, String description, ObjectNode schema, boolean readOnly) {

    ObjectNode tree() {
        ObjectNode tree = Json.object().put("name", name).put("description", description).put("readOnly", readOnly);
        tree.set("schema", schema);
        return tree;
    }

    static ServerTool of(JsonNode tree) {
        String name = Json.text(tree, "name");
        String description = Json.text(tree, "description");
        JsonNode readOnly = tree.get("readOnly");
        return new ServerTool(
                name == null ? "" : name,
                description == null ? "" : description,
                tree.get("schema") instanceof ObjectNode schema ? schema : Json.object(),
                readOnly != null && readOnly.asBoolean(false));
    }
}
