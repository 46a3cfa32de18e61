package cn.openclaw.tool;

import cn.openclaw.json.Json;
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

    /** Whether it can do anything here; a tool that could only fail is not offered to the model. */
    default boolean isOffered(Context context) {
        return true;
    }

    /** What this call would do to the world. */
    default Effect effect(ObjectNode arguments, Context context) {
        return Effect.READS;
    }

    /** Whether this call may be done; asked once, right before {@link #run}. Changes nothing. */
    default Consent consent(ObjectNode arguments, Context context) {
        return Consent.FREE;
    }

    /** Does it, with arguments that fit {@link #parameters}. Interruption stops it. */
    ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException;

    /**
     * Does what a person approved. A tool whose {@link #consent} may ask does here exactly what the request said and nothing else,
     * and in {@link #run} only what needs no approval.
     */
    default ToolOutcome runApproved(ObjectNode arguments, Context context, ApprovalRequest approved) throws InterruptedException {
        return run(arguments, context);
    }

    /** What a person is shown of a call that is only asked about because the turn read outside text. */
    default String shown(ObjectNode arguments) {
        return name() + " " + Json.write(arguments);
    }

    /** The person said "always": remembers what {@link ApprovalRequest#always} offered. */
    default void allowAlways(ObjectNode arguments, Context context, ApprovalRequest approved) {}

    /**
     * What a tool may touch.
     *
     * @param workspace the agent's folder; relative paths start here
     * @param world what is around, and what is kept between turns
     * @param turn the turn it is called in
     */
    record Context(Path workspace, ToolWorld world, ToolRun turn) {}
}
