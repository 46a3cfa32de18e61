package cn.openclaw.tool;

import cn.openclaw.llm.Part;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a tool answers: words for the model, either way. */
public sealed interface ToolOutcome {
    String text();

    /** For programs and screens, kept in the transcript but not told to the model: a diff, an exit code. */
    Optional<ObjectNode> details();

    /**
     * It was done.
     *
     * @param text words for the model
     * @param media pictures for the model
     * @param details for screens: {@code diff} (unified), {@code exitCode}, {@code path} …
     */
    record Done(String text, List<Part.Media> media, Optional<ObjectNode> details) implements ToolOutcome {
        public Done {
            media = List.copyOf(media);
        }

        public Done(String text) {
            this(text, List.of(), Optional.empty());
        }

        public Done(String text, ObjectNode details) {
            this(text, List.of(), Optional.of(details));
        }
    }

    /**
     * It was not done, or it failed.
     *
     * @param text why, and what could help, for the model
     */
    record Failed(String text, Optional<ObjectNode> details) implements ToolOutcome {
        public Failed(String text) {
            this(text, Optional.empty());
        }
    }
}
