package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's tools as they go over a wire: names that the platform takes, schemas in its flavour, none twice, not too many. A
 * tool that cannot be said so is left out and named in a notice; the others work.
 */
public final class SentTools {
    /** What Kimi's platforms take, and more than any model handles well. */
    private static final int MOST = 128;

    private final ToolNames names;
    private final List<ChatRequest.ToolDefinition> tools = new ArrayList<>();

    private SentTools(List<ChatRequest.ToolDefinition> asked) {
        names = new ToolNames(asked.stream().map(ChatRequest.ToolDefinition::name).toList());
    }

    /**
     * The tools of a request for a host that wants them so.
     *
     * @param platformTools whether this wire knows tools of the platform's own, whose names begin with {@code $}
     * @param notices hears of each tool that is left out
     */
    public static SentTools of(ChatRequest request, Dialect dialect, boolean platformTools, Consumer<LlmNotice> notices) {
        SentTools sent = new SentTools(request.tools());
        boolean flavoured = dialect.is(DialectKey.SCHEMA, "mfjs");
        Set<String> known = new HashSet<>();
        for (ChatRequest.ToolDefinition tool : request.tools()) {
            boolean elsewhere = tool.name().startsWith("$") && !platformTools;
            if (!known.add(tool.name())) {
                continue;
            }
            if (elsewhere || sent.tools.size() == MOST) {
                notices.accept(elsewhere
                        ? LlmNotice.of(LlmText.TOOL_OF_PLATFORM, tool.name())
                        : LlmNotice.of(LlmText.TOOL_TOO_MANY, tool.name(), MOST));
            } else {
                sent.add(tool, flavoured, notices);
            }
        }
        return sent;
    }

    private void add(ChatRequest.ToolDefinition tool, boolean flavoured, Consumer<LlmNotice> notices) {
        try {
            ObjectNode parameters = flavoured ? MoonshotSchema.normalise(tool.parameters()) : rooted(tool.parameters());
            tools.add(new ChatRequest.ToolDefinition(
                    names.sent(tool.name()), CleanText.of(tool.description()), parameters));
        } catch (SchemaException e) {
            notices.accept(LlmNotice.of(LlmText.TOOL_SCHEMA, tool.name(), e.sentence()));
        }
    }

    /** Every platform wants an object with properties at the root, and all else as JSON Schema has it. */
    private static ObjectNode rooted(ObjectNode schema) {
        if (schema.has("type") && schema.has("properties")) {
            return schema;
        }
        ObjectNode rooted = schema.deepCopy();
        rooted.put("type", "object");
        if (!rooted.has("properties")) {
            rooted.set("properties", Json.object());
        }
        return rooted;
    }

    /** The tools to declare, by their names on the wire. */
    public List<ChatRequest.ToolDefinition> tools() {
        return List.copyOf(tools);
    }

    /** The wire's name of a tool of ours, also of one that only occurs in the history. */
    public String sent(String name) {
        return names.sent(name);
    }

    /** Our name of a tool that the model called by the wire's. */
    public String ours(String name) {
        return names.ours(name);
    }
}
