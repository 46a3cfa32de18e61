package cn.openclaw.tool;

import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** For {@code bench/fuzz}: whatever a model sends as arguments, they fit the tool or it is told why not. */
public final class ArgumentsFuzz {
    private static final List<ObjectNode> SCHEMAS =
            Tools.all().stream().map(Tool::parameters).toList();
    private static final ObjectNode NESTED = (ObjectNode) Json.parse(
            """
            {"type":"object","required":["n"],"properties":{"n":{"type":"integer","minimum":1,"maximum":9},"b":{"type":"boolean"},
             "s":{"type":"string","enum":["a","二"]},"l":{"type":"array","items":{"type":"object","properties":{"x":{"type":"number"}}}}}}""");

    private ArgumentsFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Arguments.read(text, NESTED, Map.of("number", "n"));
        ObjectNode schema = SCHEMAS.get(bytes.length == 0 ? 0 : (bytes[0] & 0xff) % SCHEMAS.size());
        Arguments.read(text, schema, Map.of());
    }
}
