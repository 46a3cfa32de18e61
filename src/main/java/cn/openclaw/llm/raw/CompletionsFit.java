package cn.openclaw.llm.raw;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.llm.DialectKey;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What hosts of {@code openai-completions} refuse, each by its dialect. */
final class CompletionsFit {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Fitted fitted;
    private final Value root;

    CompletionsFit(Fitted fitted) {
        this.fitted = fitted;
        this.root = fitted.root();
    }

    /** Returns whether a chunk with token counts was asked for that the caller did not ask for. */
    boolean fit() {
        fitted.sampling("temperature", "top_p", "n", "presence_penalty", "frequency_penalty");
        coolEnough();
        limits();
        boolean thinks = new ThinkingFit(fitted).fit(isForced());
        Value messages = fitted.array(root, "messages");
        if (messages != null) {
            new HistoryFit(fitted, thinks).fit(messages);
        }
        tools(thinks, messages);
        format();
        if (fitted.kimi()) {
            fitted.remove("store");
        }
        return usage();
    }

    /** Kimi's scale ends at 1. */
    private void coolEnough() {
        Value temperature = root.get("temperature");
        if (fitted.kimi() && !fitted.pinned() && temperature != null && temperature.is(Kind.NUMBER)
                && fitted.body().tree(temperature).asDouble(0) > 1) {
            fitted.set(root, "temperature", NODES.numberNode(1), "temperature");
        }
    }

    private void limits() {
        if (fitted.dialect().is(DialectKey.MAX_TOKENS_FIELD, "max_tokens")) {
            fitted.rename("max_completion_tokens", "max_tokens");
        } else if (fitted.dialect().is(DialectKey.SYSTEM_ROLE, "developer")) {
            // OpenAI's reasoning models know the newer name alone.
            fitted.rename("max_tokens", "max_completion_tokens");
        }
    }

    /** Whether one tool is asked for by its name. */
    private boolean isForced() {
        return fitted.object(root, "tool_choice") != null;
    }

    private void tools(boolean thinks, @Nullable Value messages) {
        Value tools = fitted.array(root, "tools");
        if (tools == null || tools.items().isEmpty()) {
            if (fitted.kimi() && root.has("tool_choice")) {
                fitted.remove("tool_choice");
            }
            return;
        }
        fitted.mostTools(tools);
        if (fitted.dialect().is(DialectKey.SCHEMA, "mfjs")) {
            schemas(tools);
        }
        choice(thinks, messages);
    }

    private void schemas(Value tools) {
        Set<String> names = new HashSet<>();
        Set<Value> left = new HashSet<>();
        for (Value tool : tools.items()) {
            Value function = tool.is(Kind.OBJECT) ? fitted.object(tool, "function") : null;
            String name = function == null ? null : fitted.body().text(function, "name");
            if (function == null || name == null || name.startsWith("$")) {
                continue; // the platform's own tools have no schema; nonsense is the platform's to refuse
            }
            if (!names.add(name) || !fitted.schema(function, "parameters")) {
                left.add(tool);
            }
        }
        if (!left.isEmpty() && left.size() < tools.items().size()) {
            fitted.patch().drop(tools, left);
            fitted.adapted().add("tools-cut");
        }
    }

    private void choice(boolean thinks, @Nullable Value messages) {
        Value choice = root.get("tool_choice");
        if (choice == null) {
            return;
        }
        String word = choice.is(Kind.STRING) ? fitted.body().text(choice) : "";
        boolean required = word.equals("required");
        if (!required && !choice.is(Kind.OBJECT)) {
            return;
        }
        switch (fitted.dialect().value(DialectKey.TOOL_CHOICE)) {
            case "auto-only", "kimi-always" -> auto();
            case "not-while-thinking", "kimi-toggle" -> {
                if (thinks) {
                    auto();
                }
            }
            case "kimi-none" -> {
                auto();
                if (messages != null) {
                    fitted.patch().append(messages, Json.object()
                            .put("role", "user")
                            .put("content", "Please answer by calling one of the tools."));
                }
            }
            default -> {}
        }
    }

    private void auto() {
        fitted.set(root, "tool_choice", NODES.stringNode("auto"), "tool_choice");
    }

    /** A schema for the answer is in the same flavour as those of tools. */
    private void format() {
        Value format = fitted.object(root, "response_format");
        Value wrapped = format == null ? null : fitted.object(format, "json_schema");
        if (wrapped != null && fitted.dialect().is(DialectKey.SCHEMA, "mfjs") && fitted.object(wrapped, "schema") != null) {
            fitted.schema(wrapped, "schema");
        }
    }

    private boolean usage() {
        Value stream = root.get("stream");
        if (stream == null || !stream.is(Kind.TRUE)) {
            return false;
        }
        if (!fitted.dialect().is(DialectKey.STREAM_OPTIONS, "include_usage")) {
            fitted.remove("stream_options");
            return false;
        }
        Value options = fitted.object(root, "stream_options");
        Value asked = options == null ? null : options.get("include_usage");
        // Kimi counts in the last choice anyway.
        if (fitted.kimi() || (asked != null && asked.is(Kind.TRUE))) {
            return false;
        }
        if (options == null) {
            fitted.patch().set(root, "stream_options", Json.object().put("include_usage", true));
        } else {
            fitted.patch().set(options, "include_usage", NODES.booleanNode(true));
        }
        return true;
    }
}
