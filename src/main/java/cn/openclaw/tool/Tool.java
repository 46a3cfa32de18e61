package cn.openclaw.tool;

import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Something a model may have done. Found by {@code ServiceLoader}; holds no state. */
public interface Tool {
    /** As the model calls it. */
    String name();

    /** For the model, in English. */
    String description();

    /** A JSON Schema of the arguments: an object. */
    ObjectNode parameters();

    /** Other names that models give to arguments, and what we call them: they are accepted, but not advertised. */
    default Map<String, String> aliases() {
        return Map.of();
    }

    /** Does it, with arguments that fit {@link #parameters}. Interruption stops it. */
    ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException;

    /**
     * What a tool may touch.
     *
     * @param workspace the agent's folder; relative paths start here and may not leave it
     */
    record Context(Path workspace) {}
}
