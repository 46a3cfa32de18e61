package cn.openclaw.tool;

/** What a tool answers: words for the model, either way. */
public sealed interface ToolOutcome {
    String text();

    record Done(String text) implements ToolOutcome {}

    record Failed(String text) implements ToolOutcome {}
}
