package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of {@code anthropic-messages}, written. */
final class MessagesBody {
    /** Marks reasoning that came encrypted; what follows is its data. */
    static final String REDACTED = "redacted:";

    /** Beside its thinking an answer needs room of its own. */
    private static final long LEAST_OUTPUT = 1_024;

    /** The least budget the wire takes. */
    private static final long LEAST_BUDGET = 1_024;

    private final Ask ask;
    private final Translation.Target target;
    private final Map<String, String> ids = new HashMap<>();

    private MessagesBody(Ask ask, Translation.Target target) {
        this.ask = ask;
        this.target = target;
    }

    static ObjectNode write(Ask ask, Translation.Target target) {
        return new MessagesBody(ask, target).write();
    }

    private ObjectNode write() {
        ObjectNode body = Json.object().put("model", target.model());
        long most = ask.maxTokens.orElse(target.mostOutput() > 0 ? target.mostOutput() : 4_096L);
        long budget = budget(most);
        body.put("max_tokens", most);
        system().ifPresent(system -> body.set("system", system));
        ArrayNode messages = turns();
        body.set("messages", messages);
        if (ask.streamed) {
            body.put("stream", true);
        }
        if (budget > 0 && !isMidway()) {
            body.set("thinking", Json.object().put("type", "enabled").put("budget_tokens", budget));
        } else {
            if (ask.effort.filter(Ask.Effort::off).isPresent()) {
                body.set("thinking", Json.object().put("type", "disabled"));
            }
            Common.sampling(ask, body);
        }
        if (!ask.stops.isEmpty()) {
            ArrayNode stops = Json.array();
            ask.stops.forEach(stops::add);
            body.set("stop_sequences", stops);
        }
        tools(body, budget > 0);
        ask.user.ifPresent(user -> body.set("metadata", Json.object().put("user_id", user)));
        return body;
    }

    /** Tokens for thinking; 0 to say nothing of it. */
    private long budget(long most) {
        long wanted = ask.effort.filter(effort -> !effort.off()).map(Ask.Effort::tokens).orElse(0L);
        long room = most - LEAST_OUTPUT;
        long budget = Math.min(wanted, room);
        return budget < LEAST_BUDGET ? 0 : budget;
    }

    /** After tool results Anthropic does not begin to think where the call was made without. */
    private boolean isMidway() {
        if (target.kimi() || ask.turns.size() < 2) {
            return false;
        }
        boolean results = ask.turns.getLast().blocks().stream().anyMatch(Block.Result.class::isInstance);
        Ask.Turn before = ask.turns.get(ask.turns.size() - 2);
        return results && before.blocks().stream().noneMatch(this::isOwnThinking);
    }

    private boolean isOwnThinking(Block block) {
        return block instanceof Block.Thinking(_, var seal) && seal.filter(mark -> mark.wire() == Wire.MESSAGES).isPresent();
    }

    /** With a mark on its last block, so that the platform keeps what comes again with every request. */
    private Optional<ArrayNode> system() {
        if (ask.system.isEmpty() && ask.format == null) {
            return Optional.empty();
        }
        ArrayNode system = Json.array();
        ask.system.forEach(text -> system.add(Json.object().put("type", "text").put("text", text)));
        if (ask.format != null) {
            String schema = ask.format.isEmpty() ? "" : " that matches this JSON Schema:\n" + Json.write(ask.format.path("schema"));
            system.add(Json.object().put("type", "text").put("text", "Answer with one JSON object alone" + schema));
            ask.notes.add("response_format");
        }
        if (system.get(system.size() - 1) instanceof ObjectNode last) {
            last.set("cache_control", Json.object().put("type", "ephemeral"));
        }
        return Optional.of(system);
    }

    private ArrayNode turns() {
        ArrayNode messages = Json.array();
        for (Ask.Turn turn : ask.turns) {
            ArrayNode content = Json.array();
            // What tools said comes first: the wire refuses words between a call and its result.
            turn.blocks().stream().filter(Block.Result.class::isInstance).forEach(block -> add(content, block));
            turn.blocks().stream().filter(block -> !(block instanceof Block.Result)).forEach(block -> add(content, block));
            if (!content.isEmpty()) {
                ObjectNode message = Json.object().put("role", turn.assistant() ? "assistant" : "user");
                message.set("content", content);
                messages.add(message);
            }
        }
        JsonNode last = messages.isEmpty() ? Json.object() : messages.get(messages.size() - 1);
        JsonNode content = last.path("content");
        if ("user".equals(Json.text(last, "role")) && content.get(content.size() - 1) instanceof ObjectNode block) {
            block.set("cache_control", Json.object().put("type", "ephemeral"));
        }
        return messages;
    }

