package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import tools.jackson.databind.node.ObjectNode;

/** What is said alike on more than one wire. */
final class Common {
    private Common() {}

    static void sampling(Ask ask, ObjectNode body) {
        if (ask.temperature != null) {
            body.set("temperature", ask.temperature);
        }
        if (ask.topP != null) {
            body.set("top_p", ask.topP);
        }
    }

    /** A call's arguments as an object; what is none counts as empty. */
    static ObjectNode arguments(String text) {
        try {
            return !text.isBlank() && Json.parse(text) instanceof ObjectNode object ? object : Json.object();
        } catch (JsonException e) {
            return Json.object();
        }
    }

    /** All words among blocks. */
    static String words(Iterable<Block> blocks) {
        StringBuilder all = new StringBuilder();
        for (Block block : blocks) {
            if (block instanceof Block.Text(String text) && !text.isEmpty()) {
                all.append(all.isEmpty() ? "" : "\n").append(text);
            }
        }
        return all.toString();
    }
}
