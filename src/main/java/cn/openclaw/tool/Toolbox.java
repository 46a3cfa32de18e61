package cn.openclaw.tool;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest.ToolDefinition;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools of one run, and the folder they work in. Whatever a model asks for, it gets words back that it can act on. */
public final class Toolbox {
    /** How much of a bad call is shown to the model again. */
    private static final int SHOWN = 500;

    private final List<Tool> tools;
    private final Tool.Context context;

    public Toolbox(List<Tool> tools, Tool.Context context) {
        this.tools = List.copyOf(tools);
        this.context = context;
    }

    /** The tools as a model is told of them, always in the same order. */
    public List<ToolDefinition> definitions() {
        return tools.stream()
                .map(tool -> new ToolDefinition(tool.name(), tool.description(), tool.parameters()))
                .toList();
    }

    public List<Tool> tools() {
        return tools;
    }

    /**
     * Does one call. A tool that is not there, arguments that are no JSON or do not fit, and a tool that breaks are answers
     * to the model, not failures of the run.
     *
     * @throws InterruptedException if the run is aborted meanwhile
     */
    public Message.ToolResult run(Part.ToolCall call) throws InterruptedException {
        ToolOutcome outcome = outcome(call);
        boolean failed = outcome instanceof ToolOutcome.Failed;
        String words = failed ? "Error: " + outcome.text() : outcome.text();
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(words)));
        if (outcome instanceof ToolOutcome.Done done) {
            parts.addAll(done.media());
        }
        return new Message.ToolResult(call.id(), call.name(), parts, failed);
    }

    private ToolOutcome outcome(Part.ToolCall call) throws InterruptedException {
        Optional<Tool> found =
                tools.stream().filter(tool -> tool.name().equals(call.name())).findFirst();
        if (found.isEmpty()) {
            List<String> names = tools.stream().map(Tool::name).toList();
            return new ToolOutcome.Failed(
                    "Tool " + call.name() + " not found. Available: " + String.join(", ", names) + ".");
        }
        Tool tool = found.get();
        Arguments.Checked arguments = Arguments.read(call.arguments(), tool.parameters(), tool.aliases());
        if (!arguments.problems().isEmpty()) {
            String received = call.arguments().length() > SHOWN ? call.arguments().substring(0, SHOWN) + "…" : call.arguments();
            return new ToolOutcome.Failed("invalid arguments for " + tool.name() + ": "
                    + String.join("; ", arguments.problems()) + ". Received: " + received + ". Expected: "
                    + Json.write(tool.parameters()));
        }
        try {
            return new Gate(tool, arguments.values(), context, () -> {}).run();
        } catch (RuntimeException e) {
            // The edge of a tool: a broken one must not end the conversation.
            return new ToolOutcome.Failed(tool.name() + " broke (" + e.getClass().getSimpleName() + "): " + e.getMessage());
        }
    }
}
