package cn.openclaw.llm.raw;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.ThinkingFormat;
import cn.openclaw.llm.ThinkingLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What hosts of {@code anthropic-messages} other than Anthropic's refuse. */
final class MessagesFit {
    private final Fitted fitted;
    private final Value root;

    MessagesFit(Fitted fitted) {
        this.fitted = fitted;
        this.root = fitted.root();
    }

    boolean fit() {
        fitted.sampling("temperature", "top_p", "top_k");
        boolean thinks = !fitted.kimi() || thinking();
        if (thinks && fitted.kimi() && fitted.dialect().is(DialectKey.REASONING_REPLAY, "required")) {
            history();
        }
        Value tools = fitted.array(root, "tools");
        if (tools != null && fitted.dialect().is(DialectKey.SCHEMA, "mfjs")) {
            tools(tools);
            choice(thinks);
        }
        return false;
    }

    private boolean thinking() {
        Value thinking = fitted.object(root, "thinking");
        String type = thinking == null ? "" : String.valueOf(fitted.body().text(thinking, "type"));
        boolean off = type.equals("disabled");
        ThinkingFormat format = fitted.dialect().thinkingFormat();
        if (thinking != null && (format == ThinkingFormat.NONE || (off && !fitted.dialect().canStopThinking()))) {
            fitted.remove("thinking");
        } else if (thinking != null && format == ThinkingFormat.KIMI_EFFORT && type.equals("enabled")) {
            // These take a word for how hard; a budget of tokens is another model's way to say it.
            fitted.set(root, "thinking", Json.object().put("type", "adaptive"), "thinking");
            Value budget = thinking.get("budget_tokens");
            if (!root.has("output_config") && budget != null && budget.is(Kind.NUMBER)) {
                effort(fitted.body().tree(budget).asLong(0)).ifPresent(word ->
                        fitted.set(root, "output_config", Json.object().put("effort", word), "thinking"));
            }
        }
        return fitted.dialect().thinks(off ? Optional.of(ThinkingLevel.OFF) : Optional.empty());
    }

    /** Calls without the thoughts that led to them are refused; programs lose those, or another model thought nothing. */
    private void history() {
        Value messages = fitted.array(root, "messages");
        for (Value message : messages == null ? List.<Value>of() : messages.items()) {
            Value content = message.is(Kind.OBJECT) ? fitted.array(message, "content") : null;
            if (content != null && has(content, "tool_use") && !has(content, "thinking") && !has(content, "redacted_thinking")) {
                fitted.patch().prepend(
                        content, Json.object().put("type", "thinking").put("thinking", HistoryFit.PLACEHOLDER).put("signature", ""));
                fitted.adapted().add("thinking");
            }
        }
    }

    private boolean has(Value content, String type) {
        return content.items().stream().anyMatch(block -> block.is(Kind.OBJECT) && type.equals(fitted.body().text(block, "type")));
    }

    private Optional<String> effort(long budget) {
        ThinkingLevel level = budget <= 4_096 ? ThinkingLevel.LOW : budget <= 16_384 ? ThinkingLevel.MEDIUM : ThinkingLevel.HIGH;
        return fitted.dialect().effort(level);
    }

    /** Tools that run at Anthropic are nobody else's. */
    private void tools(Value tools) {
        Set<Value> left = new HashSet<>();
        for (Value tool : tools.items()) {
            String type = tool.is(Kind.OBJECT) ? fitted.body().text(tool, "type") : null;
            boolean elsewhere = type != null && !type.equals("custom");
            if (elsewhere || (tool.is(Kind.OBJECT) && !fitted.schema(tool, "input_schema"))) {
                left.add(tool);
            }
        }
        if (left.size() == tools.items().size() && !left.isEmpty()) {
            fitted.remove("tools");
            fitted.remove("tool_choice");
        } else if (!left.isEmpty()) {
            fitted.patch().drop(tools, left);
            fitted.adapted().add("tools-cut");
        } else {
            fitted.mostTools(tools);
        }
    }

    private void choice(boolean thinks) {
        Value choice = fitted.object(root, "tool_choice");
        String type = choice == null ? null : fitted.body().text(choice, "type");
        boolean forced = "any".equals(type) || "tool".equals(type);
        boolean free = fitted.dialect().is(DialectKey.TOOL_CHOICE, "kimi-k3") || fitted.dialect().is(DialectKey.TOOL_CHOICE, "any");
        if (forced && thinks && !free) {
            fitted.set(root, "tool_choice", Json.object().put("type", "auto"), "tool_choice");
        }
    }
}