    private void add(ArrayNode content, Block block) {
        switch (block) {
            case Block.Text(String text) -> {
                if (!text.isBlank()) {
                    content.add(Json.object().put("type", "text").put("text", text));
                }
            }
            case Block.Image image -> content.add(image(image));
            case Block.Thinking thinking -> thinking(thinking).ifPresent(content::add);
            case Block.Call(String id, String name, String arguments) -> {
                ObjectNode call = Json.object().put("type", "tool_use").put("id", id(id)).put("name", name);
                call.set("input", Common.arguments(arguments));
                content.add(call);
            }
            case Block.Result(String callId, List<Block> blocks, boolean isError) -> {
                ObjectNode result = Json.object().put("type", "tool_result").put("tool_use_id", id(callId));
                ArrayNode said = Json.array();
                blocks.forEach(part -> add(said, part));
                result.set("content", said);
                if (isError) {
                    result.put("is_error", true);
                }
                content.add(result);
            }
        }
    }

    private static ObjectNode image(Block.Image image) {
        ObjectNode source = image.mimeType()
                .map(type -> Json.object().put("type", "base64").put("media_type", type).put("data", image.base64()))
                .orElseGet(() -> Json.object().put("type", "url").put("url", image.url()));
        ObjectNode block = Json.object().put("type", "image");
        block.set("source", source);
        return block;
    }

    /** Anthropic takes back only what it signed itself; Kimi takes any, and misses what is not there. */
    private Optional<ObjectNode> thinking(Block.Thinking thinking) {
        Optional<String> own = thinking.seal().filter(seal -> seal.wire() == Wire.MESSAGES).map(Block.Seal::value);
        if (own.isPresent() && own.get().startsWith(REDACTED)) {
            return Optional.of(Json.object().put("type", "redacted_thinking").put("data", own.get().substring(REDACTED.length())));
        }
        if (own.isEmpty() && !target.kimi()) {
            return Optional.empty();
        }
        return Optional.of(Json.object()
                .put("type", "thinking")
                .put("thinking", thinking.text())
                .put("signature", own.orElse("")));
    }

    /** Anthropic's ids are letters, digits, {@code _} and {@code -}; Kimi's own go back as they are. */
    private String id(String id) {
        if (target.kimi()) {
            return id;
        }
        return ids.computeIfAbsent(id, _ -> {
            StringBuilder clean = new StringBuilder();
            id.chars().limit(56).forEach(c -> clean.append(c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-') ? (char) c : '_'));
            String base = clean.isEmpty() ? "call" : clean.toString();
            String unique = base;
            for (int number = 2; ids.containsValue(unique); number++) {
                unique = base + "_" + number;
            }
            return unique;
        });
    }

    private void tools(ObjectNode body, boolean thinks) {
        if (ask.tools.isEmpty()) {
            return;
        }
        ArrayNode tools = Json.array();
        for (Ask.Tool tool : ask.tools) {
            ObjectNode declared = Json.object().put("name", tool.name()).put("description", tool.description());
            ObjectNode schema = tool.parameters().deepCopy();
            if (!schema.has("type")) {
                schema.put("type", "object");
            }
            declared.set("input_schema", schema);
            tools.add(declared);
        }
        body.set("tools", tools);
        String word = ask.choice.orElse(ask.parallel.isPresent() ? "auto" : "");
        boolean forced = word.equals("required") || word.startsWith("=");
        if (forced && thinks) {
            ask.notes.add("tool_choice");
            word = "auto";
        }
        if (!word.isEmpty()) {
            ObjectNode choice = Json.object().put("type", word.startsWith("=") ? "tool" : word.equals("required") ? "any" : word);
            if (word.startsWith("=")) {
                choice.put("name", word.substring(1));
            }
            ask.parallel.filter(_ -> !choice.path("type").asString("").equals("none"))
                    .ifPresent(parallel -> choice.put("disable_parallel_tool_use", !parallel));
            body.set("tool_choice", choice);
        }
    }
}
