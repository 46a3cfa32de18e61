package cn.openclaw.tool;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest.ToolDefinition;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

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

    /** Hears of a call while it is done. */
    public interface Watcher {
        /** Right before the tool is run, when nothing more stands in its way; it is run only if this returns. */
        void begins(Part.ToolCall call, Effect effect) throws InterruptedException;

        /** A piece of what it prints meanwhile, for the person; may come from any thread. */
        void progress(Part.ToolCall call, String words);
    }

    /**
     * A call that was done.
     *
     * @param result for the model
     * @param details for screens and programs
     */
    public record Ran(Message.ToolResult result, Optional<ObjectNode> details) {}

    private static final Watcher NOBODY = new Watcher() {
        @Override
        public void begins(Part.ToolCall call, Effect effect) {}

        @Override
        public void progress(Part.ToolCall call, String words) {}
    };

    /** What a call would do to the world; one that cannot be done at all only reads. */
    public Effect effect(Part.ToolCall call) {
        return tools.stream()
                .filter(tool -> tool.name().equals(call.name()))
                .findFirst()
                .flatMap(tool -> {
                    Arguments.Checked arguments = Arguments.read(call.arguments(), tool.parameters(), tool.aliases());
                    return arguments.problems().isEmpty() ? Optional.of(effect(tool, arguments.values())) : Optional.empty();
                })
                .orElse(Effect.READS);
    }

    /** A tool that cannot say what it would do is taken for one that does the worst. */
    private Effect effect(Tool tool, ObjectNode arguments) {
        try {
            return tool.effect(arguments, context);
        } catch (RuntimeException e) {
            return Effect.ACTS;
        }
    }

    /** Does one call that nobody watches. */
    public Message.ToolResult run(Part.ToolCall call) throws InterruptedException {
        return run(call, NOBODY).result();
    }

    /**
     * Does one call. A tool that is not there, arguments that are no JSON or do not fit, and a tool that breaks are answers
     * to the model, not failures of the run.
     *
     * @throws InterruptedException if the run is aborted meanwhile
     */
    public Ran run(Part.ToolCall call, Watcher watcher) throws InterruptedException {
        ToolOutcome outcome = outcome(call, watcher);
        List<Part> parts = new ArrayList<>();
        boolean failed = outcome instanceof ToolOutcome.Failed;
        parts.add(new Part.Text(failed ? "Error: " + outcome.text() : outcome.text()));
        if (outcome instanceof ToolOutcome.Done done) {
            parts.addAll(done.media());
        }
        return new Ran(new Message.ToolResult(call.id(), call.name(), parts, failed), outcome.details());
    }

    private ToolOutcome outcome(Part.ToolCall call, Watcher watcher) throws InterruptedException {
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
        ToolRun turn = context.turn().heardBy(words -> watcher.progress(call, words));
        try {
            Tool.Context watched = new Tool.Context(context.workspace(), context.world(), turn);
            Gate.Start start = () -> watcher.begins(call, effect(tool, arguments.values()));
            return new Gate(tool, arguments.values(), watched, start).run();
        } catch (RuntimeException e) {
            // The edge of a tool: a broken one must not end the conversation.
            return new ToolOutcome.Failed(tool.name() + " broke (" + e.getClass().getSimpleName() + "): " + e.getMessage());
        }
    }
}
