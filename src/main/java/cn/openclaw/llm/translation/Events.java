package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Server-sent events being written. */
final class Events {
    private final StringBuilder out = new StringBuilder();

    /** One without a name. */
    void data(ObjectNode data) {
        out.append("data: ").append(Json.write(data)).append("\n\n");
    }

    /** One whose name is its type. */
    void named(ObjectNode data) {
        out.append("event: ").append(data.path("type").asString("")).append('\n');
        data(data);
    }

    void word(String word) {
        out.append("data: ").append(word).append("\n\n");
    }

    String taken() {
        String taken = out.toString();
        out.setLength(0);
        return taken;
    }
}
