package cn.openclaw.llm;

/** A piece of a message. */
public sealed interface Part {
    /** Words. */
    record Text(String text) implements Part {}

    /**
     * Reasoning, kept so that it can be replayed unchanged.
     *
     * @param text the reasoning; may be empty, and an empty one is still replayed
     * @param signature the wire's name or token for it: {@code reasoning_content} on OpenAI-shaped wires, the opaque signature on Anthropic's
     */
    record Thinking(String text, String signature) implements Part {}

    /**
     * An image or a video, as the person gave it.
     *
     * @param mimeType {@code image/png}, {@code video/mp4} …
     * @param base64 the bytes; or {@code ms://<id>}, the name of a file that lies on Kimi's platform
     */
    record Media(String mimeType, String base64) implements Part {
        /** Whether it is only named here and lies on the platform it was uploaded to. */
        public boolean isUploaded() {
            return base64.startsWith("ms://");
        }
    }

    /**
     * The model wants a tool run.
     *
     * @param id the platform's id, opaque, unique only within one turn
     * @param name the tool
     * @param arguments the JSON text exactly as it came; empty counts as <code>{}</code>, and it may be cut off
     */
    record ToolCall(String id, String name, String arguments) implements Part {}
}
