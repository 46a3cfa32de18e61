package cn.openclaw.json;

import java.util.ArrayList;
import java.util.List;

/** Pieces of a text to be replaced, gathered in any order and applied at once. Pieces may touch, never overlap. */
final class Json5Splices {
    private final List<Splice> splices = new ArrayList<>();

    private record Splice(int start, int end, String text) {}

    Json5Splices insert(int at, String text) {
        return replace(at, at, text);
    }

    Json5Splices remove(int start, int end) {
        return replace(start, end, "");
    }

    Json5Splices replace(int start, int end, String text) {
        splices.add(new Splice(start, end, text));
        return this;
    }

    String applyTo(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        // The sort is stable: two insertions at one place keep the order in which they were asked for.
        splices.sort((one, other) -> Integer.compare(one.start, other.start));
        for (Splice splice : splices) {
            out.append(text, at, splice.start).append(splice.text);
            at = splice.end;
        }
        return out.append(text, at, text.length()).toString();
    }
}
