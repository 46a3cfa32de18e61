package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.ToolNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Grows an answer from its pieces, in the order they came, and tells the listener each of them. */
final class AnswerBuilder {
    private static final String DETAILS = "reasoning_details";

    private final ToolNames names;
    private final Consumer<ChatEvent> listener;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Integer, Block> slots = new HashMap<>();
    private final ArrayNode details = Json.array();
    private @Nullable Block lastCall;
    private long characters;

    private enum Kind {
        TEXT,
        THINKING,
        CALL
    }

    private static final class Block {
        final Kind kind;
        final StringBuilder text = new StringBuilder();
        /** A call's id, or the field that reasoning came in. */
        String id;

        String name = "";

        Block(Kind kind, String id) {
            this.kind = kind;
            this.id = id;
        }
    }

    AnswerBuilder(ToolNames names, Consumer<ChatEvent> listener) {
        this.names = names;
        this.listener = listener;
    }

    void text(String piece) {
        if (!piece.isEmpty()) {
            characters += piece.length();
            block(Kind.TEXT, "").text.append(piece);
            listener.accept(new ChatEvent.TextDelta(piece));
        }
    }

    void thinking(String field, String piece) {
        if (!piece.isEmpty()) {
            characters += piece.length();
            block(Kind.THINKING, field).text.append(piece);
            listener.accept(new ChatEvent.ThinkingDelta(piece));
        }
    }

    void thinkingOfDetails(String piece) {
        thinking(DETAILS, piece);
    }

    /** The open block if it is of this kind, else a new one. */
    private Block block(Kind kind, String id) {
        Block last = blocks.isEmpty() ? null : blocks.getLast();
        if (last != null && last.kind == kind && last.id.equals(id)) {
            return last;
        }
        Block fresh = new Block(kind, id);
        blocks.add(fresh);
        return fresh;
    }

    /** A piece of {@code reasoning_details}, which must go back as it came: pieces of one entry are joined again. */
    void detail(JsonNode piece) {
        if (!(piece instanceof ObjectNode entry)) {
            return;
        }
        for (JsonNode known : details) {
            boolean same = entry.has("index")
                    && entry.get("index").equals(known.get("index"))
                    && entry.path("type").equals(known.path("type"));
            if (same) {
                join((ObjectNode) known, entry);
                return;
            }
        }
        details.add(entry.deepCopy());
    }

    private static void join(ObjectNode known, ObjectNode more) {
        for (Map.Entry<String, JsonNode> member : more.properties()) {
            boolean grows = switch (member.getKey()) {
                case "text", "summary", "data" -> true;
                default -> false;
            };
            String old = grows ? Json.text(known, member.getKey()) : null;
            if (old != null && member.getValue().isString()) {
                known.put(member.getKey(), old + member.getValue().stringValue());
            } else if (!member.getValue().isNull()) {
                known.set(member.getKey(), member.getValue());
            }
        }
    }

    /**
     * A piece of a tool call. Calls are told apart by index, because pieces of parallel calls may come interleaved; a new id
     * with a name on an index that is taken begins another call all the same (some proxies number every call 0). A negative
     * index means that the host sent none.
     */
    void call(int index, String id, String name, String arguments) {
        Block slot = index < 0 && id.isEmpty() && name.isEmpty() ? lastCall : slots.get(index);
        if (slot == null || (!name.isEmpty() && isAnother(slot, index, id))) {
            slot = new Block(Kind.CALL, "");
            slots.put(index, slot);
            blocks.add(slot);
        }
        if (!id.isEmpty()) {
            slot.id = id;
        }
        if (!name.isEmpty()) {
            slot.name = name;
        }
        characters += arguments.length();
        slot.text.append(arguments);
        lastCall = slot;
    }

    private static boolean isAnother(Block slot, int index, String id) {
        boolean otherId = !id.isEmpty() && !slot.id.isEmpty() && !slot.id.equals(id);
        return otherId || (index < 0 && id.isEmpty() && !slot.name.isEmpty());
    }

    /** A call that the model wrote into its words. */
    void leaked(Part.ToolCall call) {
        Block block = new Block(Kind.CALL, call.id());
        block.name = call.name();
        block.text.append(call.arguments());
        blocks.add(block);
    }

    /** How much there is by now: words, reasoning and arguments. */
    long characters() {
        return characters;
    }

    boolean hasCalls() {
        return blocks.stream().anyMatch(block -> block.kind == Kind.CALL && !block.name.isBlank());
    }

    /** Whether there is nothing that a person or a tool could use. */
    boolean isEmpty() {
        return blocks.stream().noneMatch(block -> block.kind != Kind.CALL || !block.name.isBlank());
    }

    List<Part> heard() {
        List<Part> parts = new ArrayList<>();
        for (Block block : blocks) {
            if (block.kind != Kind.CALL) {
                parts.add(part(block, 0));
            }
        }
        return parts;
    }

    /**
     * The parts of a complete answer. Calls without a name are nothing; one that the output limit cut before its arguments
     * began is left out, because nothing would look like "no arguments".
     *
     * @param emptyReasoning the field of reasoning that came but was empty, which is kept as such; blank for none
     */
    List<Part> finish(StopReason stop, String emptyReasoning) {
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (Block block : blocks) {
            boolean isCall = block.kind == Kind.CALL;
            boolean unbegun = isCall && stop == StopReason.LENGTH && block.text.toString().isBlank();
            if (isCall && (block.name.isBlank() || unbegun)) {
                continue;
            }
            Part part = part(block, isCall ? number++ : 0);
            parts.add(part);
            if (part instanceof Part.ToolCall call && isWhole(call, stop)) {
                listener.accept(new ChatEvent.ToolCallReady(call));
            }
        }
        if (!details.isEmpty()) {
            parts.addFirst(new Part.Thinking(detailsText(parts), Json.write(details)));
            parts.removeIf(part -> part instanceof Part.Thinking(_, String signature) && signature.equals(DETAILS));
        }
        if (!emptyReasoning.isEmpty() && parts.stream().noneMatch(Part.Thinking.class::isInstance)) {
            parts.addFirst(new Part.Thinking("", emptyReasoning));
        }
        return parts;
    }

    private static String detailsText(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Thinking(String words, String signature) && signature.equals(DETAILS)) {
                text.append(words);
            }
        }
        return text.toString();
    }

    /** Arguments that the output limit cut are no JSON; such a call must not be run. */
    private static boolean isWhole(Part.ToolCall call, StopReason stop) {
        if (stop != StopReason.LENGTH) {
            return true;
        }
        try {
            return Json.parse(call.arguments()).isObject();
        } catch (JsonException _) {
            return false;
        }
    }

    private Part part(Block block, int number) {
        return switch (block.kind) {
            case TEXT -> new Part.Text(block.text.toString());
            case THINKING -> new Part.Thinking(block.text.toString(), block.id);
            case CALL -> {
                String name = names.ours(block.name);
                String id = block.id.isBlank() ? name + ":" + number : block.id;
                yield new Part.ToolCall(id, name, block.text.toString());
            }
        };
    }
}
