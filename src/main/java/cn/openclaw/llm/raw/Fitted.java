package cn.openclaw.llm.raw;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes;
import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.json.JsonPatch;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.MoonshotSchema;
import cn.openclaw.llm.SchemaException;
import cn.openclaw.llm.Wire;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body being fitted.
 *
 * @param patch the changes so far
 * @param adapted what they are, in words for a header
 */
record Fitted(Endpoint endpoint, Dialect dialect, JsonBytes body, JsonPatch patch, Set<String> adapted) {
    static final String[] LIMITS = {"max_completion_tokens", "max_tokens", "max_output_tokens"};

    /** What Kimi's platforms take. */
    private static final int MOST_TOOLS = 128;

    private static final int MOST_SCHEMAS = 256;
    /** Longer ones are brought into the flavour anew each time: what callers send must not stay in our memory. */
    private static final int LONGEST_KEPT = 16 << 10;

    /** Programs send the same tools with every request, and bringing a schema into the flavour is the dearest rule of all. */
    private static final Map<String, JsonNode> SCHEMAS = new ConcurrentHashMap<>();

    Value root() {
        return body.root();
    }

    boolean kimi() {
        return RawRequest.isKimi(dialect);
    }

    boolean pinned() {
        return !dialect.is(DialectKey.SAMPLING, "open");
    }

    /** Takes out a member of the body, if it is there. */
    void remove(String name) {
        if (root().has(name)) {
            patch.remove(root(), name);
            adapted.add(name);
        }
    }

    void set(Value object, String name, JsonNode value, String word) {
        patch.set(object, name, value);
        adapted.add(word);
    }

    /** Gives a member another name. */
    void rename(String name, String to) {
        Value value = root().get(name);
        if (value != null && !root().has(to)) {
            patch.remove(root(), name);
            set(root(), to, body.tree(value), to);
        }
    }

    @Nullable Value array(Value object, String name) {
        Value value = object.get(name);
        return value != null && value.is(Kind.ARRAY) ? value : null;
    }

    @Nullable Value object(Value object, String name) {
        Value value = object.get(name);
        return value != null && value.is(Kind.OBJECT) ? value : null;
    }

    /** A shorter answer than asked for, because there is no money for more. */
    void limit(Wire wire, long most) {
        String name = switch (wire) {
            case COMPLETIONS -> root().has("max_tokens") ? "max_tokens" : dialect.value(DialectKey.MAX_TOKENS_FIELD);
            case MESSAGES -> "max_tokens";
            case RESPONSES -> "max_output_tokens";
        };
        set(root(), name, JsonNodeFactory.instance.numberNode(most), name);
        if (wire == Wire.COMPLETIONS && root().has("max_tokens") && root().has("max_completion_tokens")) {
            // Which of the two counts, hosts decide.
            set(root(), "max_completion_tokens", JsonNodeFactory.instance.numberNode(most), "max_completion_tokens");
        }
    }

    /** Sampling parameters that a model with fixed ones refuses. */
    void sampling(String... names) {
        if (pinned()) {
            for (String name : names) {
                remove(name);
            }
        }
    }

    /** As many tools as the platform takes. */
    void mostTools(Value tools) {
        if (kimi() && tools.items().size() > MOST_TOOLS) {
            patch.cut(tools, MOST_TOOLS);
            adapted.add("tools-cut");
        }
    }

    /**
     * Brings a schema into the platform's flavour.
     *
     * @return false if no schema of that flavour says it
     */
    boolean schema(Value holder, String name) {
        Value written = holder.get(name);
        if (written == null || !written.is(Kind.OBJECT)) {
            set(holder, name, MoonshotSchema.normalise(Json.object()), "tool-schema");
            return true;
        }
        try {
            JsonNode fit = flavoured(body.written(written));
            if (!fit.isNull()) {
                patch.replace(written, fit);
                adapted.add("tool-schema");
            }
            return true;
        } catch (SchemaException e) {
            return false;
        }
    }

    /** The schema in the flavour; null node if it is in it already. */
    private static JsonNode flavoured(String written) {
        JsonNode known = SCHEMAS.get(written);
        if (known == null) {
            ObjectNode tree = (ObjectNode) Json.parse(written);
            ObjectNode fit = MoonshotSchema.normalise(tree);
            known = fit.equals(tree) ? JsonNodeFactory.instance.nullNode() : fit;
            if (SCHEMAS.size() >= MOST_SCHEMAS) {
                SCHEMAS.clear();
            }
            if (written.length() <= LONGEST_KEPT) {
                SCHEMAS.put(written, known);
            }
        }
        return known;
    }
}
