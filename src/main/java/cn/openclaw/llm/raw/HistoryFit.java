package cn.openclaw.llm.raw;

import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.llm.DialectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The messages of a completions request. */
final class HistoryFit {
    /** Stands for reasoning that is not there; see {@code AssistantWriter}: some hosts take an empty text for a missing one. */
    static final String PLACEHOLDER = " ";

    private final Fitted fitted;
    private final boolean thinks;
    private final boolean system;
    private final boolean replay;
    private final boolean flat;
    private final List<String> fields;

    HistoryFit(Fitted fitted, boolean thinks) {
        this.fitted = fitted;
        this.thinks = thinks;
        this.system = fitted.dialect().is(DialectKey.SYSTEM_ROLE, "system");
        this.replay = fitted.dialect().is(DialectKey.REASONING_REPLAY, "required");
        this.flat = fitted.kimi() && !fitted.endpoint().model().input().contains("image");
        this.fields = fitted.dialect().reasoningFields();
    }

    void fit(Value messages) {
        Set<Value> empty = new HashSet<>();
        for (Value message : messages.items()) {
            String role = message.is(Kind.OBJECT) ? fitted.body().text(message, "role") : null;
            if (role == null) {
                continue; // the host will say what is wrong with it
            }
            if (role.equals("developer") && system) {
                fitted.set(message, "role", JsonNodeFactory.instance.stringNode("system"), "developer-role");
            }
            if (role.equals("assistant") && !assistant(message)) {
                empty.add(message);
            }
            if (flat) {
                flatten(message);
            }
        }
        if (!empty.isEmpty() && empty.size() < messages.items().size()) {
            fitted.patch().drop(messages, empty);
            fitted.adapted().add("empty-message");
        }
    }

    /** False if there is nothing in it at all, which Kimi refuses. */
    private boolean assistant(Value message) {
        Value calls = fitted.array(message, "tool_calls");
        boolean hasCalls = calls != null && !calls.items().isEmpty();
        boolean nothing = isNothing(message.get("content"));
        if (!hasCalls) {
            return !fitted.kimi() || !nothing || message.has("function_call") || isPartial(message);
        }
        if (nothing && message.has("content") && fitted.dialect().is(DialectKey.EMPTY_CONTENT, "omit") && !isNull(message)) {
            fitted.patch().remove(message, "content");
            fitted.adapted().add("empty-content");
        }
        if (replay && thinks && !message.has(fields.getFirst()) && !message.has("reasoning_details")) {
            fitted.set(
                    message, fields.getFirst(), JsonNodeFactory.instance.stringNode(otherwise(message)), fields.getFirst());
        }
        return true;
    }

    private boolean isPartial(Value message) {
        Value partial = message.get("partial");
        return partial != null && partial.is(Kind.TRUE);
    }

    private boolean isNull(Value message) {
        Value content = message.get("content");
        return content != null && content.is(Kind.NULL);
    }

    /** Its reasoning under a name that other hosts use. */
    private String otherwise(Value message) {
        for (String field : fields) {
            String text = fitted.body().text(message, field);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return PLACEHOLDER;
    }

    private boolean isNothing(@Nullable Value content) {
        if (content == null || content.is(Kind.NULL)) {
            return true;
        }
        if (content.is(Kind.STRING)) {
            return fitted.body().text(content).isBlank();
        }
        return content.is(Kind.ARRAY) && content.items().stream().allMatch(this::isEmptyText);
    }

    private boolean isEmptyText(Value part) {
        String text = part.is(Kind.OBJECT) && "text".equals(fitted.body().text(part, "type"))
                ? fitted.body().text(part, "text")
                : null;
        return text != null && text.isBlank();
    }

    /** Models without eyes want words as one string. */
    private void flatten(Value message) {
        Value content = fitted.array(message, "content");
        if (content == null || content.items().isEmpty()) {
            return;
        }
        StringBuilder all = new StringBuilder();
        for (Value part : content.items()) {
            String text = part.is(Kind.OBJECT) && "text".equals(fitted.body().text(part, "type"))
                    ? fitted.body().text(part, "text")
                    : null;
            if (text == null) {
                return;
            }
            all.append(all.isEmpty() ? "" : "\n").append(text);
        }
        fitted.patch().replace(content, all.toString());
        fitted.adapted().add("content-string");
    }
}
