package cn.openclaw.llm.translation;

import cn.openclaw.llm.Wire;
import java.util.List;
import java.util.Optional;

/** A piece of a conversation, in no wire's words. */
sealed interface Block {
    record Text(String text) implements Block {}

    /**
     * A picture.
     *
     * @param url a web address, or a {@code data:} one
     */
    record Image(String url) implements Block {
        Optional<String> mimeType() {
            int end = url.indexOf(';');
            return url.startsWith("data:") && end > 5 ? Optional.of(url.substring(5, end)) : Optional.empty();
        }

        String base64() {
            return url.substring(url.indexOf(',') + 1);
        }
    }

    /**
     * Reasoning.
     *
     * @param seal what only its own platform understands: a signature, or the whole encrypted
     */
    record Thinking(String text, Optional<Seal> seal) implements Block {}

    /**
     * The model wants a tool run.
     *
     * @param arguments JSON text as it came
     */
    record Call(String id, String name, String arguments) implements Block {}

    /** What the tool said. */
    record Result(String callId, List<Block> blocks, boolean isError) implements Block {
        public Result {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A platform's own mark on reasoning. It is handed through other wires with the name of its own before it, so that it comes
     * back whole and never reaches a platform that would take it for a forged one.
     */
    record Seal(Wire wire, String value) {
        private static final String MARK = "openclaw:";

        /** In another wire's place for such things. */
        String carried() {
            return MARK + wire.id() + ":" + value;
        }

        /** Reads what stands in a wire's place for it. */
        static Optional<Seal> of(Wire where, String value) {
            if (value.isEmpty() || value.equals(MARK)) {
                return Optional.empty();
            }
            for (Wire wire : Wire.values()) {
                String mark = MARK + wire.id() + ":";
                if (value.startsWith(mark)) {
                    return Optional.of(new Seal(wire, value.substring(mark.length())));
                }
            }
            return Optional.of(new Seal(where, value));
        }

        /** As it is written on this wire. */
        String on(Wire where) {
            return wire == where ? value : carried();
        }
    }
}
