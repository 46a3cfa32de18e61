package cn.openclaw.llm.translation;

import cn.openclaw.llm.Usage;
import cn.openclaw.llm.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer, gathered from its pieces. */
class Gathered implements Pieces {
    final List<Part> parts = new ArrayList<>();
    private final Map<Integer, Part> calls = new LinkedHashMap<>();
    String id = "";
    Usage usage = Usage.UNKNOWN;
    Stop stop = Stop.END;
    Optional<String> fault = Optional.empty();

    /** What a piece of an answer is. */
    enum Kind {
        THINKING,
        TEXT,
        CALL
    }

    /** A piece that grows. */
    static final class Part {
        final Kind kind;
        final StringBuilder text = new StringBuilder();
        String callId = "";
        String name = "";
        Optional<Block.Seal> seal = Optional.empty();

        Part(Kind kind) {
            this.kind = kind;
        }

        /** The seal in this wire's place for it; empty if there is none. */
        String sealOn(Wire wire) {
            return seal.map(mark -> mark.on(wire)).orElse("");
        }
    }

    private Part last(Kind kind) {
        if (parts.isEmpty() || parts.getLast().kind != kind || parts.getLast().seal.isPresent()) {
            parts.add(new Part(kind));
        }
        return parts.getLast();
    }

    @Override
    public void begin(String given) {
        id = given;
    }

    @Override
    public void think(String text) {
        last(Kind.THINKING).text.append(text);
    }

    @Override
    public void seal(Block.Seal seal) {
        last(Kind.THINKING).seal = Optional.of(seal);
    }

    @Override
    public void text(String text) {
        last(Kind.TEXT).text.append(text);
    }

    @Override
    public void call(int key, String callId, String name) {
        Part call = new Part(Kind.CALL);
        call.callId = callId.isEmpty() ? "call_" + key : callId;
        call.name = name;
        parts.add(call);
        calls.put(key, call);
    }

    @Override
    public void arguments(int key, String piece) {
        Part call = calls.get(key);
        if (call != null) {
            call.text.append(piece);
        }
    }

    @Override
    public void count(Usage now) {
        usage = now;
    }

    @Override
    public void stop(Stop why) {
        stop = why;
    }

    @Override
    public void fault(String type, String message) {
        fault = Optional.of(message.isEmpty() ? type : message);
    }

    /** The words, or the reasoning, of the whole answer. */
    String all(Kind kind) {
        StringBuilder all = new StringBuilder();
        parts.stream().filter(part -> part.kind == kind).forEach(part -> all.append(part.text));
        return all.toString();
    }

    boolean has(Kind kind) {
        return parts.stream().anyMatch(part -> part.kind == kind);
    }
}
