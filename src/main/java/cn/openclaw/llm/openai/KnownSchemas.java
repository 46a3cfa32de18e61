package cn.openclaw.llm.openai;

import cn.openclaw.llm.MoonshotSchema;
import cn.openclaw.llm.SchemaException;
import java.util.IdentityHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tool schemas in the platform's flavour. A turn asks many times with the same tools, and to bring them into that form took a fifth of
 * what a step costs; so each schema is brought into it once. Safe for several threads.
 */
final class KnownSchemas {
    private final IdentityHashMap<ObjectNode, ObjectNode> known = new IdentityHashMap<>();

    /** @throws SchemaException if it cannot be said so; asked again, it is thrown again */
    synchronized ObjectNode normalised(ObjectNode schema) {
        ObjectNode done = known.get(schema);
        if (done == null) {
            done = MoonshotSchema.normalise(schema);
            known.put(schema, done);
        }
        return done;
    }
}
