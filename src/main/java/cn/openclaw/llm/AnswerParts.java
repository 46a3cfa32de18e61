package cn.openclaw.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An answer being put together from pieces that name their block by a number, on wires where blocks may interleave. Tells the
 * listener each piece as it comes, and a tool call when it is whole. Used by one thread.
 */
public final class AnswerParts {
    private final Consumer<ChatEvent> listener;
    private final UnaryOperator<String> toolNames;
    private final Map<Integer, List<Block>> blocks = new TreeMap<>();
    private long characters;

    private enum Kind {
        TEXT,
        THINKING,
        CALL
    }

    private static final class Block {
        final Kind kind;
        final StringBuilder text = new StringBuilder();
        final StringBuilder signature = new StringBuilder();
        String id = "";
        String name = "";
        boolean announced;

        Block(Kind kind) {
            this.kind = kind;
        }
    }

    /**
     * An answer of which nothing has come yet.
     *
     * @param toolNames turns a tool's name on the wire into ours
     */
    public AnswerParts(Consumer<ChatEvent> listener, UnaryOperator<String> toolNames) {
        this.listener = listener;
        this.toolNames = toolNames;
    }

    /** More words of a block. */
    public void text(int index, String piece) {
        block(index, Kind.TEXT).text.append(piece);
        characters += piece.length();
        if (!piece.isEmpty()) {
            listener.accept(new ChatEvent.TextDelta(piece));
        }
    }

    /** More reasoning of a block; an empty piece only makes the block. */
    public void thinking(int index, String piece) {
        block(index, Kind.THINKING).text.append(piece);
        characters += piece.length();
        if (!piece.isEmpty()) {
            listener.accept(new ChatEvent.ThinkingDelta(piece));
        }
    }

    /** More of what must be sent back with a block of reasoning. */
    public void signature(int index, String piece) {
        block(index, Kind.THINKING).signature.append(piece);
        characters += piece.length();
    }

    /** Takes the place of what was gathered as a block's signature. */
    public void replaceSignature(int index, String whole) {
        Block block = block(index, Kind.THINKING);
        block.signature.setLength(0);
        block.signature.append(whole);
    }

    /** A tool call begins, or its id and name become known; blank ones change nothing. Another id is another call. */
    public void call(int index, String id, String name) {
        Block block = block(index, Kind.CALL);
        if (!id.isBlank() && !block.id.isEmpty() && !block.id.equals(id)) {
            block = fresh(index, Kind.CALL);
        }
        if (block.announced) {
            return;
        }
        block.id = id.isBlank() ? block.id : id;
        block.name = name.isBlank() ? block.name : name;
    }

    /** More of a tool call's arguments. One that was told to be whole already does not grow. */
    public void arguments(int index, String piece) {
        Block block = block(index, Kind.CALL);
        if (!block.announced) {
            block.text.append(piece);
        }
        characters += piece.length();
    }

    /** A tool call is whole; {@code all} takes the place of the pieces unless it is blank. */
    public void callReady(int index, String all) {
        Block block = block(index, Kind.CALL);
        if (block.announced) {
            return;
        }
        if (!all.isBlank()) {
            block.text.setLength(0);
            block.text.append(all);
        }
        if (!block.name.isEmpty()) {
            block.announced = true;
            listener.accept(new ChatEvent.ToolCallReady(call(index, block)));
        }
    }

    /** How much came by now: words, reasoning, signatures and arguments. */
    public long characters() {
        return characters;
    }

    /** Whether a block is a tool call. */
    public boolean isCall(int index) {
        return of(index).stream().anyMatch(block -> block.kind == Kind.CALL);
    }

    /** The words gathered for a block so far; empty if there is none. */
    public String gathered(int index) {
        StringBuilder all = new StringBuilder();
        of(index).forEach(block -> all.append(block.text));
        return all.toString();
    }

    /** Whether nothing was gathered that anybody could use. */
    public boolean isEmpty() {
        return blocks.values().stream()
                .flatMap(List::stream)
                .allMatch(block -> block.text.isEmpty() && block.signature.isEmpty() && block.name.isEmpty());
    }

    /** Everything gathered, in the blocks' order; reasoning that is empty too, because it is sent back. Words that came to nothing and calls without a name are left out. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        blocks.forEach((index, all) -> all.forEach(block -> {
            switch (block.kind) {
                case TEXT -> {
                    if (!block.text.isEmpty()) {
                        parts.add(new Part.Text(block.text.toString()));
                    }
                }
                case THINKING -> parts.add(new Part.Thinking(block.text.toString(), block.signature.toString()));
                case CALL -> {
                    if (!block.name.isEmpty()) {
                        parts.add(call(index, block));
                    }
                }
            }
        }));
        return List.copyOf(parts);
    }

    private Part.ToolCall call(int index, Block block) {
        return new Part.ToolCall(block.id.isEmpty() ? "call_" + index : block.id, toolNames.apply(block.name), block.text.toString());
    }

    /**
     * The block of that number and kind. Hosts that give reasoning, words and calls the same number, or none, mean one block after
     * the other: nothing of one ends up in another.
     */
    private Block block(int index, Kind kind) {
        List<Block> all = of(index);
        if (!all.isEmpty() && all.getLast().kind == kind) {
            return all.getLast();
        }
        if (kind == Kind.CALL) {
            for (Block block : all.reversed()) {
                if (block.kind == kind) {
                    return block;
                }
            }
        }
        return fresh(index, kind);
    }

    private List<Block> of(int index) {
        return blocks.getOrDefault(index, List.of());
    }

    private Block fresh(int index, Kind kind) {
        Block block = new Block(kind);
        blocks.computeIfAbsent(index, _ -> new ArrayList<>()).add(block);
        return block;
    }
}
