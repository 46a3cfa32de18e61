package cn.openclaw.llm;

/** A piece of an answer, as it arrives. */
public sealed interface ChatEvent {
    record TextDelta(String text) implements ChatEvent {}

    record ThinkingDelta(String text) implements ChatEvent {}

    /** A whole tool call: its arguments have all arrived. */
    record ToolCallReady(Part.ToolCall call) implements ChatEvent {}
}
